import { createProver, LogError, openNote, verifyConsistency } from '@tamga/log';
import type { Alliance } from '#features/alliance/model.ts';
import { askPeer, noteGossip, peerTiles, readVerifiedLog } from '#features/federation/actions.ts';
import type { Network } from '#features/federation/actions.ts';
import { openLogNote } from '#features/log/actions.ts';
import type { Deps } from '#features/records/model.ts';
import { transaction } from '#platform/db/db.ts';
import { messageOf, TamgaError } from '#platform/errors.ts';
import { witnessVerifiers } from './cosign.ts';
import * as store from './link-store.ts';

export type LinkDeps = Pick<Deps, 'db' | 'self' | 'now' | 'randomBytes' | 'logger'> & { network: Network };

const limits = { maxBytes: 64 * 1024, timeoutMs: 10_000 };
const atOnce = 200;

/**
 * Leads what was received to checkpoints that enough witnesses cosigned, with the author's own tiles: from then on it is proof
 * to third parties, whatever the author's node does later. Nothing is asked where nothing waits for it.
 */
export async function linkWitnessed(deps: LinkDeps, peers: readonly string[], quorum: number): Promise<void> {
  if (quorum === 0) return;
  await Promise.all(
    peers.map(async (peer) => {
      try {
        await linkOne(deps, peer, quorum);
      } catch (error) {
        if (!(error instanceof TamgaError || error instanceof LogError)) throw error;
        deps.logger.debug('not-linked', { peer, why: messageOf(error) });
      }
    }),
  );
}

async function linkOne(deps: LinkDeps, peer: string, quorum: number): Promise<void> {
  const of = await readVerifiedLog(deps.db, peer);
  const waiting = await store.readUnlinked(deps.db, peer, of, atOnce);
  if (waiting.length === 0) return;
  const note = (await askPeer(deps, peer, 'GET', '/federation/v1/checkpoint/witnessed', limits)).toString();
  const { log, size, root } = await openLogNote(note, deps.self.alliance, peer);
  if (log !== of) return;
  if ((await cosignersOf(note, deps.self.alliance, peer)).length < quorum) return;
  const prover = createProver(size, peerTiles(deps, peer, size));
  for (const { size: from, root: root1 } of waiting.filter((one) => one.size <= size)) {
    const proof = await prover.consistency(from);
    try {
      verifyConsistency({ size1: from, root1, size2: size, root2: root, proof });
    } catch (error) {
      // Two signed notes that do not lead to each other: the log has to say which is its own.
      await noteGossip(deps, peer, [note]);
      throw error;
    }
    await transaction(deps.db, (tx) => store.insertLink(tx, peer, from, { log, size, note }, Buffer.concat(proof)));
  }
}

/** Who cosigned a checkpoint, its log's owner apart. Errors: LogError where a signature of a known witness is wrong. */
export async function cosignersOf(note: string, alliance: Alliance, owner: string): Promise<string[]> {
  const witnesses = [...alliance.directories.keys()].filter((code) => code !== owner);
  const known = witnesses.flatMap((code) => witnessVerifiers(alliance, code).map((verifier) => ({ code, verifier })));
  try {
    const verifiers = known.map(({ verifier }) => verifier);
    const { verified } = await openNote(note, verifiers);
    const names = new Set(verified.map((line) => line.name));
    return [...new Set(known.flatMap(({ code, verifier }) => (names.has(verifier.name) ? [code] : [])))];
  } catch (error) {
    if (error instanceof LogError && error.code === 'unverified') return [];
    throw error;
  }
}
