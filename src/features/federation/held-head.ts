import type { Deps } from '#features/records/model.ts';
import { readWitnessed } from '#features/witnesses/actions.ts';
import { readHeardOf } from './gossip-store.ts';
import { readPeer } from './store.ts';

/** The newest checkpoint that this node holds of a participant's log, however it came by it; empty where there is none. */
export async function readHeldOf(db: Deps['db'], participant: string): Promise<string> {
  const { checkpointSize, checkpointNote } = await readPeer(db, participant);
  const cosigned = await readWitnessed(db, participant);
  const held = [
    ...(checkpointNote === null ? [] : [{ size: checkpointSize, note: checkpointNote }]),
    ...(cosigned ? [cosigned] : []),
    ...(await readHeardOf(db, participant)),
  ];
  return held.toSorted((a, b) => b.size - a.size)[0]?.note ?? '';
}
