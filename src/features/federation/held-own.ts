import { sql } from 'kysely';
import type { Db } from '#platform/db/db.ts';
import type { Deps } from '#features/records/model.ts';
import { readWitnessed } from '#features/witnesses/actions/read-witnessed.ts';
import { chunksOf32, toBase64url } from '#platform/bytes.ts';
import { readHeardOf } from './gossip-store.ts';
import { readHeld } from './held-evidence.ts';
import { maxHeldLeaves, maxHeldNotes } from './model.ts';
import type { HeldAnswer } from './model.ts';
import * as store from './store.ts';

/**
 * What this node holds of the asker's own log, for an asker that has `size` of it: from that it can tell whether its log is the beginning of what
 * is held here, or another one under the same key. Everything in it was signed by the asker's own key, and nothing says who else holds it (I4).
 */
export async function heldOf(
  deps: Pick<Deps, 'db' | 'self'>,
  asker: string,
  { log, size }: { log: number; size: number },
): Promise<HeldAnswer> {
  const { db } = deps;
  const peer = await store.readPeer(db, asker);
  const cosigned = await readWitnessed(db, asker);
  const { heads, proofs } = await readHeld(deps, asker);
  const notes = [
    await readNoteUpTo(db, asker, log, size),
    peer.log === log ? peer.checkpointNote : undefined,
    cosigned?.log === log ? cosigned.note : undefined,
    (await store.readEnded(db, asker, log))?.note,
    ...(peer.log === log ? await readHeardOf(db, asker) : []).map(({ note }) => note),
    ...heads.filter((head) => head.log === log).map(({ note }) => note),
  ].filter((note) => typeof note === 'string');
  const proof = proofs.find((one) => one.log === log)?.evidence;
  return {
    // In an order that tells nothing of whom they came from.
    notes: [...new Set(notes)].toSorted().slice(0, maxHeldNotes),
    leaves: await readLeavesBelow(db, asker, log, size),
    ...(proof?.root !== undefined && proof.proof !== undefined
      ? { proof: { notes: [...proof.notes], root: proof.root, proof: [...proof.proof] } }
      : {}),
  };
}

/** The largest checkpoint no larger than the asker's log under which something came. */
async function readNoteUpTo(db: Db, participant: string, log: number, size: number): Promise<string | undefined> {
  const { rows } = await sql<{ note: string }>`select note from peer_checkpoint
    where participant = ${participant} and log = ${log} and size <= ${size} order by size desc limit 1`.execute(db);
  return rows[0]?.note;
}

/** However much came since: the asker waits for this before it signs. */
const lookedAt = 20_000;

/** Own records of the asker at places that its log has too, which came here under a larger checkpoint than it has. */
async function readLeavesBelow(db: Db, peer: string, log: number, size: number): Promise<HeldAnswer['leaves']> {
  type Row = { index: number; digest: Buffer; proof: Buffer; checkpoint: string };
  const { rows } = await sql<Row>`
    with newest as (select record_id, peer, log, checkpoint_size from arrival order by record_id desc limit ${lookedAt})
    select r.log_index as index, r.digest, a.proof, c.note as checkpoint from newest n join record r on r.id = n.record_id
    join arrival a on a.record_id = n.record_id
    join peer_checkpoint c on c.participant = n.peer and c.log = n.log and c.size = n.checkpoint_size
    where n.peer = ${peer} and n.log = ${log} and n.checkpoint_size > ${size} and r.log_index < ${size}
    order by r.log_index desc limit ${maxHeldLeaves}`.execute(db);
  return rows.map(({ index, digest, proof, checkpoint }) => ({
    index,
    digest: toBase64url(digest),
    proof: chunksOf32(proof).map(toBase64url),
    checkpoint,
  }));
}
