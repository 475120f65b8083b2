import { sql } from 'kysely';
import type { Db, Tx } from '#platform/db/db.ts';
import { maxKnownSizes } from './model.ts';

export type Acknowledged = { seq: number; size: number };

/** How far a peer said, in a ferry file of its own, that it has read this node's feed. */
export async function readAcknowledged(db: Db | Tx, peer: string): Promise<Acknowledged> {
  const { rows } = await sql<Acknowledged>`select seq, size from ferry_peer where participant = ${peer}`.execute(db);
  return rows[0] ?? { seq: 0, size: 0 };
}

/** Never goes back: an old file that comes late says nothing new. */
export async function acknowledge(db: Db | Tx, peer: string, { seq, size }: Acknowledged): Promise<void> {
  await sql`insert into ferry_peer (participant, seq, size) values (${peer}, ${seq}, ${size})
    on conflict (participant) do update
      set seq = greatest(ferry_peer.seq, excluded.seq), size = greatest(ferry_peer.size, excluded.size)`.execute(db);
}

/** Sizes of checkpoints that went to this peer by ferry and may be the last that it verified. */
export async function readSentSizes(db: Db | Tx, peer: string, from: number): Promise<number[]> {
  const { rows } = await sql<{ size: number }>`select size from ferry_sent
    where participant = ${peer} and size >= ${from} order by size desc limit ${maxKnownSizes - 2}`.execute(db);
  return rows.map((row) => row.size);
}

/** What was said and sent of a log that has ended says nothing of the next one. */
export async function forgetFerried(tx: Tx): Promise<void> {
  await sql`delete from ferry_peer`.execute(tx);
  await sql`delete from ferry_sent`.execute(tx);
}

export async function noteSent(tx: Tx, peer: string, size: number, acknowledged: number): Promise<void> {
  await sql`delete from ferry_sent where participant = ${peer} and size < ${acknowledged}`.execute(tx);
  await sql`insert into ferry_sent (participant, size) values (${peer}, ${size}) on conflict do nothing`.execute(tx);
}
