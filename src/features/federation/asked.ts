import { sql } from 'kysely';
import { parseCheckpoint, parseNote } from '@tamga/log';
import type { Db, Tx } from '#platform/db/db.ts';

/** Where a peer is in this node's feed, by its own word when it asked last: `served` is the size of the log that it was answered with. */
export type Asked = { log: number; seq: number; size: number; served: number };

/** Remembers it for the day on which the network fails, and a file has to go on from there. */
export async function noteAsked(db: Db, peer: string, asked: Omit<Asked, 'served'>, page: string): Promise<void> {
  const { checkpoint } = JSON.parse(page.slice(page.lastIndexOf('\n', page.length - 2) + 1)) as { checkpoint: string };
  const served = parseCheckpoint(parseNote(checkpoint).text).size;
  await sql`insert into peer_asked (participant, log, seq, size, served)
    values (${peer}, ${asked.log}, ${asked.seq}, ${asked.size}, ${served})
    on conflict (participant) do update set log = excluded.log, seq = excluded.seq, size = excluded.size, served = excluded.served
    where (peer_asked.log, peer_asked.seq, peer_asked.size, peer_asked.served)
      is distinct from (excluded.log, excluded.seq, excluded.size, excluded.served)`.execute(db);
}

/** Of the log that goes on; nothing where the peer read another one, or never asked. */
export async function readAsked(db: Db | Tx, peer: string, log: number): Promise<Asked> {
  const { rows } = await sql<Asked>`select log, seq, size, served from peer_asked
    where participant = ${peer} and log = ${log}`.execute(db);
  return rows[0] ?? { log, seq: 0, size: 0, served: 0 };
}
