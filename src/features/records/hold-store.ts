import { sql } from 'kysely';
import { storableText } from '#platform/db/text.ts';
import type { Tx } from '#platform/db/db.ts';
import { dayOf } from '#platform/clock.ts';
import type { HoldRequest } from './hold.ts';
import type { ExpiredRow } from './store.ts';

/** The hold that stands on a record today, whose row is locked until the end of the transaction. */
export async function readHold(
  tx: Tx,
  ref: string,
  today: string,
): Promise<{ code: string; until: string; by: string } | undefined> {
  const { rows } = await sql<{ code: string; until: string; by: string }>`
    select hold_code as code, hold_until as until, held_by as by from record
    where ref = ${ref} and body is not null and hold_until >= ${today}::date for update`.execute(tx);
  return rows[0];
}

/** False when there is no content under this ref, or it was taken back already. */
export async function setHold(
  tx: Tx,
  ref: string,
  officer: string,
  { code, until, reason }: HoldRequest,
): Promise<boolean> {
  const { rows } =
    await sql`update record set hold_code = ${code}, hold_until = ${until}, hold_reason = ${storableText(reason)},
    held_by = ${officer} where ref = ${ref} and body is not null and withheld_at is null returning id`.execute(tx);
  return rows.length > 0;
}

/** Ends a hold that stands: at once, or for what is withheld with `lastDay`, after which it is destroyed. False when there is none. */
export async function endHold(tx: Tx, ref: string, lastDay: string): Promise<boolean> {
  const { rows } = await sql`update record set
      hold_until = case when withheld_at is null then null else ${lastDay}::date end,
      hold_code = case when withheld_at is null then null else hold_code end,
      hold_reason = case when withheld_at is null then null else hold_reason end,
      held_by = case when withheld_at is null then null else held_by end
    where ref = ${ref} and hold_until > ${lastDay}::date returning id`.execute(tx);
  return rows.length > 0;
}

/** Takes those under a standing hold from every reader, and gives their ids. */
export async function withhold(tx: Tx, ids: readonly number[], at: Date): Promise<number[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<{
    id: number;
  }>`update record set withheld_at = coalesce(withheld_at, ${at}), title = null, why = null
    where id = any(${ids}::bigint[]) and body is not null and hold_until >= ${dayOf(at)}::date
    returning id`.execute(tx);
  return rows.map((row) => row.id);
}

/** What is withheld under a hold that is over. */
export async function findEndedHolds(tx: Tx, today: string, limit: number): Promise<ExpiredRow[]> {
  const { rows } = await sql<ExpiredRow>`
    select id, ref, digest, participant, verdict from record
    where hold_until < ${today}::date and withheld_at is not null order by hold_until, id limit ${limit} for update skip locked`.execute(
    tx,
  );
  return rows;
}
