import { sql } from 'kysely';
import type { ReadTile, Tile } from '@tamga/log';
import type { Db, Tx } from '#platform/db/db.ts';

export type Head = { log: number; size: number; root: Buffer; note: string; signedAt: Date };

const current = sql`(select log from own_log)`;

/** The number of the log that this node signs. */
export async function readOwnLog(db: Db | Tx): Promise<number> {
  const { rows } = await sql<{ log: number }>`select log from own_log`.execute(db);
  return rows[0]?.log ?? 1;
}

export async function setOwnLog(tx: Tx, log: number): Promise<void> {
  await sql`insert into own_log (log) values (${log}) on conflict (id) do update set log = excluded.log`.execute(tx);
}

/** The newest checkpoint of the log that this node signs; with a number, of that one. */
export async function readHead(db: Db | Tx, log?: number): Promise<Head | undefined> {
  const { rows } = await sql<Head>`select log, size, root, note, signed_at as "signedAt" from log_head
    where log = ${log === undefined ? current : log}`.execute(db);
  return rows[0];
}

/** All own records that have an effect go into the new log, in the order in which they were stored. */
export async function requeueOwn(tx: Tx, participant: string): Promise<void> {
  await sql`delete from log_queue`.execute(tx);
  await sql`insert into log_queue (record_id) select id from record
    where participant = ${participant} and verdict = 'own' order by id`.execute(tx);
}

/** Replaces the checkpoint if it is still the one that was extended. False: another process was faster. */
export async function swapHead(tx: Tx, oldSize: number, head: Head): Promise<boolean> {
  const { rows } = await sql`
    insert into log_head (log, size, root, note, signed_at) values (${head.log}, ${head.size}, ${head.root}, ${head.note}, ${head.signedAt})
    on conflict (log) do update set size = excluded.size, root = excluded.root, note = excluded.note, signed_at = excluded.signed_at
      where log_head.size = ${oldSize}
    returning size`.execute(tx);
  return rows.length === 1;
}

/** One sequencer per database, whatever the number of processes: the lock lasts as long as the transaction. */
export async function lockSequencer(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ locked: boolean }>`select pg_try_advisory_xact_lock(7400002) as locked`.execute(tx);
  return rows[0]?.locked === true;
}

export type Queued = { recordId: number; digest: Buffer };

/** Takes the oldest queued records out of the queue. */
export async function takeQueue(tx: Tx, limit: number): Promise<Queued[]> {
  const { rows } = await sql<Queued>`
    with taken as (delete from log_queue where id in (select id from log_queue order by id limit ${limit}) returning record_id)
    select record_id as "recordId", digest from taken join record on record.id = taken.record_id order by record_id`.execute(
    tx,
  );
  return rows;
}

export type Leaf = { index: number; digest: Uint8Array; recordId: number | null; padding: Uint8Array | null };

/** Records are not touched: where an own record lies in the log is read here. */
export async function insertLeaves(tx: Tx, log: number, leaves: readonly Leaf[]): Promise<void> {
  await sql`insert into log_leaf (log, index, digest, record_id, padding)
    select ${log}, * from unnest(${leaves.map((l) => l.index)}::bigint[], ${leaves.map((l) => Buffer.from(l.digest))}::bytea[],
      ${leaves.map((l) => l.recordId)}::bigint[], ${leaves.map((l) => (l.padding ? Buffer.from(l.padding) : null))}::bytea[])`.execute(
    tx,
  );
}

export async function upsertTiles(tx: Tx, log: number, tiles: readonly Tile[]): Promise<void> {
  await sql`insert into log_tile (log, level, index, width, bytes)
    select ${log}, * from unnest(${tiles.map((t) => t.level)}::int[], ${tiles.map((t) => t.index)}::bigint[], ${tiles.map((t) => t.width)}::int[],
      ${tiles.map((t) => Buffer.from(t.bytes))}::bytea[])
    on conflict (log, level, index) do update set width = excluded.width, bytes = excluded.bytes`.execute(tx);
}

/** The number of leaves that are durable, published or not. */
export async function countLeaves(db: Db | Tx, log: number): Promise<number> {
  const { rows } = await sql<{
    size: number;
  }>`select coalesce(max(index) + 1, 0) as size from log_leaf where log = ${log}`.execute(db);
  return rows[0]?.size ?? 0;
}

export async function readEntries(db: Db, log: number, from: number, to: number): Promise<Buffer[]> {
  const { rows } = await sql<{ digest: Buffer }>`
    select digest from log_leaf where log = ${log} and index >= ${from} and index < ${to} order by index`.execute(db);
  return rows.map((row) => row.digest);
}

/** What leaves are, in the order of their indexes: a record's seal, or the bytes kept of padding. */
export async function readLeaves(
  db: Db | Tx,
  log: number,
  indexes: readonly number[],
): Promise<{ index: number; jws: string | null; padding: Buffer | null }[]> {
  const { rows } = await sql<{ index: number; jws: string | null; padding: Buffer | null }>`
    select l.index, r.jws, l.padding from log_leaf l left join record r on r.id = l.record_id
    where l.log = ${log} and l.index = any(${indexes}::bigint[]) order by l.index`.execute(db);
  return rows;
}

/** Reads a tile as wide as asked; a narrower one is the first hashes of what is stored. */
export const tileReader =
  (db: Db | Tx, log: number): ReadTile =>
  async (level, index, width) => {
    const { rows } = await sql<{ bytes: Buffer }>`
      select substring(bytes from 1 for ${width * 32}) as bytes from log_tile where log = ${log} and level = ${level} and index = ${index}`.execute(
      db,
    );
    return rows[0]?.bytes ?? Buffer.alloc(0);
  };

/** What shows that this log is older than what others hold of it. */
export type Overtaken = {
  log: number;
  code: 'own-log-behind' | 'own-log-forked';
  size: number;
  root: Buffer;
  note: string;
  seenAt: Date;
  /** Who showed it; null where it lay beside the database. */
  shownBy: string | null;
  /** JSON: what proves that it is of another log than this one, where that is so. */
  evidence: string | null;
};

/** Keeps the largest; that another log was signed under the same key stays known, whichever checkpoint showed it. */
export async function insertOvertaken(db: Db | Tx, found: Overtaken): Promise<void> {
  await sql`insert into log_overtaken as o (log, code, size, root, note, seen_at, shown_by, evidence)
    values (${found.log}, ${found.code}, ${found.size}, ${found.root}, ${found.note}, ${found.seenAt}, ${found.shownBy}, ${found.evidence})
    on conflict (log) do update set
      code = case when o.code = 'own-log-forked' then o.code else excluded.code end, evidence = coalesce(o.evidence, excluded.evidence),
      (size, root, note, seen_at, shown_by) = row(case when o.size < excluded.size then excluded.size else o.size end,
        case when o.size < excluded.size then excluded.root else o.root end, case when o.size < excluded.size then excluded.note else o.note end,
        case when o.size < excluded.size then excluded.seen_at else o.seen_at end,
        case when o.size < excluded.size then excluded.shown_by else o.shown_by end)`.execute(db);
}

export const deleteOvertaken = (db: Db | Tx, log: number): Promise<unknown> =>
  sql`delete from log_overtaken where log = ${log}`.execute(db);

export async function readOvertaken(db: Db | Tx): Promise<Overtaken | undefined> {
  const { rows } = await sql<Overtaken>`
    select log, code, size, root, note, seen_at as "seenAt", shown_by as "shownBy", evidence from log_overtaken
    where log >= ${current} order by log desc limit 1`.execute(db);
  return rows[0];
}
