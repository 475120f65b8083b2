import { encodeBase64, hashLeaf, LogError, verifyInclusion } from '@tamga/log';
import { ownBeginning, ownLeaf, readHead, readOvertaken, stopSigning } from '#features/log/actions.ts';
import type { Overtaken } from '#features/log/actions.ts';
import type { Deps } from '#features/records/model.ts';
import { equalBytes, fromBase64url } from '#platform/bytes.ts';
import { TamgaError } from '#platform/errors.ts';
import { toEvidence } from './accuse.ts';
import { isContradiction, openHead } from './held-evidence.ts';
import type { HeldAnswer } from './model.ts';
import { describeOvertaken } from './own-log-rules.ts';
import * as store from './store.ts';
import type { Evidence } from './store.ts';

type OwnDeps = Pick<Deps, 'db' | 'self' | 'now' | 'logger'>;

/** Two roots of the own log at a size that it has: proof by the log's own tiles. */
export async function proveOther({ db }: OwnDeps, { size, note }: { size: number; note: string }): Promise<Evidence> {
  const { head, root, proof } = await ownBeginning(db, size);
  return toEvidence({ notes: [note, head.note], root, proof });
}

/**
 * Whether what a peer holds shows that another log than this one was signed under this node's key: two nodes have it, and none is merely behind.
 * Nothing is believed but what that key signed.
 */
export async function findOwnFork(deps: OwnDeps, answer: HeldAnswer, log: number): Promise<Evidence | undefined> {
  return (await provedBy(deps, answer.proof, log)) ?? (await anotherLeaf(deps, answer.leaves, log));
}

/** Keeps the proof beside the checkpoint that stands against the log; from then on it is called what it is. */
export async function noteOwnFork(deps: OwnDeps, evidence: Evidence): Promise<void> {
  const found = await readOvertaken(deps);
  if (found) await stopSigning(deps, { ...found, code: 'own-log-forked', evidence: JSON.stringify(evidence) });
}

async function provedBy({ self }: OwnDeps, shown: HeldAnswer['proof'], log: number): Promise<Evidence | undefined> {
  if (!shown) return undefined;
  const [one, other] = await Promise.all(shown.notes.map((note) => openHead(self, self.code, note)));
  if (!one || !other || one.log !== log) return undefined;
  return isContradiction(one, other, shown) ? shown : undefined;
}

/** A leaf that this log has otherwise: no larger tree can have both. */
async function anotherLeaf(
  { db, self }: OwnDeps,
  leaves: HeldAnswer['leaves'],
  log: number,
): Promise<Evidence | undefined> {
  const head = await readHead(db, log);
  for (const leaf of leaves) {
    const { index, checkpoint } = leaf;
    const shown = await openHead(self, self.code, checkpoint);
    if (!head || shown?.log !== log || index >= head.size) continue;
    const theirs = verifiedLeaf(leaf, shown);
    if (!theirs) continue;
    const ours = await ownLeaf(db, log, head.size, index);
    if (equalBytes(ours.digest, theirs.digest)) continue;
    const digests = [ours, theirs].map(({ digest }) => encodeBase64(digest));
    const proofs = [ours, theirs].map(({ proof }) => proof.map(encodeBase64));
    return { notes: [head.note, checkpoint], leaf: { index, digests, proofs } };
  }
  return undefined;
}

/** A leaf that the checkpoint has; undefined where nothing proves it, and whoever showed it says nothing by that. */
function verifiedLeaf(
  { index, ...leaf }: HeldAnswer['leaves'][number],
  { size, root }: { size: number; root: Uint8Array },
): { digest: Uint8Array; proof: Uint8Array[] } | undefined {
  try {
    const digest = fromBase64url(leaf.digest, 'digest', 32);
    const proof = leaf.proof.map((hash) => fromBase64url(hash, 'proof', 32));
    verifyInclusion({ index, size, leafHash: hashLeaf(digest), root, proof });
    return { digest, proof };
  } catch (error) {
    if (error instanceof LogError || error instanceof TamgaError) return undefined;
    throw error;
  }
}

/** What stands against the own log becomes an alarm, with what proves it: once a day, and at each start. */
export async function tellOwnLog({ db, self, now, logger }: OwnDeps): Promise<void> {
  const found = await readOvertaken({ db, self });
  if (!found) return;
  const head = await readHead(db, found.log);
  const { code, size, shownBy } = found;
  const why = describeOvertaken(found, head?.size ?? 0);
  await store.raiseAlarm(db, self.code, code, why, evidenceOf(found, head?.note), now());
  logger.error(code, { peer: shownBy ?? 'the folder', size });
}

const evidenceOf = ({ evidence, note }: Overtaken, own: string | undefined): Evidence =>
  evidence === null ? { notes: own === undefined ? [note] : [own, note] } : (JSON.parse(evidence) as Evidence);
