import { sql } from 'kysely';
import { isFor } from '#features/guards/model.ts';
import type { Viewer } from '#features/officers/model.ts';
import type { Db } from '#platform/db/db.ts';
import type { RemarkRow } from './remark-store.ts';

const maxBodyBytes = 64 * 1024;

export type SightingRow = Omit<RemarkRow, 'what'>;

/** The newest versions of sightings of an object, the newest first. */
export async function findSightings(db: Db, objectId: string, viewer: Viewer, limit: number): Promise<SightingRow[]> {
  const { rows } = await sql<SightingRow>`
    select r.ref, t.object_id as id, t.participant as author, t.modified as at, t.revoked, r.digest,
      case when octet_length(r.body) <= ${maxBodyBytes} then r.body end as body, r.wrapped_keys as "wrappedKeys",
      case when r.withheld_at is null then r.readers else '{}' end as readers
    from threat_edge e join threat_object t using (record_id) join record r on r.id = t.record_id
    where e.target_id = ${objectId} and e.relation = 'sighting_of_ref' and e.shown and t.type = 'sighting' and t.newest
      and t.search is not null and ${isFor(viewer, 'e')} and ${isFor(viewer, 't')}
    order by t.modified desc nulls last, t.record_id desc limit ${limit}`.execute(db);
  return rows;
}
