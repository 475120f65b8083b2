import { sha256 } from '@noble/hashes/sha2.js';

// The definitions of RFC 9162 §2.1, word for word and slow, to hold the tiles against.

export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

export function join(...parts: Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/** The leaf hashes of "leaf 0", "leaf 1", … */
export function leafHashes(count: number): Uint8Array[] {
  return Array.from({ length: count }, (_, i) => sha256(join(Uint8Array.of(0), bytes(`leaf ${i}`))));
}

/** §2.1.1, over leaf hashes. */
export function treeHash(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 0) return sha256(new Uint8Array(0));
  const [first] = leaves;
  if (first && leaves.length === 1) return first;
  const k = splitPoint(leaves.length);
  return sha256(join(Uint8Array.of(1), treeHash(leaves.slice(0, k)), treeHash(leaves.slice(k))));
}

/** §2.1.3.1: PATH(m, D_n). */
export function path(m: number, leaves: readonly Uint8Array[]): Uint8Array[] {
  if (leaves.length <= 1) return [];
  const k = splitPoint(leaves.length);
  return m < k
    ? [...path(m, leaves.slice(0, k)), treeHash(leaves.slice(k))]
    : [...path(m - k, leaves.slice(k)), treeHash(leaves.slice(0, k))];
}

/** §2.1.4.1: SUBPROOF(m, D_n, b). */
export function subproof(m: number, leaves: readonly Uint8Array[], isComplete: boolean): Uint8Array[] {
  if (m === leaves.length) return isComplete ? [] : [treeHash(leaves)];
  const k = splitPoint(leaves.length);
  return m <= k
    ? [...subproof(m, leaves.slice(0, k), isComplete), treeHash(leaves.slice(k))]
    : [...subproof(m - k, leaves.slice(k), false), treeHash(leaves.slice(0, k))];
}

function splitPoint(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}
