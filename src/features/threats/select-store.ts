import { sql } from 'kysely';
import type { Db } from '#platform/db/db.ts';
import type { ThreatQuery } from './model.ts';
import { fits } from './search-store.ts';

/**
 * The records of all objects that a search finds, the oldest first: the newest version of each, or all. Objects that describe persons
 * are found by none (SG-07).
 */
export async function selectRecords(
  db: Db,
  query: ThreatQuery,
  versions: 'newest' | 'all',
  limit: number,
): Promise<number[]> {
  const found =
    versions === 'newest'
      ? sql`select t.record_id as id from threat_object t where ${fits(query)}`
      : sql`select v.record_id as id from threat_object v where v.search is not null
          and v.object_id in (select t.object_id from threat_object t where ${fits(query)})`;
  const { rows } = await sql<{ id: number }>`${found} order by id limit ${limit}`.execute(db);
  return rows.map(({ id }) => id);
}

/** `isPerson`: some version of the object describes a person, be it this one or another. */
export type HeldVersion = { recordId: number; objectId: string; isPerson: boolean };

/** The records that hold objects with these ids: the newest version of each, or all. */
export async function findVersions(
  db: Db,
  objectIds: readonly string[],
  versions: 'newest' | 'all',
): Promise<HeldVersion[]> {
  const { rows } = await sql<HeldVersion>`
    select t.record_id as "recordId", t.object_id as "objectId",
      exists (select 1 from threat_object p where p.object_id = t.object_id and p.search is null) as "isPerson"
    from threat_object t
    where t.object_id = any(${objectIds}::text[]) and (t.newest or ${versions === 'all'})
    order by t.record_id`.execute(db);
  return rows;
}
