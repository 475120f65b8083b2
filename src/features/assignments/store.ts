import { sql } from 'kysely';
import type { Projected } from '#features/records/model.ts';
import type { Db, Tx } from '#platform/db/db.ts';
import { placeIn } from '#platform/http/page.ts';
import type { PageAsked } from '#platform/http/page.ts';
import type { Assignment, AssignmentView, End } from './model.ts';

export async function projectAssignments(tx: Tx, records: readonly Projected<Assignment>[]): Promise<void> {
  const ids = records.map(({ id }) => id);
  await sql`delete from assignment where record_id = any(${ids}::bigint[])`.execute(tx);
  for (const { id, envelope, content } of records)
    if (content !== null)
      await sql`insert into assignment (record_id, officer, authority, giver, covers, subject, purpose, since, until, reason)
        select ${id}, officer, ${envelope.author}, ${envelope.officers[0] ?? ''}, ${content.covers}, ${content.subject ?? null},
               ${content.purpose}, ${content.since}, ${content.until}, ${content.reason}
        from unnest(${content.officers}::text[]) as officer`.execute(tx);
}

/** What ended stays ended, also when the content of its end is gone: that makes nobody a reader again. */
export async function projectEnds(tx: Tx, records: readonly Projected<End>[]): Promise<void> {
  for (const { id, envelope, content } of records)
    if (content !== null)
      await sql`insert into assignment_end (record_id, assignment, officer, giver, at, reason)
        select ${id}, ${content.assignment}, officer, ${envelope.officers[0] ?? ''}, ${envelope.issuedAt}, ${content.reason}
        from unnest(${content.officers}::text[]) as officer on conflict do nothing`.execute(tx);
}

/** The newest first; one more than was asked for. `officer`: of that officer only; `isOpen`: those that hold, or will. */
export async function listAssignments(
  db: Db,
  { authority, officer, isOpen, at }: { authority: string; officer: string | null; isOpen: boolean; at: Date },
  asked: PageAsked,
): Promise<(AssignmentView & { cursor: string })[]> {
  const [id, name] = placeIn(asked);
  const { rows } = await sql<AssignmentView & { cursor: string }>`
    select r.ref, a.officer, a.giver, a.covers, a.subject, a.purpose, a.since, a.until, a.reason,
      case when e.at is not null then 'ended' when a.until <= ${at} then 'over' when a.since > ${at} then 'coming' else 'open' end as state,
      e.at as "endedAt", e.giver as "endedBy", e.reason as "endReason", concat(a.record_id, '.', a.officer) as cursor
    from assignment a join record r on r.id = a.record_id
    left join lateral (select * from assignment_end e where e.assignment = r.ref and e.officer = a.officer order by e.at limit 1) e on true
    where a.authority = ${authority} and (${officer}::text is null or a.officer = ${officer})
      and (not ${isOpen} or (e.at is null and a.until > ${at}))
      and (${id}::bigint is null or a.record_id < ${id}::bigint or (a.record_id = ${id}::bigint and a.officer > ${name}))
    order by a.record_id desc, a.officer limit ${asked.limit + 1}`.execute(db);
  return rows;
}

/** The officers of an assignment for whom it has not ended. */
export async function readOfficersOf(db: Db, ref: string, authority: string): Promise<string[]> {
  const { rows } = await sql<{ officer: string }>`
    select a.officer from assignment a join record r on r.id = a.record_id
    where r.ref = ${ref} and a.authority = ${authority}
      and not exists (select 1 from assignment_end e where e.assignment = r.ref and e.officer = a.officer) order by 1`.execute(
    db,
  );
  return rows.map(({ officer }) => officer);
}
