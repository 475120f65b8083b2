import { beginningByProof, encodeBase64, LogError } from '@tamga/log';
import type { Alliance } from '#features/alliance/model.ts';
import { openLogNote } from '#features/log/actions.ts';
import { chunksOf32, fromBase64url } from '#platform/bytes.ts';
import { messageOf, TamgaError } from '#platform/errors.ts';
import { toEvidence } from './accuse.ts';
import type { LastLine, PeerState } from './model.ts';
import { findFork } from './prove-heads.ts';
import type { ProveDeps } from './prove-heads.ts';
import type { Evidence } from './store.ts';

/** What a page shows that does not continue the log, with all that it served for it. */
export async function evidenceOf(alliance: Alliance, peer: PeerState, last: LastLine, code: string): Promise<Evidence> {
  const notes = [peer.checkpointNote ?? '', last.checkpoint].filter((note) => note !== '');
  if (code !== 'log-forked') return { notes };
  const { size, root: root2 } = await openLogNote(last.checkpoint, alliance, peer.participant);
  const proof = readHashes(last.consistency);
  // It leads from some beginning to the new root. Where that is not the one that was signed before, this is the proof.
  const root = proof && beginningByProof({ size1: peer.checkpointSize, size2: size, root2, proof });
  if (root && proof) return toEvidence({ notes: [notes[0] ?? '', notes[1] ?? ''], root, proof });
  return size === peer.checkpointSize ? { notes } : { notes, served: (proof ?? []).map(encodeBase64) };
}

function readHashes(consistency: string): Uint8Array[] | undefined {
  try {
    return chunksOf32(fromBase64url(consistency, 'consistency'));
  } catch {
    return undefined;
  }
}

const atOnce = { maxTiles: 16, timeoutMs: 3_000 };

/** Asks a peer for the tiles of the other log that it has just shown, as long as it answers: with them the fork is proved to everybody. */
export async function proveAtOnce(deps: ProveDeps, peer: PeerState, note: string): Promise<void> {
  const { participant, checkpointSize: size, checkpointRoot: root, checkpointNote } = peer;
  if (!root || checkpointNote === null || size === 0) return;
  try {
    const shown = { ...(await openLogNote(note, deps.self.alliance, participant)), note };
    if (shown.size > size) await findFork(deps, participant, [{ size, root, note: checkpointNote }], shown, atOnce);
  } catch (error) {
    if (!(error instanceof TamgaError || error instanceof LogError)) throw error;
    deps.logger.info('fork-unproven', { peer: participant, why: messageOf(error) });
  }
}
