import { currentLog } from '#features/alliance/model.ts';
import type { Alliance } from '#features/alliance/model.ts';
import type { Deps } from '#features/records/model.ts';
import { readWitnessed } from '#features/witnesses/actions/read-witnessed.ts';
import { equalBytes, fromBase64url } from '#platform/bytes.ts';
import { readHeardOf } from './gossip-store.ts';
import { readHeld } from './held-evidence.ts';
import type { PeerState } from './model.ts';
import * as store from './store.ts';

type Head = { size: number; root: Uint8Array; note: string };
/** A succession that names less of a log than its owner had signed, or something else. */
export type Beyond = { code: 'succession-behind' | 'log-forked'; why: string; evidence: store.Evidence };

/** What this node holds of a participant's log, however it came by it. */
async function readHeads(deps: Pick<Deps, 'db' | 'self'>, peer: PeerState, log: number): Promise<Head[]> {
  const { db } = deps;
  const { participant, checkpointSize: size, checkpointRoot: root, checkpointNote: note } = peer;
  const cosigned = await readWitnessed(db, participant);
  const ended = await store.readEnded(db, participant, log);
  const { heads } = await readHeld(deps, participant);
  return [
    ...(peer.log === log && root && note !== null ? [{ size, root, note }] : []),
    ...(cosigned?.log === log ? [cosigned] : []),
    ...(peer.log === log ? await readHeardOf(db, participant) : []),
    ...(ended ? [ended] : []),
    ...heads.filter((head) => head.log === log),
  ];
}

/** Whether one of these heads says more of a log than its succession does, or something else of the same size. */
export function findBeyond(
  alliance: Alliance,
  participant: string,
  log: number,
  heads: readonly Head[],
): Beyond | undefined {
  const end = alliance.successions.get(participant)?.[log - 1];
  if (!end) return undefined;
  const { size, root, notes } = end.succession;
  const evidence = (head: Head): store.Evidence => ({ notes: [...notes, head.note], documents: ['', end.jws] });
  const larger = heads.find((head) => head.size > size);
  if (larger) {
    const why = `${participant} ended its log ${log} at size ${size}, and had signed size ${larger.size}`;
    return { code: 'succession-behind', why, evidence: evidence(larger) };
  }
  const named = fromBase64url(root, 'root', 32);
  const other = heads.find((head) => head.size === size && !equalBytes(head.root, named));
  if (!other) return undefined;
  const why = `${participant} ended its log ${log} with another root for size ${size} than it had signed`;
  return { code: 'log-forked', why, evidence: evidence(other) };
}

/** Whether the successions between the log that was read and a later one hold against all that is held here (design 6). */
export async function judgeSuccessions(
  deps: Pick<Deps, 'db' | 'self'>,
  peer: PeerState,
  to: number,
): Promise<Beyond | undefined> {
  for (let log = peer.log; log < to; log++) {
    const heads = await readHeads(deps, peer, log);
    const beyond = findBeyond(deps.self.alliance, peer.participant, log, heads);
    if (beyond) return beyond;
  }
  return undefined;
}

/** As `judgeSuccessions`, up to the log that goes on, for whoever asks before it was read. */
export const judgeEnds = async (deps: Pick<Deps, 'db' | 'self'>, participant: string): Promise<Beyond | undefined> =>
  judgeSuccessions(deps, await store.readPeer(deps.db, participant), currentLog(deps.self.alliance, participant));
