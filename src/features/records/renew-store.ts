import { sql } from 'kysely';
import { packBytes } from '#platform/db/pack.ts';
import type { Db, Tx } from '#platform/db/db.ts';

// Keys of stored bodies that are wrapped under a former key of their reader.

/** Whether one of the entries (68 bytes each, their wrapping key's id first) is under one of these keys. */
const wrappedBy = (ids: readonly Buffer[]) => sql`exists (
  select 1 from generate_series(0, length(wrapped_keys) / 68 - 1) as entry (n)
  where substring(wrapped_keys from n * 68 + 1 for 8) = any(${ids}::bytea[]))`;

export type WrappedRow = { id: number; digest: Buffer; wrappedKeys: Buffer; readers: string[] | null };

/** Up to which record everything is wrapped under these keys; 0 where that was never looked at. Held until the transaction ends. */
export async function lockProgress(tx: Tx, keys: string): Promise<number> {
  await sql`insert into wrap_progress (keys, done) values (${keys}, 0)
    on conflict (id) do update set keys = excluded.keys, done = case when wrap_progress.keys = excluded.keys then wrap_progress.done else 0 end`.execute(
    tx,
  );
  const { rows } = await sql<{ done: number }>`select done from wrap_progress for update`.execute(tx);
  return rows[0]?.done ?? 0;
}

export const setProgress = (tx: Tx, done: number): Promise<unknown> =>
  sql`update wrap_progress set done = ${done}`.execute(tx);

/** Id of the last of the next records after one; null where there are none. */
export async function findEnd(tx: Tx, after: number, limit: number): Promise<number | null> {
  const { rows } = await sql<{ last: number | null }>`select max(id) as last from
    (select id from record where id > ${after} order by id limit ${limit}) as next`.execute(tx);
  return rows[0]?.last ?? null;
}

export async function readWrapped(tx: Tx, ids: readonly Buffer[], after: number, last: number): Promise<WrappedRow[]> {
  const { rows } = await sql<WrappedRow>`select id, digest, wrapped_keys as "wrappedKeys", readers from record
    where id > ${after} and id <= ${last} and wrapped_keys is not null and ${wrappedBy(ids)} order by id for update`.execute(
    tx,
  );
  return rows;
}

/** The next bodies that this authority may read. */
export async function readWrappedFor(tx: Tx, reader: string, after: number, limit: number): Promise<WrappedRow[]> {
  const { rows } = await sql<WrappedRow>`select id, digest, wrapped_keys as "wrappedKeys", readers from record
    where id > ${after} and readers @> array[${reader}]::text[] and wrapped_keys is not null
    order by id limit ${limit} for update`.execute(tx);
  return rows;
}

export async function setWrapped(tx: Tx, rows: readonly { id: number; wrappedKeys: Buffer }[]): Promise<void> {
  if (rows.length === 0) return;
  const packed = packBytes(rows.map((row) => row.wrappedKeys));
  await sql`update record set wrapped_keys = substring(${packed.bytes}::bytea from start for length)
    from unnest(${rows.map((row) => row.id)}::bigint[], ${packed.starts}::int[], ${packed.lengths}::int[]) as t (record_id, start, length)
    where record.id = t.record_id`.execute(tx);
}

/** How many bodies have an entry under this key, and files that no record names yet. Reads the whole table. */
export async function countWrapped(db: Db | Tx, id: Buffer): Promise<number> {
  const { rows } = await sql<{ n: number }>`select (select count(*) from record
      where wrapped_keys is not null and ${wrappedBy([id])})
    + (select count(*) from blob_upload where substring(secret from 1 for 8) = ${id}) as n`.execute(db);
  return rows[0]?.n ?? 0;
}

/** How much content for this authority lies here unopened, and was not found to be wrong. */
export async function countUnopened(db: Db | Tx, authority: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from sealed_body s join record r on r.id = s.record_id
    where s.authority = ${authority} and r.verdict <> 'quarantined'`.execute(db);
  return rows[0]?.n ?? 0;
}
