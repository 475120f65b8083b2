import { sql } from 'kysely';
import { isFor } from '#features/guards/model.ts';
import type { Viewer } from '#features/guards/model.ts';
import { storableText } from '#platform/db/text.ts';
import type { Db, Tx } from '#platform/db/db.ts';
import type { BodyRow } from './at-rest.ts';

/** A blob of a record, as it lies here. */
export type BlobRow = {
  recordId: number;
  position: number;
  sha256: Buffer;
  size: number;
  type: string;
  name: string;
  secret: Buffer;
  hereAt: Date | null;
  refusedCode: string | null;
  why: string | null;
  attempts: number;
};
export type NewBlob = Pick<
  BlobRow,
  'recordId' | 'position' | 'sha256' | 'size' | 'type' | 'name' | 'secret' | 'hereAt'
>;

const columns = sql`b.record_id as "recordId", b.position, b.sha256, b.size, b.type, b.name, b.secret, b.here_at as "hereAt",
  b.refused_code as "refusedCode", b.why, b.attempts`;

export async function insertBlobs(tx: Tx, rows: readonly NewBlob[], nextTryAt: Date): Promise<void> {
  for (const row of rows)
    await sql`insert into record_blob (record_id, position, sha256, size, type, name, secret, here_at, next_try_at)
      values (${row.recordId}, ${row.position}, ${row.sha256}, ${row.size}, ${row.type}, ${row.name}, ${row.secret},
        ${row.hereAt}, ${row.hereAt === null ? nextTryAt : null}) on conflict do nothing`.execute(tx);
}

export async function readBlobs(db: Db | Tx, recordIds: readonly number[]): Promise<BlobRow[]> {
  if (recordIds.length === 0) return [];
  const { rows } = await sql<BlobRow>`select ${columns} from record_blob b
    where b.record_id = any(${recordIds}::bigint[]) order by b.record_id, b.position`.execute(db);
  return rows;
}

/** How many blobs of each of these records are not here. */
export async function countDue(db: Db | Tx, recordIds: readonly number[]): Promise<Map<number, number>> {
  if (recordIds.length === 0) return new Map();
  const { rows } = await sql<{
    id: number;
    due: number;
  }>`select record_id as id, count(*) filter (where here_at is null)::int as due
    from record_blob where record_id = any(${recordIds}::bigint[]) group by record_id`.execute(db);
  return new Map(rows.map(({ id, due }) => [id, due]));
}

/** Their files are removed when this is committed; without their secrets nobody reads them until then. */
export async function deleteBlobs(tx: Tx, recordIds: readonly number[], at: Date): Promise<void> {
  if (recordIds.length === 0) return;
  await sql`with gone as (delete from record_blob where record_id = any(${recordIds}::bigint[]) returning name)
    insert into blob_gone (name, since) select distinct name, ${at}::timestamptz from gone on conflict do nothing`.execute(
    tx,
  );
}

export type OwnBlob = { name: string; size: number; secret: Buffer } & BodyRow;

/**
 * Blobs with this hash in this participant's own records, in those of the viewer's authority that are for the viewer or in all, as far as
 * there is content. Who asks holds them until the end of the transaction: their files stay.
 */
export async function findOwnBlobs(tx: Tx, sha256: Buffer, viewer: Viewer | null): Promise<OwnBlob[]> {
  const { rows } = await sql<OwnBlob>`
    select b.name, b.size, b.secret, r.digest, r.body, r.wrapped_keys as "wrappedKeys", r.readers
    from record_blob b join record r on r.id = b.record_id
    where b.sha256 = ${sha256} and r.verdict = 'own' and r.body is not null and b.here_at is not null
      and ${viewer ? sql`r.author = ${viewer.authority} and ${isFor(viewer, 'r', 'id')}` : sql`true`}
    order by b.record_id limit 20 for key share of b`.execute(tx);
  return rows;
}

export type Upload = { name: string; size: number; secret: Buffer };

export async function findUploads(tx: Tx, sha256: Buffer, authority: string | null): Promise<Upload[]> {
  const { rows } = await sql<Upload>`select name, size, secret from blob_upload
    where sha256 = ${sha256} and (${authority}::text is null or authority = ${authority}) order by at limit 20 for key share`.execute(
    tx,
  );
  return rows;
}

export async function deleteUpload(tx: Tx, name: string, authority: string): Promise<void> {
  await sql`delete from blob_upload where name = ${name} and authority = ${authority}`.execute(tx);
}

/** Notes why a blob is not here: `final` where it is not tried again. */
export async function noteBlob(
  tx: Db | Tx,
  { recordId, position }: Pick<BlobRow, 'recordId' | 'position'>,
  change: { why: string; refused: { code: string; at: Date } | null; nextTryAt: Date | null },
): Promise<void> {
  await sql`update record_blob set why = ${storableText(change.why)}, refused_code = ${change.refused?.code ?? null},
      refused_at = ${change.refused?.at ?? null}, next_try_at = ${change.nextTryAt},
      part_bytes = case when ${change.refused === null}::boolean then part_bytes else 0 end
    where record_id = ${recordId} and position = ${position} and here_at is null`.execute(tx);
}

export type KnownSecret = Pick<BlobRow, 'name' | 'secret' | 'hereAt'> & BodyRow;

/** By what own records know this content, those with the file first: of one content there is one secret. */
export async function findSecrets(tx: Tx, sha256: Buffer): Promise<KnownSecret[]> {
  const { rows } = await sql<KnownSecret>`
    select b.name, b.secret, b.here_at as "hereAt", r.digest, r.body, r.wrapped_keys as "wrappedKeys", r.readers
    from record_blob b join record r on r.id = b.record_id
    where b.sha256 = ${sha256} and r.verdict = 'own' and r.body is not null
    order by b.here_at is null, b.record_id limit 1 for key share of b`.execute(tx);
  return rows;
}

export type LostBlob = Pick<BlobRow, 'recordId' | 'position' | 'secret'> & BodyRow;

/** Blobs with this hash in own records of an author whose files are lost. */
export async function findLostBlobs(tx: Tx, sha256: Buffer, size: number, author: string): Promise<LostBlob[]> {
  const { rows } = await sql<LostBlob>`
    select b.record_id as "recordId", b.position, b.secret, r.digest, r.body, r.wrapped_keys as "wrappedKeys", r.readers
    from record_blob b join record r on r.id = b.record_id
    where b.sha256 = ${sha256} and b.size = ${size} and r.verdict = 'own' and r.author = ${author} and r.body is not null
      and b.refused_code = 'blob-lost' order by b.record_id for update of b`.execute(tx);
  return rows;
}

/** Their file is here again. */
export async function setFound(tx: Tx, lost: readonly LostBlob[], name: string, at: Date): Promise<void> {
  await sql`update record_blob b set name = ${name}, here_at = ${at}, refused_code = null, why = null
    from unnest(${lost.map((one) => one.recordId)}::bigint[], ${lost.map((one) => one.position)}::int[]) as t (record_id, position)
    where b.record_id = t.record_id and b.position = t.position`.execute(tx);
}
