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

/** As many records as are looked at for those of a thread, besides this participant's own. */
const maxLooked = 5 * maxThread;

/**
 * What belongs to a root and is applied: what names it as its case, replaces it, or is about it, and what does so of those; one more than
 * the limit. Where there is more, this participant's own that hang on the root by nothing but its own come first, then its other ones, and
 * of each other participant as many, the newest: nobody fills a case alone.
 */
export async function readThread(db: Db, root: string): Promise<ThreadRow[]> {
  const { rows } = await sql<ThreadRow & { rank: number }>`
    with recursive own (ref) as (
      select ${root}::text
      union
      select n.ref from own t cross join lateral (${naming}) n where n.verdict = 'own'),
    thread (ref) as (
      select ${root}::text
      union
      select n.ref from thread t cross join lateral (${naming}) n where n.verdict in ('own', 'accepted')),
    few as (
      (select ref, true as is_own from own limit ${maxThread + 1}) union all (select ref, false from thread limit ${maxLooked})),
    found as (
      select r.id, r.verdict, r.participant, r.issued_at, r.ref, bool_or(f.is_own) as is_own
      from few f join record r on r.ref = f.ref where r.ref = ${root} or r.verdict in ('own', 'accepted') group by r.id),
    placed as (
      select *, row_number() over (partition by participant order by issued_at desc, ref desc) as place from found),
    chosen as (
      select id, row_number() over (order by ref = ${root} desc, is_own desc, verdict = 'own' desc, place, participant) as rank
      from placed order by rank limit ${maxThread + 1})
    select ${columns}, c.rank::int as rank from chosen c join record r on r.id = c.id left join arrival a on a.record_id = r.id
    order by c.rank > ${maxThread}, r.issued_at, r.ref`.execute(db);
  return rows.map(({ rank: _, ...row }) => row);
}

const naming = sql`
  select ref, verdict from record where case_ref = t.ref
  union all select ref, verdict from record where replaces = t.ref
  union all select r.ref, r.verdict from record_about a join record r on r.id = a.record_id where a.ref = t.ref`;
