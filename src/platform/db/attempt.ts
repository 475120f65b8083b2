import { sql } from 'kysely';
import { isLost } from './db.ts';
import type { Tx } from './db.ts';

/**
 * Runs a part of a transaction that may fail alone: false, and nothing of it is left, when it threw. Where the connection
 * itself is lost, or the database asks for the whole to be repeated, the error goes on to whoever holds the transaction.
 */
export async function attempt(tx: Tx, run: () => Promise<void>): Promise<boolean> {
  await sql`savepoint attempt`.execute(tx);
  try {
    await run();
    await sql`release savepoint attempt`.execute(tx);
    return true;
  } catch (error) {
    if (isLost(error)) throw error;
    await sql`rollback to savepoint attempt`.execute(tx);
    return false;
  }
}
