import { decodeBase64, LogError, verifyConsistency } from '@tamga/log';
import { openLapsedNote, openLogNote } from '#features/log/actions.ts';
import type { Deps } from '#features/records/model.ts';
import { equalBytes } from '#platform/bytes.ts';
import { readHeldEvidence } from './resume-store.ts';
import type { Evidence } from './store.ts';

export type HeldHead = { log: number; size: number; root: Buffer; note: string };
/** Two checkpoints that cannot both be true of one log, with what shows it. */
export type HeldProof = { log: number; size: number; evidence: Evidence };

/** The checkpoints that alarms about a participant's log hold, and those that prove a fork. Lapsed ones count for nothing. */
export async function readHeld(
  { db, self }: Pick<Deps, 'db' | 'self'>,
  participant: string,
): Promise<{ heads: HeldHead[]; proofs: HeldProof[] }> {
  const heads: HeldHead[] = [];
  const proofs: HeldProof[] = [];
  for (const evidence of await readHeldEvidence(db, participant)) {
    const opened = (await Promise.all(evidence.notes.map((note) => openHead(self, participant, note)))).filter(
      (head) => head !== undefined,
    );
    heads.push(...opened);
    const [one, other] = opened;
    if (one && other && opened.length === 2 && isContradiction(one, other, evidence))
      proofs.push({ log: one.log, size: Math.min(one.size, other.size), evidence });
  }
  return { heads, proofs };
}

/** A checkpoint that counts; undefined where none of its participant's keys signed it, or one that is ended or disowned there. */
export async function openHead(
  { alliance }: Deps['self'],
  participant: string,
  note: string,
): Promise<HeldHead | undefined> {
  try {
    if (await openLapsedNote(note, alliance, participant)) return undefined;
    const { log, size, root } = await openLogNote(note, alliance, participant);
    return { log, size, root: Buffer.from(root), note };
  } catch (error) {
    if (error instanceof LogError) return undefined;
    throw error;
  }
}

/** As `verifyContradiction` of the log package, of notes that are opened: keys may have changed between them. */
export function isContradiction(
  one: HeldHead,
  other: HeldHead,
  { root, proof }: Pick<Evidence, 'root' | 'proof'>,
): boolean {
  if (one.log !== other.log) return false;
  const [smaller, larger] = one.size <= other.size ? [one, other] : [other, one];
  if (smaller.size === larger.size) return !equalBytes(smaller.root, larger.root);
  if (root === undefined || proof === undefined) return false;
  try {
    const root1 = decodeBase64(root);
    const hashes = proof.map(decodeBase64);
    verifyConsistency({ size1: smaller.size, root1, size2: larger.size, root2: larger.root, proof: hashes });
    return !equalBytes(root1, smaller.root);
  } catch (error) {
    if (error instanceof LogError) return false;
    throw error;
  }
}
