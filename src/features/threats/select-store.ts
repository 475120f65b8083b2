import { sql } from 'kysely';
import type { Db } from '#platform/db/db.ts';
import type { ThreatQuery } from './model.ts';
import { matches } from './store.ts';

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
  const { rows } = await sql<{ id: number }>`
    select t.record_id as id from threat_object t
    where ${matches(query)} and (${versions === 'all'} or not exists (
      select 1 from threat_object newer where newer.object_id = t.object_id
        and (newer.modified, newer.record_id) > (coalesce(t.modified, '-infinity'), t.record_id)))
    order by t.record_id limit ${limit}`.execute(db);
  return rows.map(({ id }) => id);
}

export type HeldVersion = { recordId: number; objectId: string; isPerson: boolean };

/** The records that hold objects with these ids: the newest version of each, or all. */
export async function findVersions(
  db: Db,
  objectIds: readonly string[],
  versions: 'newest' | 'all',
): Promise<HeldVersion[]> {
  const { rows } = await sql<HeldVersion>`
    select t.record_id as "recordId", t.object_id as "objectId", t.search is null as "isPerson" from threat_object t
    where t.object_id = any(${objectIds}::text[]) and (${versions === 'all'} or not exists (
      select 1 from threat_object newer where newer.object_id = t.object_id
        and (newer.modified, newer.record_id) > (coalesce(t.modified, '-infinity'), t.record_id)))
    order by t.record_id`.execute(db);
  return rows;
}
