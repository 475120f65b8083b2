import { sql } from 'kysely';
import type { Readers } from '#features/records/model.ts';
import { isFor } from '#features/guards/model.ts';
import type { Viewer } from '#features/officers/model.ts';
import type { Db } from '#platform/db/db.ts';
import { isNode } from './graph-read-store.ts';
import type { Remark } from './remark-model.ts';

export type RemarkRow = Pick<Remark, 'what' | 'ref' | 'id' | 'author' | 'revoked'> & {
  at: Date | null;
  digest: Buffer;
  body: Buffer | null;
  wrappedKeys: Buffer | null;
  readers: Readers;
};

/** The most of each kind that one answer is made of, and bytes of a body. */
const maxRemarks = 50;
const maxBodyBytes = 64 * 1024;
const maxRelations = 1_000;

/** The relations in which relationships lead from an object, as they are spelled; `cut`: there are more. */
export async function findRelations(
  db: Db,
  objectId: string,
  viewer: Viewer,
): Promise<{ relations: string[]; cut: boolean }> {
  const { rows } = await sql<{ relation: string }>`
    select distinct e.relation from threat_edge e where e.source_id = ${objectId} and e.shown and ${isFor(viewer, 'e')}
    order by 1 limit ${maxRelations + 1}`.execute(db);
  const relations = rows.slice(0, maxRelations).map(({ relation }) => relation);
  return { relations, cut: rows.length > maxRelations };
}

/**
 * The records that hold what is said of an object in STIX, the newest first: opinions and notes about it, relationships by which it is
 * attributed, and its own newest version of each participant. Of each author the newest version; nothing of what describes persons.
 */
export async function findRemarks(
  db: Db,
  objectId: string,
  attributing: readonly string[],
  viewer: Viewer,
): Promise<{ rows: RemarkRow[]; cut: boolean }> {
  const { rows } = await sql<RemarkRow & { place: number; bytes: number | null }>`
    with said as (
      (select e.record_id, t.type as what, row_number() over (order by e.record_id desc)::int as place
       from threat_edge e join threat_object t using (record_id)
       where e.target_id = ${objectId} and e.relation = 'object_refs' and e.shown and t.type in ('note', 'opinion') and t.search is not null and ${isFor(viewer, 't')}
       order by e.record_id desc limit ${maxRemarks + 1})
      union all
      (select e.record_id, 'attribution', row_number() over (order by e.record_id desc)::int
       from threat_edge e join threat_object t using (record_id)
       where e.source_id = ${objectId} and e.relation = any(${attributing}::text[]) and e.shown and t.type = 'relationship' and ${isFor(viewer, 't')}
       order by e.record_id desc limit ${maxRemarks + 1})
      union all
      (select record_id, 'confidence', row_number() over (order by record_id desc)::int from (
         select distinct on (participant) record_id from threat_object t where object_id = ${objectId} and search is not null and ${isFor(viewer, 't')}
         order by participant, modified desc nulls last, record_id desc) newest
       order by record_id desc limit ${maxRemarks + 1})
    )
    select s.what, s.place, r.ref, t.object_id as id, t.participant as author, t.modified as at, t.revoked, r.digest,
      octet_length(r.body) as bytes, case when octet_length(r.body) <= ${maxBodyBytes} then r.body end as body,
      r.wrapped_keys as "wrappedKeys", case when r.withheld_at is null then r.readers else '{}' end as readers
    from said s join threat_object t using (record_id) join record r on r.id = s.record_id
    order by t.modified desc nulls last, t.record_id desc`.execute(db);
  const shown = rows.filter(({ place, body }) => place <= maxRemarks && body !== null);
  // A long text that only carries a confidence is the object itself: its page shows it.
  const left = rows.filter(
    ({ place, what, bytes }) => place > maxRemarks || (what !== 'confidence' && (bytes ?? 0) > maxBodyBytes),
  );
  return { rows: shown.map(({ place: _, bytes: __, ...row }) => row), cut: left.length > 0 };
}

/** The records of the opinions and notes about these objects, of each the newest of its author; none that is about what may be a person as well. */
export async function findRemarksOn(
  db: Db,
  objectIds: readonly string[],
  limit: number,
  viewer: Viewer,
): Promise<number[]> {
  if (objectIds.length === 0) return [];
  const { rows } = await sql<{ id: number }>`
    select distinct e.record_id as id from threat_edge e join threat_object t using (record_id)
    where e.target_id = any(${objectIds}::text[]) and e.relation = 'object_refs' and e.shown and t.type in ('note', 'opinion') and t.search is not null and ${isFor(viewer, 't')}
      and not exists (select 1 from threat_edge along where along.record_id = e.record_id and along.relation = 'object_refs'
          and not ${isNode(sql`along.target_id`)})
    order by 1 limit ${limit}`.execute(db);
  return rows.map(({ id }) => id);
}
