import { sql } from 'kysely';
import type { Db } from '#platform/db/db.ts';
import type { RecordVerdict } from '#features/records/model.ts';

/** As many records as one thread is read of. */
export const maxThread = 1_000;
const maxSteps = 20;

export type ThreadRow = {
  ref: string;
  jws: string;
  verdict: RecordVerdict;
  arrivedAt: Date;
  sealedAt: Date | null;
  destroyed: boolean;
};

/** The record from which a case comes: what a record names as its case, replaces, or is alone about, and so on from there. */
export async function readRoot(db: Db, ref: string): Promise<string> {
  const { rows } = await sql<{ ref: string }>`
    with recursive up (ref, step) as (
      select ${ref}::text, 0
      union all
      select n.ref, up.step + 1 from up cross join lateral (
        select coalesce(r.case_ref, r.replaces, (select case when count(*) = 1 then min(a.ref) end from record_about a where a.record_id = r.id)) as ref
        from record r where r.ref = up.ref and r.recipient is null limit 1) n
      where n.ref is not null and n.ref <> up.ref and up.step < ${maxSteps})
    select u.ref from up u join record r on r.ref = u.ref order by u.step desc limit 1`.execute(db);
  return rows[0]?.ref ?? ref;
}

/** An own record that came back after a restore has a place of its own in a log, and was stored when it came, not when it was sealed. */
const columns = sql`r.ref, r.jws, r.verdict, coalesce(a.arrived_at, r.stored_at) as "arrivedAt",
  case when r.verdict = 'own' and r.log_index is null then r.stored_at end as "sealedAt", r.destroyed_at is not null as destroyed`;

/** The records under these refs. */
export async function readSealed(db: Db, refs: readonly string[]): Promise<ThreadRow[]> {
  const { rows } = await sql<ThreadRow>`
    select ${columns} from record r left join arrival a on a.record_id = r.id where r.ref = any(${refs}::text[])`.execute(
    db,
  );
  return rows;
}

/** What belongs to a root: what names it as its case, replaces it, or is about it, and what does so of those; one more than the limit. */
export async function readThread(db: Db, root: string): Promise<ThreadRow[]> {
  const { rows } = await sql<ThreadRow>`
    with recursive thread (ref) as (
      select ${root}::text
      union
      select n.ref from thread t cross join lateral (
        select ref from record where case_ref = t.ref
        union all select ref from record where replaces = t.ref
        union all select r.ref from record_about a join record r on r.id = a.record_id where a.ref = t.ref) n),
    few as (select ref from thread limit ${maxThread + 1})
    select ${columns} from few f join record r on r.ref = f.ref left join arrival a on a.record_id = r.id
    order by r.issued_at, r.ref limit ${maxThread + 1}`.execute(db);
  return rows;
}
