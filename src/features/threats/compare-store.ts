import { sql } from 'kysely';
import type { Readers } from '#features/records/model.ts';
import { isFor } from '#features/guards/model.ts';
import type { Viewer } from '#features/officers/model.ts';
import type { Db } from '#platform/db/db.ts';

export type VersionFacts = { ref: string; author: string; modified: Date | null; isPerson: boolean };
export type VersionBody = {
  ref: string;
  digest: Buffer;
  body: Buffer | null;
  wrappedKeys: Buffer | null;
  readers: Readers;
};

const maxVersions = 10_000;

/** All versions of an object, the newest first. */
export async function listVersions(db: Db, objectId: string, viewer: Viewer): Promise<VersionFacts[]> {
  const { rows } = await sql<VersionFacts>`
    select r.ref, t.participant as author, t.modified, exists (select 1 from threat_object p where p.object_id = t.object_id and p.search is null) as "isPerson"
    from threat_object t join record r on r.id = t.record_id
    where t.object_id = ${objectId} and ${isFor(viewer, 't')} order by t.modified desc nulls last, t.record_id desc limit ${maxVersions}`.execute(
    db,
  );
  return rows;
}

/** What these records hold of an object. */
export async function readBodies(
  db: Db,
  objectId: string,
  refs: readonly string[],
  viewer: Viewer,
): Promise<VersionBody[]> {
  const { rows } = await sql<VersionBody>`
    select r.ref, r.digest, r.body, r.wrapped_keys as "wrappedKeys", r.readers
    from threat_object t join record r on r.id = t.record_id
    where t.object_id = ${objectId} and r.ref = any(${refs}::text[]) and ${isFor(viewer, 't')}`.execute(db);
  return rows;
}
