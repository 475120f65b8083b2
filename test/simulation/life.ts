import { Kysely, PostgresDialect } from 'kysely';
import type { PostgresPool } from 'kysely';
import type pg from 'pg';
import type { Db } from '#platform/db/db.ts';

/**
 * What goes wrong at one statement: the process ends before it took effect (`lost`) or after (`kept`: a commit that
 * nobody hears of), or PostgreSQL breaks a conflict and asks for the whole to be repeated (`conflict`).
 * Statements are counted, begin and commit among them, or commits alone.
 */
export type Strike = { at: number; of: 'statements' | 'commits'; how: 'lost' | 'kept' | 'conflict' };

/** The database as one life of a process sees it. When the life is over, its open transactions are undone. */
export type Life = {
  db: Db;
  arm(strike: Strike): void;
  disarm(): void;
  /** The statement at which it struck. */
  struck(): string | undefined;
  isOver(): boolean;
  end(): Promise<void>;
};

const isWrite = (text: string): boolean => /\b(insert into|delete from|update \w+ set)\b/i.test(text);
const isCounted = (text: string, { of }: Strike): boolean =>
  of === 'commits' ? text === 'commit' : text !== 'rollback';
const gone = (): Error => new Error('Connection terminated: this process has ended');

export function openLife(pool: pg.Pool, disk: { full: boolean }): Life {
  const open = new Set<pg.PoolClient>();
  let strike: Strike | undefined;
  let count = 0;
  let struck: string | undefined;
  let over = false;

  // What the server does when a connection breaks, done here so that the next life finds it done.
  const end = async (): Promise<void> => {
    over = true;
    for (const client of open) {
      await client.query('rollback');
      await client.query('select pg_advisory_unlock_all()');
    }
  };

  const query = async (client: pg.PoolClient, text: string, parameters: unknown[]): Promise<unknown> => {
    if (over) throw gone();
    if (strike !== undefined && isCounted(text, strike) && count++ === strike.at) {
      struck = text.trim().slice(0, 60).replaceAll(/\s+/g, ' ');
      if (strike.how === 'conflict') return raise(client, '40001', 'could not serialize access');
      if (strike.how === 'kept') await client.query(text, parameters);
      await end();
      throw gone();
    }
    if (disk.full && isWrite(text)) return raise(client, '53100', 'No space left on device');
    return client.query(text, parameters);
  };

  const connect = async () => {
    if (over) throw gone();
    const client = await pool.connect();
    open.add(client);
    const release = (error?: boolean | Error): void => {
      open.delete(client);
      client.release(error);
    };
    return { query: (text: string, parameters: unknown[]) => query(client, text, parameters), release };
  };
  const faulty = { connect, end: () => Promise.resolve() } as unknown as PostgresPool;

  return {
    db: new Kysely<unknown>({ dialect: new PostgresDialect({ pool: faulty }) }),
    arm: (next) => {
      [strike, count, struck] = [next, 0, undefined];
    },
    disarm: () => {
      [strike, struck] = [undefined, undefined];
    },
    struck: () => struck,
    isOver: () => over,
    end,
  };
}

/** A real error of the server's, with all that it does to an open transaction. */
const raise = (client: pg.PoolClient, code: string, message: string): Promise<unknown> =>
  client.query(`do $$ begin raise exception using errcode = '${code}', message = '${message}'; end $$`);
