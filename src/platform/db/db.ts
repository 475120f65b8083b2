import { type IsolationLevel, Kysely, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';
import { DatabaseError } from './error.ts';

/** The database without tables: a store names its own with `db.withTables<{ record: RecordTable }>()`. */
export type Db = Kysely<unknown>;
export type Tx = Transaction<unknown>;

export interface OpenDbOptions {
  /** Most connections of the pool. Default 6. */
  max?: number;
  /** Sends the queries of one connection without waiting for the answers in between: for busy read-only pools. */
  pipeline?: boolean;
  /** Told when a connection is lost. The pool opens a new one by itself; the query that ran on it has failed. */
  onLost?: (error: Error) => void;
}

const INT8 = 20;
const DATE = 1082;

function parseInt8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new DatabaseError('number-unsafe', `int8 ${text} is not a safe integer`);
  return value;
}

// int8 as number (count(*) and log indexes), date as 'YYYY-MM-DD' (pg would make it midnight in the machine's
// time zone); the rest as pg does: bytea is a Buffer, timestamptz a Date. Per pool, never pg's global table.
const types: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format) {
    if (format === 'binary') return pg.types.getTypeParser(oid, format);
    if (oid === INT8) return parseInt8;
    return oid === DATE ? String : pg.types.getTypeParser(oid);
  },
};

/** Opens a pool; the first connection is made by the first query. Close with `await db.destroy()` or `await using`. */
export function openDb(url: string, options: OpenDbOptions = {}): Db {
  return new Kysely<unknown>({ dialect: new PostgresDialect({ pool: openPool(url, options) }) });
}

/** The pool under `openDb`, for whoever stands between the two. */
export function openPool(url: string, { max = 6, pipeline = false, onLost = () => {} }: OpenDbOptions = {}): pg.Pool {
  const config = { connectionString: url, max, types, pipeline, idleTimeoutMillis: 60_000, application_name: 'tamga' };
  const pool = new pg.Pool(config);
  // Without these two a server that goes away brings the process down: the pool reports idle connections only,
  // and a connection taken for a transaction has no listener of its own.
  pool.on('error', onLost);
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

export interface TransactionOptions {
  /** How often `run` may be repeated when PostgreSQL breaks a deadlock or a serialization conflict. Default 3. */
  retries?: number;
  isolation?: IsolationLevel;
}

const lastSteps = new WeakMap<object, (tx: Tx) => Promise<void>>();

/** The same database; every `transaction` of it does this last, before it commits. */
export function withLastStep(db: Db, step: (tx: Tx) => Promise<void>): Db {
  const view = db.withoutPlugins();
  lastSteps.set(view, step);
  return view;
}

/** Runs `run` in one transaction. `run` must be safe to repeat: everything it does goes through `tx`. */
export async function transaction<T>(
  db: Db,
  run: (tx: Tx) => Promise<T>,
  { retries = 3, isolation }: TransactionOptions = {},
): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      const builder = db.transaction();
      const last = lastSteps.get(db);
      const work = async (tx: Tx): Promise<T> => {
        const result = await run(tx);
        await last?.(tx);
        return result;
      };
      return await (isolation ? builder.setIsolationLevel(isolation) : builder).execute(last ? work : run);
    } catch (error) {
      if (attempt >= retries || !isConflict(error)) throw error;
    }
  }
}

const SERIALIZATION_FAILURE = '40001';
const DEADLOCK_DETECTED = '40P01';

function isConflict(error: unknown): boolean {
  const code = sqlState(error);
  return code === SERIALIZATION_FAILURE || code === DEADLOCK_DETECTED;
}

/** The five-character SQLSTATE of an error that came from PostgreSQL, e.g. `23505` for a broken unique constraint. */
export function sqlState(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError ? error.code : undefined;
}

/** Whether an error is about the connection or a conflict between transactions, not about what was asked. */
export function isLost(error: unknown): boolean {
  const code = sqlState(error) ?? (error instanceof Error && 'code' in error ? String(error.code) : '');
  const isConnection =
    error instanceof Error && /Connection terminated|Client was closed|not queryable/i.test(error.message);
  return (
    isConnection ||
    /^(08|40|53|57|58|XX)/.test(code) ||
    code.startsWith('ECONN') ||
    code === 'EPIPE' ||
    code === 'ENOENT'
  );
}
