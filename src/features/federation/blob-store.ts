import { sql } from 'kysely';
import type { Db, Tx } from '#platform/db/db.ts';
import type { Readers } from '#features/records/model.ts';

/** A blob of an own record by a release that stands, with what decides whether it may go. */
export type OfferedRow = {
  ref: string;
  jws: string;
  logIndex: number | null;
  participant: string;
  kind: string;
  tlp: string | null;
  base: string | null;
  realm: string;
  verdict: 'own';
  authority: string | null;
  releaseId: number;
  position: number;
  digest: Buffer;
  body: Buffer | null;
  wrappedKeys: Buffer | null;
  readers: Readers;
  name: string;
  size: number;
  secret: Buffer;
};

/** By which releases a recipient may have the blob with this hash: asked in the same way whether there is any, or none. */
export async function readOffered(db: Db, recipient: string, sha256: Buffer, today: string): Promise<OfferedRow[]> {
  const { rows } = await sql<OfferedRow>`
    select r.ref, r.jws, l.index as "logIndex", r.participant, r.kind, r.tlp, r.base, r.realm, r.verdict, i.authority,
           i.release_id as "releaseId", i.position, r.digest, r.body,
           r.wrapped_keys as "wrappedKeys", r.readers, b.name, b.size, b.secret
    from record_blob b join record r on r.id = b.record_id
    left join log_leaf l on l.record_id = r.id and l.log = (select log from own_log)
    join release_item i on i.ref = r.ref and i.record_id = r.id and i.recipient = ${recipient} and i.recalled_by is null
    join record c on c.id = i.release_id and c.verdict = 'own'
    where b.sha256 = ${sha256} and b.here_at is not null and r.verdict = 'own' and r.body is not null
      and (r.retain_until is null or r.retain_until >= ${today}::date) order by r.id limit 50`.execute(db);
  return rows;
}

/** A blob that is to be fetched, with what opens its secret. */
export type DueRow = {
  recordId: number;
  position: number;
  ref: string;
  seq: number | null;
  sha256: Buffer;
  size: number;
  name: string;
  secret: Buffer;
  attempts: number;
  digest: Buffer;
  body: Buffer | null;
  wrappedKeys: Buffer | null;
  readers: Readers;
};

/**
 * Takes up to `limit` blobs of a peer's accepted records whose time has come; until `until` no other process takes them. A crash leaves
 * them to be taken again after that.
 */
export async function takeDue(tx: Tx, peer: string, at: Date, until: Date, limit: number): Promise<DueRow[]> {
  const { rows } = await sql<DueRow>`
    with due as (
      select b.record_id, b.position from record_blob b join record r on r.id = b.record_id
      where b.here_at is null and b.refused_code is null and b.next_try_at <= ${at}
        and r.participant = ${peer} and r.verdict = 'accepted' and r.body is not null and r.withheld_at is null
      order by b.next_try_at, b.record_id, b.position limit ${limit} for update of b skip locked
    )
    update record_blob b set next_try_at = ${until}, attempts = b.attempts + 1
    from due join record r on r.id = due.record_id left join arrival a on a.record_id = r.id
    where b.record_id = due.record_id and b.position = due.position
    returning b.record_id as "recordId", b.position, r.ref, a.seq, b.sha256, b.size, b.name, b.secret, b.attempts,
      r.digest, r.body, r.wrapped_keys as "wrappedKeys", r.readers`.execute(tx);
  return rows;
}

type Place = Pick<DueRow, 'recordId' | 'position' | 'name'>;

/** Goes on holding it; what came of it counts as progress. False: it was taken back meanwhile. */
export async function holdDue(
  db: Db,
  { recordId, position, name }: Place,
  partBytes: number,
  until: Date,
): Promise<boolean> {
  const { rows } = await sql`update record_blob set next_try_at = ${until}, attempts = 0, part_bytes = ${partBytes}
    where record_id = ${recordId} and position = ${position} and name = ${name} returning 1`.execute(db);
  return rows.length === 1;
}

/** The blob is here. False: it was taken back meanwhile. */
export async function setHere(tx: Tx, { recordId, position, name }: Place, file: string, at: Date): Promise<boolean> {
  // Of two files that come at once, one is the last of the record's.
  await sql`select 1 from record where id = ${recordId} for update`.execute(tx);
  const { rows } =
    await sql`update record_blob set here_at = ${at}, name = ${file}, why = null, next_try_at = null, part_bytes = 0
    where record_id = ${recordId} and position = ${position} and name = ${name} and here_at is null returning 1`.execute(
      tx,
    );
  return rows.length === 1;
}

/** Files of the same content that came by other records of the same peer, and stay until the end of the transaction. */
export async function findTwins(tx: Tx, peer: string, { sha256, recordId }: DueRow): Promise<DueRow[]> {
  const { rows } = await sql<DueRow>`
    select b.record_id as "recordId", b.position, r.ref, null as seq, b.sha256, b.size, b.name, b.secret, b.attempts, r.digest,
           r.body, r.wrapped_keys as "wrappedKeys", r.readers
    from record_blob b join record r on r.id = b.record_id
    where b.sha256 = ${sha256} and b.record_id <> ${recordId} and b.here_at is not null and r.participant = ${peer}
      and r.verdict = 'accepted' and r.body is not null and r.withheld_at is null
    order by b.record_id limit 5 for key share of b`.execute(tx);
  return rows;
}

/** What files of a participant's take here, whole or not, without that of this row. */
export async function sumBlobs(db: Db, participant: string, { recordId, position }: Place): Promise<number> {
  const { rows } = await sql<{ bytes: number }>`
    select coalesce(sum(bytes), 0)::bigint as bytes from (
      select max(case when b.here_at is null then b.part_bytes else b.size end) as bytes
      from record_blob b join record r on r.id = b.record_id
      where r.participant = ${participant} and (b.here_at is not null or b.part_bytes > 0)
        and not (b.record_id = ${recordId} and b.position = ${position})
      group by b.name) as file`.execute(db);
  return rows[0]?.bytes ?? 0;
}

/** How many files of a peer's were other than what its authors sealed, since then. */
export async function countWrong(db: Db, peer: string, since: Date): Promise<number> {
  const { rows } = await sql<{
    n: number;
  }>`select count(*)::int as n from record_blob b join record r on r.id = b.record_id
    where b.refused_at > ${since} and r.participant = ${peer}`.execute(db);
  return rows[0]?.n ?? 0;
}

export async function countBlobsLeft(tx: Tx, recordId: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from record_blob
    where record_id = ${recordId} and here_at is null`.execute(tx);
  return rows[0]?.n ?? 0;
}

const dueColumns = sql`b.record_id as "recordId", b.position, r.ref, a.seq, b.sha256, b.size, b.name, b.secret, b.attempts,
  r.digest, r.body, r.wrapped_keys as "wrappedKeys", r.readers`;

/** What is due of a peer's accepted records, whenever its time comes. */
export async function readDue(db: Db, peer: string, limit: number): Promise<DueRow[]> {
  const { rows } = await sql<DueRow>`
    select ${dueColumns} from record_blob b join record r on r.id = b.record_id left join arrival a on a.record_id = r.id
    where b.here_at is null and b.refused_code is null and r.participant = ${peer} and r.verdict = 'accepted'
      and r.body is not null and r.withheld_at is null order by b.record_id, b.position limit ${limit}`.execute(db);
  return rows;
}

/** Gives what is due another name: whoever fetches it under the former one finds that it is not wanted there. */
export async function renameDue(db: Db, row: DueRow, name: string, until: Date, at: Date): Promise<DueRow | undefined> {
  const { rows } = await sql`with held as (update record_blob set name = ${name}, next_try_at = ${until}, part_bytes = 0
      where record_id = ${row.recordId} and position = ${row.position} and name = ${row.name} and here_at is null returning 1),
    gone as (insert into blob_gone (name, since) select ${row.name}, ${at}::timestamptz from held on conflict do nothing)
    select 1 from held`.execute(db);
  return rows.length === 1 ? { ...row, name } : undefined;
}

/** The blobs of what releases let go at places after `after` up to `last` of a recipient's feed. */
export async function listPlacedBlobs(
  db: Db,
  recipient: string,
  after: number,
  last: number,
): Promise<{ sha256: Buffer; size: number }[]> {
  const { rows } = await sql<{ sha256: Buffer; size: number }>`
    select distinct b.sha256, b.size from feed_entry e join release_item i on i.release_id = e.record_id
    join record_blob b on b.record_id = i.record_id
    where e.recipient = ${recipient} and e.first_seq <= ${last} and e.first_seq + e.count > ${after} + 1
      and i.recalled_by is null order by b.sha256`.execute(db);
  return rows;
}
