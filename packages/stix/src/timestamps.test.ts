import { describe, expect, test } from 'vitest';
import { compareInstants, isTimestamp } from './timestamps.ts';

describe('a timestamp', () => {
  test.each([
    '2026-01-31T23:59:59Z',
    '2026-01-01T00:00:00.1Z',
    '2026-01-01T00:00:00.123456789Z',
    '2024-02-29T00:00:00Z',
    '2000-02-29T00:00:00Z',
    '2016-12-31T23:59:60Z',
    '0000-01-01T00:00:00Z',
  ])('%s is one', (text) => expect(isTimestamp(text)).toBe(true));

  test.each([
    '',
    '2026-01-01',
    '2026-01-01T00:00:00',
    '2026-01-01t00:00:00Z',
    '2026-01-01 00:00:00Z',
    '2026-01-01T00:00:00z',
    '2026-01-01T00:00:00+00:00',
    '2026-01-01T00:00:00.Z',
    '2026-01-01T00:00:00,1Z',
    '2026-01-01T00:00:00.1aZ',
    '2026-01-01T24:00:00Z',
    '2026-01-01T00:60:00Z',
    '2026-01-01T00:00:61Z',
    '2026-00-01T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-01-00T00:00:00Z',
    '2026-04-31T00:00:00Z',
    '2026-02-29T00:00:00Z',
    '1900-02-29T00:00:00Z',
    '2026-1-01T00:00:00.0Z',
    '202a-01-01T00:00:00Z',
    'a026-01-01T00:00:00Z',
    '2026/01/01T00:00:00Z',
    '2026-01-01T00.00.00Z',
    '-026-01-01T00:00:00Z',
  ])('%j is none', (text) => expect(isTimestamp(text)).toBe(false));
});

test('instants are compared at any precision', () => {
  const inOrder = [
    '2025-12-31T23:59:59Z',
    '2026-01-01T00:00:00.000001Z',
    '2026-01-01T00:00:00.1Z',
    '2026-01-01T00:00:01Z',
  ];
  for (const [i, a] of inOrder.entries()) {
    for (const [j, b] of inOrder.entries())
      expect([a, b, Math.sign(compareInstants(a, b))]).toEqual([a, b, Math.sign(i - j)]);
  }
  expect(compareInstants('2026-01-01T00:00:00Z', '2026-01-01T00:00:00.000Z')).toBe(0);
  expect(compareInstants('', '2026-01-01T00:00:00Z')).toBe(-1);
});
