import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RandomBytes } from '#platform/ids.ts';
import { idleTickIsDue, paddedSize, paddingDigest, permute } from './rules.ts';

function seeded(seed: string): RandomBytes {
  let counter = 0;
  return (length) => createHash('sha256').update(`${seed}:${counter++}`).digest().subarray(0, length);
}

test('a batch is padded to a power of two, at least 4, and never beyond the next one', () => {
  fc.assert(
    fc.property(fc.nat(100_000), (count) => {
      const size = paddedSize(count);
      expect(Math.log2(size) % 1).toBe(0);
      expect(size).toBeGreaterThanOrEqual(Math.max(4, count));
      expect(size === 4 || size / 2 < count).toBe(true);
    }),
  );
  expect([0, 1, 4, 5, 8, 9, 8192].map(paddedSize)).toEqual([4, 4, 4, 8, 8, 16, 8192]);
});

test('a padding leaf is the hash of its name and the kept bytes', () => {
  const kept = Buffer.alloc(32, 7);
  expect(paddingDigest(kept)).toEqual(createHash('sha256').update('tamga-padding').update(kept).digest());
});

test('a permutation loses nothing, doubles nothing and leaves its input alone', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer()), fc.string(), (items, seed) => {
      const before = [...items];
      expect(permute(items, seeded(seed)).toSorted((a, b) => a - b)).toEqual(items.toSorted((a, b) => a - b));
      expect(items).toEqual(before);
    }),
  );
});

test('every order of a batch is as likely as another', () => {
  const rounds = 12_000;
  const random = seeded('orders');
  const seen = new Map<string, number>();
  for (let i = 0; i < rounds; i++) {
    const order = permute(['a', 'b', 'c', 'd'], random).join('');
    seen.set(order, (seen.get(order) ?? 0) + 1);
  }
  const expected = rounds / 24;
  const chiSquare = [...seen.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  expect(seen.size).toBe(24);
  // 23 degrees of freedom: a fair shuffle passes this with a probability over 0.9999; the seed makes it certain.
  expect(chiSquare).toBeLessThan(58);
});

test('random bytes that would favour a place are thrown away', () => {
  // 2^32 is no multiple of 3: the last value would make 0 likelier than 1 and 2.
  const draws = [0xffffffff, 1, 0];
  const random: RandomBytes = () => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(draws.shift()!);
    return bytes;
  };
  expect(permute(['a', 'b', 'c'], random)).toEqual(['c', 'a', 'b']);
  expect(draws).toEqual([]);
});

test('about one idle tick in 240 pads', () => {
  const random = seeded('idle');
  const due = Array.from({ length: 48_000 }, () => idleTickIsDue(random)).filter(Boolean).length;
  expect(due).toBeGreaterThan(140);
  expect(due).toBeLessThan(260);
});
