import { expect, test } from 'vitest';
import { createRandom } from './random.ts';

test('no two draws are alike, whatever their length, and none has zeros left from the pool', () => {
  const random = createRandom();
  const drawn = Array.from({ length: 5_000 }, (_, i) => Buffer.from(random(16 + (i % 40))));
  expect(new Set(drawn.map((bytes) => bytes.subarray(0, 16).toString('hex'))).size).toBe(drawn.length);
  expect(drawn.every((bytes, i) => bytes.length === 16 + (i % 40) && bytes.some((byte) => byte !== 0))).toBe(true);
  expect(random(8192)).toHaveLength(8192);
});

test('what was given does not change when the pool is filled again', () => {
  const random = createRandom();
  const first = random(32);
  const copy = Buffer.from(first).toString('hex');
  for (let i = 0; i < 1_000; i++) random(32);
  expect(Buffer.from(first).toString('hex')).toBe(copy);
});
