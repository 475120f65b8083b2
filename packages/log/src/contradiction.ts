import { LogError } from './errors.ts';
import { equalBytes } from './hash.ts';
import { openCheckpoint } from './open-checkpoint.ts';
import { verifyConsistency } from './proof.ts';
import type { Verifier } from './verifier.ts';

/**
 * Evidence that a log signed two checkpoints that cannot both be true. Equal sizes: the notes alone. Different sizes: also
 * `proof`, a consistency proof that leads from `root`, the root of the smaller size in the tree of the larger, to the larger
 * note's root. The tree of the larger note then has another beginning than the smaller note states.
 */
export type Contradiction = { notes: readonly [string, string]; root?: Uint8Array; proof?: readonly Uint8Array[] };

/**
 * Checks evidence against a log with the log's key alone.
 * @returns the two sizes, the smaller one first
 * @throws LogError as `openCheckpoint`; `bad-proof` when the notes do not contradict each other by what is shown
 */
export async function verifyContradiction(
  { notes, root, proof = [] }: Contradiction,
  origin: string,
  logVerifier: Verifier,
): Promise<{ sizes: [number, number] }> {
  const opened = [
    await openCheckpoint(notes[0], origin, logVerifier),
    await openCheckpoint(notes[1], origin, logVerifier),
  ];
  const [smaller, larger] = opened.toSorted((a, b) => a.size - b.size) as [(typeof opened)[0], (typeof opened)[0]];
  const beginning = smaller.size === larger.size ? larger.root : root;
  if (!beginning) throw new LogError('bad-proof', 'notes of two sizes need the root of the smaller in the larger');
  verifyConsistency({ size1: smaller.size, root1: beginning, size2: larger.size, root2: larger.root, proof });
  if (equalBytes(beginning, smaller.root)) throw new LogError('bad-proof', 'the two notes agree');
  return { sizes: [smaller.size, larger.size] };
}
