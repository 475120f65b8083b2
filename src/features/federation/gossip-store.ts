import { sql } from 'kysely';
import type { Db, Tx } from '#platform/db/db.ts';

/** A checkpoint of somebody's log that a peer showed, with that log's signature verified. */
export type Heard = { participant: string; peer: string; size: number; root: Buffer; note: string };
export type OpenHead = Heard & { since: Date };

/** Keeps the newest checkpoint that a peer showed of a log. One that was shown before changes nothing. */
export async function keepHeard(db: Db | Tx, heard: Heard, settled: boolean, at: Date): Promise<void> {
  await sql`insert into heard_head as h (participant, peer, size, root, note, settled, since)
    values (${heard.participant}, ${heard.peer}, ${heard.size}, ${heard.root}, ${heard.note}, ${settled}, ${at})
    on conflict (participant, peer) do update set size = excluded.size, root = excluded.root, note = excluded.note,
      settled = excluded.settled, since = case when h.settled then excluded.since else h.since end
    where h.size <> excluded.size or h.root <> excluded.root`.execute(db);
}

/** Whether exactly this was heard from this peer before: nothing has to be verified again. */
export async function isHeard(db: Db, participant: string, peer: string, note: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from heard_head where participant = ${participant} and peer = ${peer} and note = ${note}`.execute(db);
  return rows.length > 0;
}

/** Whether a peer showed its own log otherwise than in its feed within this time. */
export async function isHeardSince(db: Db, participant: string, since: Date): Promise<boolean> {
  const { rows } = await sql`select 1 from heard_head where participant = ${participant} and peer = ${participant}
    and greatest(since, asked_at) > ${since}`.execute(db);
  return rows.length > 0;
}

/** Logs of which something was heard that is not proved yet, and that were not asked since; the longest waiting first. */
export async function takeDue(db: Db, askedBefore: Date, slowBefore: Date, limit: number, at: Date): Promise<string[]> {
  const { rows } = await sql<{ participant: string }>`
    with due as (
      select participant, min(since) as since from heard_head where not settled group by participant
      having coalesce(max(asked_at), '-infinity') <= case when min(since) < ${slowBefore}::timestamptz then ${slowBefore}::timestamptz else ${askedBefore}::timestamptz end
      order by min(since) limit ${limit}
    )
    update heard_head h set asked_at = ${at} from due where h.participant = due.participant and not h.settled
    returning h.participant`.execute(db);
  return [...new Set(rows.map((row) => row.participant))];
}

export async function readOpen(db: Db, participant: string): Promise<OpenHead[]> {
  const { rows } = await sql<OpenHead>`
    select participant, peer, size, root, note, since from heard_head
    where participant = ${participant} and not settled order by size, peer`.execute(db);
  return rows;
}

export async function settle(
  db: Db,
  participant: string,
  heads: readonly { size: number; root: Buffer }[],
): Promise<void> {
  for (const { size, root } of heads)
    await sql`update heard_head set settled = true
      where participant = ${participant} and size = ${size} and root = ${root}`.execute(db);
}

/** What is passed on from now on, of every log alike. */
export async function freezeGossip(db: Db): Promise<void> {
  await sql`update peer set gossip_note = checkpoint_note where gossip_note is distinct from checkpoint_note`.execute(
    db,
  );
}

/** The checkpoints that are passed on, of every participant; its own too, to whom asks. */
export async function readGossip(db: Db): Promise<string[]> {
  const { rows } = await sql<{ note: string }>`
    select gossip_note as note from peer where gossip_note is not null order by participant`.execute(db);
  return rows.map((row) => row.note);
}

/** The checkpoints of a participant's log that others showed. */
export async function readHeardOf(
  db: Db,
  participant: string,
): Promise<{ size: number; root: Buffer; note: string }[]> {
  const { rows } = await sql<{ size: number; root: Buffer; note: string }>`
    select size, root, note from heard_head where participant = ${participant}`.execute(db);
  return rows;
}
