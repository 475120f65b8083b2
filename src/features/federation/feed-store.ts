import { sql } from 'kysely';
import type { Self } from '#features/alliance/model.ts';
import { dueFrom } from '#features/oversight/model.ts';
import type { Db, Tx } from '#platform/db/db.ts';
import type { Readers } from '#features/records/model.ts';

/**
 * Gives the control records among the leaves [from, to) their places in their recipients' feeds, in the order in which
 * they were stored. A release takes one place for itself and one for each record it lets go. Whatever is due to oversight
 * takes one there, for its envelope.
 */
export async function assignFeedPositions(
  tx: Tx,
  from: number,
  to: number,
  self: Pick<Self, 'alliance' | 'code'>,
): Promise<string[]> {
  const due = dueFrom(self);
  const { rows } = await sql<{ recipient: string }>`
    with fresh as (
      select r.id, r.recipient, r.kind from log_leaf l join record r on r.id = l.record_id
      where l.log = (select log from own_log) and l.index >= ${from} and l.index < ${to}
    ), line as (
      select id, recipient, false as envelope, 1 + (select count(*) from release_item i where i.release_id = id) as lines
      from fresh where recipient is not null
      union all
      select id, overseer, true, 1 from fresh cross join unnest(${due.participants}::text[]) as overseer
      where kind = any(${due.kinds}::text[]) and recipient is distinct from overseer
    ), placed as (
      select id, recipient, envelope, lines, sum(lines) over (partition by recipient order by id) - lines as before from line
    ), last as (
      select p.recipient, coalesce((select e.first_seq + e.count from feed_entry e where e.recipient = p.recipient
                                    order by e.first_seq desc limit 1), 1) as next
      from (select distinct recipient from placed) p
    )
    insert into feed_entry (recipient, first_seq, count, record_id, envelope)
    select p.recipient, last.next + p.before, p.lines, p.id, p.envelope from placed p join last using (recipient)
    returning recipient`.execute(tx);
  return [...new Set(rows.map((row) => row.recipient))];
}

/** A place in a feed with all that serving needs; record columns are null where the record is gone from the release. */
export type FeedRow = {
  seq: number;
  id: number | null;
  control: boolean;
  /** The envelope alone, as oversight's due. */
  envelope: boolean;
  recalled: boolean;
  /** To whom alone of the recipient it is let go. */
  authority: string | null;
  /** The release that is said to let it go, and its place there; of what is addressed itself none. */
  releaseId: number | null;
  position: number | null;
  /** Its retention is over. */
  expired: boolean;
  ref: string | null;
  jws: string | null;
  digest: Buffer;
  body: Buffer | null;
  wrappedKeys: Buffer | null;
  readers: Readers;
  logIndex: number | null;
  participant: string;
  kind: string;
  tlp: string | null;
  base: string | null;
  realm: string;
  verdict: 'own' | 'accepted' | 'waiting' | 'quarantined';
};

export type SealedRow = { id: number; jws: string } & Pick<FeedRow, 'digest' | 'body' | 'wrappedKeys' | 'readers'>;

/** The next places of a recipient's feed after `after`, in order: up to `limit`, and up to about `maxBytes` but at least one. */
export async function readFeedRows(
  db: Db,
  recipient: string,
  after: number,
  limit: number,
  maxBytes: number,
  today: string,
): Promise<FeedRow[]> {
  const { rows } = await sql<FeedRow>`
    with entry as (
      select record_id as id, first_seq, count, envelope from feed_entry
      where recipient = ${recipient} and first_seq <= ${after + limit} and first_seq >= coalesce(
        (select max(first_seq) from feed_entry where recipient = ${recipient} and first_seq <= ${after + 1}), 0)
    ), place as (
      select e.first_seq as seq, not e.envelope as control, e.envelope, false as recalled, null as authority,
             null::bigint as release_id, null::int as position, r.id, octet_length(r.jws) + case when e.envelope then 0 else coalesce(octet_length(r.body), 0) end as bytes
      from entry e join record r on r.id = e.id where e.first_seq > ${after}
      union all
      select e.first_seq + 1 + n.position, false, false, i.recalled_by is not null or c.verdict <> 'own', i.authority,
             e.id, n.position, r.id, octet_length(r.jws) + coalesce(octet_length(r.body), 0)
      from entry e join record c on c.id = e.id
      -- Places are counted, not looked up: a release that was set aside keeps its places.
      cross join lateral generate_series(greatest(0, ${after} - e.first_seq),
        least(e.count - 2, ${after + limit} - e.first_seq - 1)) as n (position)
      left join release_item i on i.release_id = e.id and i.position = n.position
      left join record r on r.id = i.record_id
    ), sized as (
      select *, sum(bytes) over (order by seq) - bytes as before from place order by seq limit ${limit}
    )
    select p.seq, p.control, p.envelope, p.recalled, p.authority, p.release_id as "releaseId", p.position, coalesce(r.retain_until < ${today}::date, false) as expired, r.id, r.ref, r.jws, r.digest,
           case when p.envelope then null else r.body end as body, r.wrapped_keys as "wrappedKeys", r.readers, l.index as "logIndex",
           r.participant, r.kind, r.tlp, r.base, r.realm, r.verdict
    from sized p left join record r on r.id = p.id left join log_leaf l on l.record_id = r.id and l.log = (select log from own_log)
    where coalesce(p.before, 0) <= ${maxBytes} order by p.seq`.execute(db);
  return rows;
}

/** The recalls among the places after `after`, in order, up to `limit`. */
export async function readRecallRows(db: Db, recipient: string, after: number, limit: number): Promise<FeedRow[]> {
  const { rows } = await sql<FeedRow>`
    select e.first_seq as seq, true as control, false as envelope, false as recalled, null as authority, null as "releaseId", null as position, false as expired,
           r.id, r.ref, r.jws, r.digest, r.body, r.wrapped_keys as "wrappedKeys", r.readers,
           l.index as "logIndex", r.participant, r.kind, r.tlp, r.base, r.realm, r.verdict
    from feed_entry e join record r on r.id = e.record_id left join log_leaf l on l.record_id = r.id and l.log = (select log from own_log)
    where e.recipient = ${recipient} and e.first_seq > ${after} and r.kind = 'recall' and not e.envelope order by e.first_seq limit ${limit}`.execute(
    db,
  );
  return rows;
}

/** What opens these records, with their seals. */
export async function readSealed(db: Db, ids: readonly number[]): Promise<SealedRow[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<SealedRow>`select id, jws, digest, body, wrapped_keys as "wrappedKeys", readers
    from record where id = any(${ids}::bigint[])`.execute(db);
  return rows;
}

/** Whether the feed goes on after this place. */
export async function hasMore(db: Db, recipient: string, after: number): Promise<boolean> {
  const { rows } = await sql<{ last: number }>`
    select first_seq + count - 1 as last from feed_entry where recipient = ${recipient} order by first_seq desc limit 1`.execute(
    db,
  );
  return (rows[0]?.last ?? 0) > after;
}
