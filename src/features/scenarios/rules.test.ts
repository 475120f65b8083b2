import fc from 'fast-check';
import { expect, test } from 'vitest';
import { durationMs, includes, resolveNames } from './rules.ts';

test('a duration is hours, minutes and seconds, each or none', () => {
  expect(durationMs('PT0S')).toBe(0);
  expect(durationMs('PT1M')).toBe(60_000);
  expect(durationMs('PT1H30M5S')).toBe(5_405_000);
  fc.assert(
    fc.property(fc.nat(999), fc.nat(999), fc.nat(999), (h, m, s) => {
      expect(durationMs(`PT${h}H${m}M${s}S`)).toBe(((h * 60 + m) * 60 + s) * 1000);
    }),
  );
});

test('what is expected must be there; what else is there does not matter', () => {
  expect(includes({ a: 1, b: 2 }, { a: 1 })).toBe(true);
  expect(includes({ a: 1 }, { a: 1, b: 2 })).toBe(false);
  expect(includes({ a: { b: [1, 2, 3] } }, { a: { b: [1, 2] } })).toBe(true);
  expect(includes({ a: 0 }, { a: null })).toBe(false);
  expect(includes({}, { a: null })).toBe(false);
  expect(includes(null, {})).toBe(false);
  expect(includes({ 0: 1 }, [1])).toBe(false);
  expect(includes(undefined, undefined)).toBe(true);
});

test('every value includes itself', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(includes(value, structuredClone(value))).toBe(true);
    }),
  );
});

test('a name is resolved wherever it stands in what is said, and nothing else changes', () => {
  const resolve = (text: string): string => (text === '$incident' ? 'xa/1' : text);
  const draft = { case: '$incident', about: ['$incident', '$other'], body: { prefers: '$incident', n: 7, none: null } };
  expect(resolveNames(draft, resolve)).toEqual({
    case: 'xa/1',
    about: ['xa/1', '$other'],
    body: { prefers: 'xa/1', n: 7, none: null },
  });
});
