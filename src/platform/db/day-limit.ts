import { sql } from 'kysely';
import { TamgaError } from '#platform/errors.ts';
import type { Tx } from './db.ts';

/** Rows of which one person makes so many within 24 hours at most: a slip of a program, or a grudge, fills no database. */
export type DayLimit = { table: string; by: string; at: string; most: number };

/**
 * Asked before a row is added, which nobody else adds for the same person until the transaction ends. Errors: too-many (day-limit).
 */
export async function holdDayLimit(tx: Tx, limit: DayLimit, person: string, now: Date): Promise<void> {
  const { table, by, at, most } = limit;
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${table} ${person}`}, 0))`.execute(tx);
  const since = new Date(now.getTime() - 24 * 3600_000);
  const { rows } = await sql<{ made: number; first: Date | null }>`
    select count(*)::int as made, min(at) as first from (select ${sql.ref(at)} as at from ${sql.table(table)}
      where ${sql.ref(by)} = ${person} and ${sql.ref(at)} > ${since} order by ${sql.ref(at)} desc limit ${most}) newest`.execute(
    tx,
  );
  const [found] = rows;
  if (!found?.first || found.made < most) return;
  const retryAfterS = Math.ceil((found.first.getTime() - since.getTime()) / 1000);
  throw new TamgaError('too-many', `${person} has made ${most} of these within 24 hours, which are the most`, {
    detail: { code: 'day-limit', retryAfterS },
  });
}
