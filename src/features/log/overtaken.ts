import { TamgaError } from '#platform/errors.ts';
import { currentLog } from '#features/alliance/model.ts';
import type { Self } from '#features/alliance/model.ts';
import type { Tx } from '#platform/db/db.ts';
import type { Deps } from '#features/records/model.ts';
import { insertOvertaken, readHead, readOvertaken, readOwnLog } from './store.ts';
import type { Overtaken } from './store.ts';

/** From now on nothing is signed, whatever is forgotten in between: it stands in the database. */
export const stopSigning = (
  { db, now }: Pick<Deps, 'db' | 'now'>,
  overtaken: Omit<Overtaken, 'seenAt'>,
): Promise<void> => insertOvertaken(db, { ...overtaken, seenAt: now() });

/** Errors: log-stopped with own-log-behind or own-log-forked. */
export async function assertSigning(db: Parameters<typeof readOvertaken>[0]): Promise<void> {
  const found = await readOvertaken(db);
  if (found) throw overtakenError(found, (await readHead(db))?.size ?? 0);
}

/** The largest checkpoint that is known of a log that must not go on; undefined where nothing stands against it. */
export const readOvertakenNote = async (db: Deps['db']): Promise<string | undefined> => (await readOvertaken(db))?.note;

/** The log that may be signed. Errors: log-stopped, own-log-succeeded also where its participant has ended it. */
export async function ownLog(tx: Tx, self: Self): Promise<number> {
  await assertSigning(tx);
  const log = await readOwnLog(tx);
  const next = currentLog(self.alliance, self.code);
  if (next <= log) return log;
  const why = `log ${log} of this node has ended: log ${next} begins when it starts again`;
  throw new TamgaError('log-stopped', why, { detail: { code: 'own-log-succeeded' } });
}

function overtakenError({ code, size }: Overtaken, own: number): TamgaError {
  const what =
    code === 'own-log-behind'
      ? `this node's log has ${own} entries, and it signed ${size} before`
      : `this node's log is another one than it signed at size ${size}`;
  const why = `${what}: its database is older than what others hold. It signs nothing and serves nothing; restore a later backup, or end this log (tamga succeed)`;
  return new TamgaError('log-stopped', why, { detail: { code } });
}
