import { sha256 } from '#platform/bytes.ts';
import type { RandomBytes } from '#platform/ids.ts';

const minimumBatch = 4;

/** Batches grow to the next power of two, at least 4: a bulk release and a single one look alike from outside (design 6). */
export const paddedSize = (count: number): number =>
  Math.max(minimumBatch, 2 ** Math.ceil(Math.log2(Math.max(1, count))));

/** A padding leaf's data; the 32 bytes are kept so that an auditor can have it opened. */
export const paddingDigest = (kept: Uint8Array): Buffer => sha256(Buffer.concat([Buffer.from('tamga-padding'), kept]));

/** A uniform permutation (Fisher–Yates, rejection sampling), so that a leaf's place tells nothing about what it is. */
export function permute<T>(items: readonly T[], randomBytes: RandomBytes): T[] {
  const result = [...items];
  for (let i = result.length - 1; i > 0; i--) {
    const j = uniformBelow(i + 1, randomBytes);
    [result[i], result[j]] = [result[j]!, result[i]!];
  }
  return result;
}

function uniformBelow(limit: number, randomBytes: RandomBytes): number {
  const ceiling = Math.floor(2 ** 32 / limit) * limit;
  for (;;) {
    const value = Buffer.from(randomBytes(4)).readUInt32BE();
    if (value < ceiling) return value % limit;
  }
}

/** About one idle tick in 240 makes a batch of padding alone: once a minute at four ticks a second. */
export const idleTickIsDue = (randomBytes: RandomBytes): boolean => uniformBelow(240, randomBytes) === 0;
