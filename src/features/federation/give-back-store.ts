import { sql } from 'kysely';
import type { Db, Tx } from '#platform/db/db.ts';
import type { Readers } from '#features/records/model.ts';

/** Whether a peer owes nothing: it gave back what it had of this node, or the log never had to begin anew. */
export async function isGivenBack(db: Db | Tx, participant: string): Promise<boolean> {
  const { rows } = await sql`select 1 from give_back where participant = ${participant} and not done`.execute(db);
  return rows.length === 0;
}

/** From now on nothing is served to these before they gave back what they had. */
export async function expectBack(tx: Tx, participants: readonly string[]): Promise<void> {
  await sql`delete from came_back`.execute(tx);
  await sql`delete from give_back`.execute(tx);
  await sql`insert into give_back (participant) select unnest(${participants}::text[])`.execute(tx);
}

/** Nothing of the feeds of a log that has ended is served any more. */
export async function forgetFeeds(tx: Tx, self: string): Promise<void> {
  await sql`delete from feed_entry`.execute(tx);
  await sql`delete from heard_head where participant = ${self}`.execute(tx);
}

export type Owing = { participant: string; after: Buffer | null };

export async function readOwing(db: Db): Promise<Owing[]> {
  const { rows } =
    await sql<Owing>`select participant, after from give_back where not done order by participant`.execute(db);
  return rows;
}

/** One page at a time: false where another process was faster. */
export async function lockOwing(tx: Tx, { participant, after }: Owing): Promise<boolean> {
  const { rows } = await sql`select 1 from give_back where participant = ${participant} and not done
    and after is not distinct from ${after} for update`.execute(tx);
  return rows.length === 1;
}

/** Notes what came; how many of it had not come from this peer before. */
export async function noteCame(tx: Tx, participant: string, ids: readonly number[], after: Buffer): Promise<number> {
  await sql`update give_back set after = ${after} where participant = ${participant}`.execute(tx);
  const { rows } = await sql`insert into came_back (participant, record_id)
    select ${participant}, id from unnest(${ids}::bigint[]) as t (id) on conflict do nothing returning record_id`.execute(
    tx,
  );
  return rows.length;
}

/**
 * All has come from this peer: what has no leaf in the log that goes on waits for one now. Content goes before the releases
 * that let it go, so that no release gets its places in a feed while what it names has none in the log.
 */
export async function finishOwing(tx: Tx, participant: string): Promise<void> {
  await sql`update release_item i set record_id = r.id from record r where i.record_id is null and r.ref = i.ref
    and r.digest = i.digest and r.verdict = 'own' and i.release_id in (select record_id from came_back where participant = ${participant})`.execute(
    tx,
  );
  await sql`insert into log_queue (record_id) select r.id from came_back c join record r on r.id = c.record_id
    where c.participant = ${participant} and r.verdict = 'own'
      and not exists (select 1 from log_leaf l where l.record_id = r.id and l.log = (select log from own_log))
    order by (r.recipient is not null), r.id on conflict do nothing`.execute(tx);
  await sql`delete from came_back where participant = ${participant}`.execute(tx);
  await sql`update give_back set done = true where participant = ${participant}`.execute(tx);
}

export type HeldRow = {
  id: number;
  jws: string;
  digest: Buffer;
  body: Buffer | null;
  wrappedKeys: Buffer | null;
  readers: Readers;
  log: number;
  index: number;
  proof: Buffer;
  checkpoint: string;
};

/** The place after which to go on: that of a record of this author. Undefined where it is none. */
export async function findPlace(db: Db, author: string, digest: Buffer): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`select r.id from record r join arrival a on a.record_id = r.id
    where r.digest = ${digest} and r.participant = ${author} and a.peer = ${author}`.execute(db);
  return rows[0]?.id;
}

/**
 * What came from an author in logs before `log`, in the order in which it came, with the proof under which it was taken: up to
 * `limit`, and up to about `maxBytes` but at least one. What is kept unread has no content here.
 */
export async function readHeldOfAuthor(
  db: Db,
  author: string,
  { after, log, today }: { after: number; log: number; today: string },
  limit: number,
  maxBytes: number,
): Promise<HeldRow[]> {
  const { rows } = await sql<HeldRow>`
    with held as (
      select r.id, octet_length(r.jws) + coalesce(octet_length(r.body), 0) as bytes
      from record r join arrival a on a.record_id = r.id
      where r.participant = ${author} and a.peer = ${author} and a.log < ${log} and r.id > ${after}
        and r.code is distinct from 'ref-conflict' order by r.id limit ${limit}
    ), sized as (select id, sum(bytes) over (order by id) - bytes as before from held)
    select r.id, r.jws, r.digest, r.wrapped_keys as "wrappedKeys", r.readers, a.log, r.log_index as index, a.proof, c.note as checkpoint,
           case when r.withheld_at is null and coalesce(r.retain_until >= ${today}::date, true) then r.body end as body
    from sized s join record r on r.id = s.id join arrival a on a.record_id = r.id
    join peer_checkpoint c on c.participant = a.peer and c.log = a.log and c.size = a.checkpoint_size
    where s.before <= ${maxBytes} order by r.id`.execute(db);
  return rows;
}
