import { LogError } from './errors.ts';
import { checkHash, equalBytes, hashNode } from './hash.ts';
import { checkSize } from './size.ts';

/** A claim that a leaf is in a tree. `index` counts from 0; hashes are 32 bytes; `proof` goes from the leaf upwards. */
export type InclusionClaim = {
  index: number;
  size: number;
  leafHash: Uint8Array;
  root: Uint8Array;
  proof: readonly Uint8Array[];
};

/** A claim that the first `size1` leaves of the tree of `size2` are the tree of `size1`. */
export type ConsistencyClaim = {
  size1: number;
  root1: Uint8Array;
  size2: number;
  root2: Uint8Array;
  proof: readonly Uint8Array[];
};

// Sizes go up to 2^53 and JavaScript's bit operators stop at 2^31, so halves and parities are taken by division.
const half = (n: number): number => Math.floor(n / 2);
const isOdd = (n: number): boolean => n % 2 === 1;

/**
 * Checks an inclusion proof. Source: RFC 9162 §2.1.3.2.
 * @throws LogError `bad-size` (index not below size, or no safe integer), `bad-hash`, `bad-proof`
 */
export function verifyInclusion({ index, size, leafHash, root, proof }: InclusionClaim): void {
  checkSize(size);
  checkSize(index, 'index');
  if (index >= size) throw new LogError('bad-size', `leaf ${index} is not in a tree of ${size}`);
  checkHash(leafHash);
  let fn = index;
  let sn = size - 1;
  let computed = leafHash;
  for (const sibling of proof) {
    if (sn === 0) throw new LogError('bad-proof', 'inclusion proof too long');
    if (isOdd(fn) || fn === sn) {
      computed = hashNode(sibling, computed);
      while (!isOdd(fn) && fn !== 0) [fn, sn] = [half(fn), half(sn)];
    } else {
      computed = hashNode(computed, sibling);
    }
    [fn, sn] = [half(fn), half(sn)];
  }
  if (sn !== 0) throw new LogError('bad-proof', 'inclusion proof too short');
  if (!equalBytes(computed, root)) throw new LogError('bad-proof', 'inclusion proof leads to another root');
}

/**
 * Checks a consistency proof. Source: RFC 9162 §2.1.4.2. Equal sizes need equal roots and an empty proof. Size 0 is refused:
 * every tree continues the empty one, so a proof from it would only look like evidence.
 * @throws LogError `bad-size` (size1 is 0 or above size2, or no safe integer), `bad-hash`, `bad-proof`
 */
export function verifyConsistency({ size1, root1, size2, root2, proof }: ConsistencyClaim): void {
  checkSize(size1, 'size1');
  checkSize(size2, 'size2');
  if (size1 === 0) throw new LogError('bad-size', 'consistency with the empty tree proves nothing');
  if (size1 > size2) throw new LogError('bad-size', `a tree of ${size2} cannot continue one of ${size1}`);
  if (size1 === size2) {
    if (proof.length > 0) throw new LogError('bad-proof', 'equal sizes need an empty proof');
    if (!equalBytes(root1, root2)) throw new LogError('bad-proof', 'two roots for one size');
    return;
  }
  const { old, next } = walkConsistency(size1, root1, size2, proof);
  if (!equalBytes(old, root1)) throw new LogError('bad-proof', 'consistency proof leads to another old root');
  if (!equalBytes(next, root2)) throw new LogError('bad-proof', 'consistency proof leads to another new root');
}

/**
 * The root of the first `size1` leaves of the tree of `size2`, by a consistency proof that leads to `root2` and may begin
 * anywhere. Undefined where it does not lead there, and where `size1` is a power of two: then the proof leaves that root out.
 */
export function beginningByProof({
  size1,
  size2,
  root2,
  proof,
}: Omit<ConsistencyClaim, 'root1'>): Uint8Array | undefined {
  checkSize(size1, 'size1');
  checkSize(size2, 'size2');
  if (size1 === 0 || size1 >= size2) return undefined;
  let fn = size1 - 1;
  while (isOdd(fn)) fn = half(fn);
  if (fn === 0) return undefined;
  try {
    const { old, next } = walkConsistency(size1, undefined, size2, proof);
    return equalBytes(next, root2) ? old : undefined;
  } catch (error) {
    if (error instanceof LogError) return undefined;
    throw error;
  }
}

/** The two roots to which a consistency proof leads, for sizes 0 < size1 < size2. */
function walkConsistency(
  size1: number,
  root1: Uint8Array | undefined,
  size2: number,
  proof: readonly Uint8Array[],
): { old: Uint8Array; next: Uint8Array } {
  let fn = size1 - 1;
  let sn = size2 - 1;
  while (isOdd(fn)) [fn, sn] = [half(fn), half(sn)];
  // A whole power of two is itself a node of the larger tree, so its root starts the path and is left out of the proof.
  const [seed, ...path] = fn === 0 && root1 ? [root1, ...proof] : proof;
  if (seed === undefined) throw new LogError('bad-proof', 'consistency proof is empty');
  let old = seed;
  let next = seed;
  for (const sibling of path) {
    if (sn === 0) throw new LogError('bad-proof', 'consistency proof too long');
    if (isOdd(fn) || fn === sn) {
      old = hashNode(sibling, old);
      next = hashNode(sibling, next);
      while (!isOdd(fn) && fn !== 0) [fn, sn] = [half(fn), half(sn)];
    } else {
      next = hashNode(next, sibling);
    }
    [fn, sn] = [half(fn), half(sn)];
  }
  if (sn !== 0) throw new LogError('bad-proof', 'consistency proof too short');
  return { old, next };
}
