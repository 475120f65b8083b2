import { sql } from 'kysely';
import type { Db } from '#platform/db/db.ts';

/** Of each of these: how often since then, and when first. */
export async function countAttempts(
  db: Db,
  who: readonly Buffer[],
  since: Date,
): Promise<{ who: Buffer; count: number; first: Date }[]> {
  const { rows } = await sql<{ who: Buffer; count: number; first: Date }>`
    select who, count(*)::int as count, min(at) as first from attempt
    where who = any(${who}::bytea[]) and at > ${since} group by who`.execute(db);
  return rows;
}

/** Notes one of each, and forgets all that are older than `since`. */
export async function insertAttempts(db: Db, who: readonly Buffer[], at: Date, since: Date): Promise<void> {
  await sql`delete from attempt where at <= ${since}`.execute(db);
  await sql`insert into attempt (who, at) select one, ${at} from unnest(${who}::bytea[]) as one`.execute(db);
}
