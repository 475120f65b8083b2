import { sql } from 'kysely';
import { isFor } from '#features/guards/model.ts';
import type { Viewer } from '#features/officers/model.ts';
import type { Db } from '#platform/db/db.ts';
import type { ThreatQuery } from './model.ts';
import { fits } from './search-store.ts';
import { standing } from './store.ts';

/** Beyond so many times the limit it is passed in any case, and nothing has to be chosen. */
const authorsEach = 8;

/**
 * The records of all objects that a search finds, the oldest first: of each the newest version of whose word stands first among those
 * found, or all. Objects that describe persons
 * are found by none (SG-07).
 */
export async function selectRecords(
  db: Db,
  query: ThreatQuery,
  versions: 'newest' | 'all',
  limit: number,
  viewer: Viewer,
): Promise<number[]> {
  const found =
    versions === 'newest'
      ? sql`
          with raw as materialized (
            select t.record_id, t.object_id, t.participant from threat_object t where ${fits(query, viewer)} limit ${limit * authorsEach}
          )
          (select distinct on (t.object_id) t.record_id as id from raw t order by t.object_id, ${standing('t')})
          union all select record_id from raw where (select count(*) from raw) = ${limit * authorsEach}`
      : sql`select v.record_id as id from threat_object v where v.search is not null
          and v.object_id in (select t.object_id from threat_object t where ${fits(query, viewer)}) and ${isFor(viewer, 'v')}`;
  const { rows } = await sql<{ id: number }>`select id from (${found}) found order by id limit ${limit}`.execute(db);
  return rows.map(({ id }) => id);
}

/** `isPerson`: some version of the object describes a person, be it this one or another. */
export type HeldVersion = { recordId: number; objectId: string; isPerson: boolean };

/** The records that hold objects with these ids: of each the newest version of whose word stands first, or all. */
export async function findVersions(
  db: Db,
  objectIds: readonly string[],
  versions: 'newest' | 'all',
  viewer: Viewer,
): Promise<HeldVersion[]> {
  const { rows } = await sql<HeldVersion>`
    select ${versions === 'newest' ? sql`distinct on (t.object_id)` : sql``} t.record_id as "recordId", t.object_id as "objectId",
      exists (select 1 from threat_object p where p.object_id = t.object_id and p.search is null) as "isPerson"
    from threat_object t
    where t.object_id = any(${objectIds}::text[]) and (t.newest or ${versions === 'all'}) and ${isFor(viewer, 't')}
    order by ${versions === 'newest' ? sql`t.object_id, ${standing('t')}` : sql`t.record_id`}`.execute(db);
  return rows;
}

/** Those of these records that no list finds: of persons, and what is put aside because it tells of one (SG-07). */
export async function findPersonal(db: Db, recordIds: readonly number[]): Promise<Set<number>> {
  const { rows } = await sql<{ id: number }>`
    select record_id as id from threat_object where record_id = any(${recordIds}::bigint[]) and search is null`.execute(
    db,
  );
  return new Set(rows.map(({ id }) => id));
}
