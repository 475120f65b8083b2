import { sql } from 'kysely';
import type { Tx } from '#platform/db/db.ts';

export type RecordTitle = { id: number; title: string };

/**
 * What the records of these objects are to be called, of those that are called otherwise: by the type alone where a version of the same
 * participant describes a person, or is put aside because it tells of one; and by their names again when that version is gone. So lists,
 * searches, counts and cases, which ask records for their titles, know no more than the table of threats (SG-07). In the turn that
 * storing took.
 */
export async function findMistitled(tx: Tx, objectIds: readonly string[]): Promise<RecordTitle[]> {
  if (objectIds.length === 0) return [];
  const { rows } = await sql<RecordTitle>`
    select said.record_id as id, case when said.hidden then said.type else left(said.name, 200) end as title
    from (
      select t.record_id, t.type, coalesce(t.name, t.type) as name, bool_or(t.search is null) over (partition by t.object_id, t.participant) as hidden
      from threat_object t where t.object_id = any(${objectIds}::text[])
    ) said join record r on r.id = said.record_id
    where r.title is not null and said.hidden <> (r.title = said.type)`.execute(tx);
  return rows;
}
