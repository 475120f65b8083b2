import { TamgaError } from '#platform/errors.ts';
import { freezeGossip } from './gossip-store.ts';
import { pullPage } from './pull.ts';
import type { PullDeps } from './pull.ts';

/**
 * Chooses what is passed on of others' logs until the next round: every peer is asked, and what is held then is kept. The
 * age of a note so tells nothing of when this node last had something from that peer or for it (I4).
 */
export async function shareHeads(deps: PullDeps, peers: readonly string[]): Promise<void> {
  await Promise.all(
    peers.map((peer) =>
      pullPage(deps, peer).catch((error: unknown) => {
        if (!(error instanceof TamgaError)) throw error;
      }),
    ),
  );
  await freezeGossip(deps.db);
}
