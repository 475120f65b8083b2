import { sql } from 'kysely';
import type { Db, Tx } from '#platform/db/db.ts';

/** Who hands in the same file at once does it one after the other: of each content there is one file of this participant's own. */
export async function lockContent(tx: Tx, sha256: Buffer): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`tamga blob ${sha256.toString('hex')}`}, 0))`.execute(tx);
}

export type NewUpload = {
  name: string;
  sha256: Buffer;
  size: number;
  authority: string;
  officer: string;
  secret: Buffer;
  at: Date;
};

export async function insertUpload(tx: Tx, row: NewUpload): Promise<void> {
  await sql`insert into blob_upload (name, sha256, size, authority, officer, secret, at)
    values (${row.name}, ${row.sha256}, ${row.size}, ${row.authority}, ${row.officer}, ${row.secret}, ${row.at})
    on conflict (name, authority) do update set at = excluded.at`.execute(tx);
}

/** One authority's files are taken in one after the other, once they are here. */
export async function lockUploads(tx: Tx, authority: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`tamga uploads ${authority}`}, 0))`.execute(tx);
}

export async function countUploads(db: Db | Tx, authority: string): Promise<{ files: number; bytes: number }> {
  const { rows } = await sql<{ files: number; bytes: number }>`
    select count(*) as files, coalesce(sum(size), 0)::bigint as bytes from blob_upload where authority = ${authority}`.execute(
    db,
  );
  return rows[0] ?? { files: 0, bytes: 0 };
}

/** Forgets what no record named in time; its files are removed next. */
export async function endUploads(db: Db, before: Date, at: Date): Promise<void> {
  await sql`with gone as (delete from blob_upload where at < ${before} returning name)
    insert into blob_gone (name, since) select distinct name, ${at}::timestamptz from gone on conflict do nothing`.execute(
    db,
  );
}

/** Some files that may have to go; nobody else takes them meanwhile. */
export async function takeGone(tx: Tx, limit: number): Promise<string[]> {
  const { rows } = await sql<{
    name: string;
  }>`select name from blob_gone order by since limit ${limit} for update skip locked`.execute(tx);
  return rows.map(({ name }) => name);
}

export async function deleteGone(tx: Tx, names: readonly string[]): Promise<void> {
  await sql`delete from blob_gone where name = any(${names}::text[])`.execute(tx);
}

/** Which of these files a record or a file that was handed in still names. */
export async function findNamed(db: Db | Tx, names: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ name: string }>`
    select name from record_blob where name = any(${names}::text[])
    union select name from blob_upload where name = any(${names}::text[])`.execute(db);
  return new Set(rows.map(({ name }) => name));
}

export type HereRow = { recordId: number; position: number; name: string; isOwn: boolean };

/** Blobs that should lie here, a page of them in order. */
export async function readHere(db: Db, after: HereRow | undefined, limit: number): Promise<HereRow[]> {
  const { rows } = await sql<HereRow>`
    select b.record_id as "recordId", b.position, b.name, r.verdict = 'own' as "isOwn" from record_blob b join record r on r.id = b.record_id
    where b.here_at is not null and (b.record_id, b.position) > (${after?.recordId ?? 0}, ${after?.position ?? -1})
    order by b.record_id, b.position limit ${limit}`.execute(db);
  return rows;
}

/** A file that should lie here does not: what came from a peer is asked for again, what is own is said to be lost. */
export async function setLost(db: Db, { recordId, position, isOwn }: HereRow, at: Date): Promise<void> {
  if (isOwn)
    await sql`update record_blob set refused_code = 'blob-lost', why = 'its file is not on this node: hand it in again', here_at = null
      where record_id = ${recordId} and position = ${position}`.execute(db);
  else
    await sql`update record_blob set here_at = null, next_try_at = ${at}, attempts = 0 where record_id = ${recordId}
      and position = ${position}`.execute(db);
}
