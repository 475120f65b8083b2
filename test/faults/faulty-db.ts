import type { Db, Tx } from '#platform/db/db.ts';

/** At which step of I/O the connection breaks, and whether that step was still carried out. */
export type Fault = { at: number; kept: boolean };

/**
 * A database whose connection breaks at one step: begin, each statement, and commit count. What is lost was never carried
 * out; what is kept was, and nobody hears of it. Every later step of that transaction fails too, and nothing of it is
 * committed, unless the step was a commit that was kept.
 */
export function faultyDb(db: Db, fault: Fault): { db: Db; struck: () => string | undefined } {
  let step = 0;
  let struck: string | undefined;
  const io = async <T>(name: string, run: () => Promise<T>): Promise<T> => {
    if (struck !== undefined) throw new Error('the connection is gone');
    if (step++ !== fault.at) return run();
    struck = name;
    if (fault.kept) await run();
    throw new Error(`the connection broke at step ${fault.at}: ${name}`);
  };
  const wrap = (tx: Tx): Tx => {
    const executor = tx.getExecutor();
    const executeQuery: typeof executor.executeQuery = (query, ...rest) =>
      io(query.sql.trim().slice(0, 60).replaceAll(/\s+/g, ' '), () => executor.executeQuery(query, ...rest));
    const wrapped = new Proxy(executor, { get: (of, key) => (key === 'executeQuery' ? executeQuery : bound(of, key)) });
    return new Proxy(tx, { get: (of, key) => (key === 'getExecutor' ? () => wrapped : bound(of, key)) });
  };
  const execute = async <T>(run: (tx: Tx) => Promise<T>): Promise<T> => {
    await io('begin', () => Promise.resolve());
    // A commit that is lost leaves the transaction to be rolled back; one that is kept is carried out before the error.
    const result = await db.transaction().execute(async (tx) => {
      const value = await run(wrap(tx));
      if (struck !== undefined || (step === fault.at && !fault.kept)) await io('commit', () => Promise.resolve());
      return value;
    });
    await io('commit', () => Promise.resolve());
    return result;
  };
  const faulty = new Proxy(db, { get: (of, key) => (key === 'transaction' ? () => ({ execute }) : bound(of, key)) });
  return { db: faulty, struck: () => struck };
}

function bound(of: object, key: string | symbol): unknown {
  const value: unknown = Reflect.get(of, key, of);
  return typeof value === 'function' ? (value.bind(of) as unknown) : value;
}
