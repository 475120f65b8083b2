import { LogError, openCheckpoint, verifyConsistency } from '@tamga/log';
import { logOrigin } from '#features/alliance/model.ts';
import type { Alliance } from '#features/alliance/model.ts';
import { logVerifier } from '#features/log/actions.ts';
import { chunksOf32, equalBytes, fromBase64url } from '#platform/bytes.ts';
import type { LastLine, PeerState } from './model.ts';

export type CheckedPage =
  | { ok: true; size: number; root: Uint8Array; note: string }
  | { ok: false; code: string; why: string };

/**
 * Whether a page's checkpoint is the peer's and continues the log that we verified before (I3). What fails here is never
 * an accident of the network: it stops the peer. Codes: checkpoint, log-shrank, log-forked, directory.
 */
export async function checkCheckpoint(last: LastLine, peer: PeerState, alliance: Alliance): Promise<CheckedPage> {
  const origin = logOrigin(alliance.id, peer.participant);
  const verifier = logVerifier(alliance, peer.participant);
  const held = alliance.directories.get(peer.participant);
  if (!verifier || !held) return { ok: false, code: 'checkpoint', why: `no log key of ${peer.participant} is known` };
  try {
    const { size, root, extensions } = await openCheckpoint(last.checkpoint, origin, verifier);
    const expected = `tamga-directory ${held.directory.number} ${held.digest}`;
    if (!extensions.includes(expected))
      return {
        ok: false,
        code: 'directory',
        why: `the checkpoint names another directory than number ${held.directory.number}`,
      };
    if (size < peer.checkpointSize)
      return { ok: false, code: 'log-shrank', why: `size ${size} after ${peer.checkpointSize}` };
    if (peer.checkpointRoot && size === peer.checkpointSize && !equalBytes(root, peer.checkpointRoot))
      return { ok: false, code: 'log-forked', why: `two roots for size ${size}` };
    if (peer.checkpointRoot && size > peer.checkpointSize) {
      const proof = chunksOf32(fromBase64url(last.consistency, 'consistency'));
      verifyConsistency({ size1: peer.checkpointSize, root1: peer.checkpointRoot, size2: size, root2: root, proof });
    }
    return { ok: true, size, root, note: last.checkpoint };
  } catch (error) {
    const why = error instanceof Error ? error.message : 'unreadable';
    const isFork = error instanceof LogError && error.code === 'bad-proof';
    return { ok: false, code: isFork ? 'log-forked' : 'checkpoint', why };
  }
}
