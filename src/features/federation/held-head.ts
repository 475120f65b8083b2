import type { Deps } from '#features/records/model.ts';
import { readWitnessed } from '#features/witnesses/actions/read-witnessed.ts';
import { readHeardOf } from './gossip-store.ts';
import { readPeer } from './store.ts';

/** The newest checkpoint that this node holds of a participant's log, however it came by it; empty where there is none. */
export async function readHeldOf(db: Deps['db'], participant: string): Promise<string> {
  const { log, checkpointSize, checkpointNote } = await readPeer(db, participant);
  const cosigned = await readWitnessed(db, participant);
  const held = [
    ...(checkpointNote === null ? [] : [{ log, size: checkpointSize, note: checkpointNote }]),
    ...(cosigned ? [cosigned] : []),
    ...(await readHeardOf(db, participant)).map((heard) => ({ ...heard, log })),
  ];
  return held.toSorted((a, b) => b.log - a.log || b.size - a.size)[0]?.note ?? '';
}
