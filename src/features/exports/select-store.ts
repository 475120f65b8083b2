import { sql } from 'kysely';
import { isFor, readersFor } from '#features/guards/model.ts';
import type { Viewer } from '#features/officers/model.ts';
import type { Db, Tx } from '#platform/db/db.ts';
import type { Readers, RecordVerdict } from '#features/records/model.ts';

/** A record that is asked for, before anything of its content is read. */
export type SelectedRow = {
  id: number;
  ref: string;
  kind: string;
  participant: string;
  verdict: RecordVerdict;
  tlp: string | null;
  destroyed: boolean;
  withheld: boolean;
  hasContent: boolean;
  readers: Readers;
  /** As stored; 0 where there is none. */
  bytes: number;
};

/** In the order of the ids. */
export async function readSelected(db: Db, ids: readonly number[], viewer: Viewer): Promise<SelectedRow[]> {
  const { rows } = await sql<SelectedRow>`
    select r.id, r.ref, r.kind, r.participant, r.verdict, r.tlp, r.destroyed_at is not null as destroyed,
           r.withheld_at is not null as withheld, r.body is not null as "hasContent", ${readersFor(viewer, 'r')} as readers, coalesce(octet_length(r.body), 0) as bytes
    from record r where r.id = any(${ids}::bigint[]) order by array_position(${ids}::bigint[], r.id)`.execute(db);
  return rows;
}

/** The records under these refs; where several contend for one, the one that was applied. */
export async function findByRefs(db: Db, refs: readonly string[]): Promise<{ id: number; ref: string }[]> {
  const { rows } = await sql<{ id: number; ref: string }>`
    select distinct on (ref) id, ref from record where ref = any(${refs}::text[])
    order by ref, verdict in ('own', 'accepted') desc, id`.execute(db);
  return rows;
}

/** Those of these records that are of a kind. */
export async function findOfKind(db: Db, ids: readonly number[], kind: string): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from record where id = any(${ids}::bigint[]) and kind = ${kind}`.execute(db);
  return rows.map(({ id }) => id);
}

/**
 * The objects of a case: among its own records, those about it, and those that any of these names. Null where there is no such case.
 */
export async function findInCase(db: Db, caseRef: string, limit: number): Promise<number[] | null> {
  const known = await sql`select 1 from record where ref = ${caseRef} limit 1`.execute(db);
  if (known.rows.length === 0) return null;
  const { rows } = await sql<{ id: number }>`
    with thread as (
      select id, ref from record where ref = ${caseRef} or case_ref = ${caseRef}
      union
      select r.id, r.ref from record_about a join record r on r.id = a.record_id where a.ref = ${caseRef}
    ), named as (
      select id from thread
      union
      select r.id from thread t join record_about a on a.record_id = t.id join record r on r.ref = a.ref
    )
    select r.id from named n join record r on r.id = n.id
    where r.kind = 'threat.object' and r.verdict in ('own', 'accepted') order by r.id limit ${limit}`.execute(db);
  return rows.map(({ id }) => id);
}

export type ContentRow = {
  id: number;
  ref: string;
  jws: string;
  digest: Buffer;
  body: Buffer | null;
  wrappedKeys: Buffer | null;
  readers: Readers;
};

/** Those of these records whose content is still here and for the reader, and was not taken back, in the order of the ids. */
export async function readContents(db: Db | Tx, ids: readonly number[], viewer: Viewer): Promise<ContentRow[]> {
  const { rows } = await sql<ContentRow>`
    select r.id, r.ref, r.jws, r.digest, r.body, r.wrapped_keys as "wrappedKeys", r.readers from record r
    where r.id = any(${ids}::bigint[]) and r.body is not null and r.withheld_at is null and r.verdict in ('own', 'accepted')
      and ${isFor(viewer, 'r', 'id')}
    order by array_position(${ids}::bigint[], r.id)`.execute(db);
  return rows;
}
