import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareObjects, compareTexts } from './index.ts';

const told = (before: object, after: object) =>
  compareObjects(before as Record<string, unknown>, after as Record<string, unknown>);

test('members that were added, removed and changed are told by their path', () => {
  expect(
    told(
      { name: 'a', is_family: false, gone: 1, kept: [1], extensions: { x: { level: 1, same: 2 } } },
      { kept: [1], name: 'a', is_family: true, extensions: { x: { level: 2, same: 2 } }, made: null },
    ),
  ).toEqual([
    { path: ['is_family'], kind: 'changed', before: false, after: true },
    { path: ['gone'], kind: 'removed', before: 1 },
    { path: ['extensions', 'x', 'level'], kind: 'changed', before: 1, after: 2 },
    { path: ['made'], kind: 'added', after: null },
  ]);
});

test('lists are told by their elements; the same elements in another order are a list in another order', () => {
  expect(told({ aliases: ['a', 'b', 'b'] }, { aliases: ['b', 'c', 'a'] })[0]).toMatchObject({
    kind: 'changed',
    elements: { removed: ['b'], added: ['c'], same: 2 },
  });
  expect(told({ x: [{ a: 1, b: 2 }, 2] }, { x: [2, { b: 2, a: 1 }] })[0]).toMatchObject({
    kind: 'reordered',
    elements: { removed: [], added: [], same: 2 },
  });
});

test('texts are told by the words that differ, long ones by their lines', () => {
  expect(compareTexts('the old loader runs', 'the new loader runs fast')).toEqual([
    { kind: 'same', text: 'the ' },
    { kind: 'removed', text: 'old ' },
    { kind: 'added', text: 'new ' },
    { kind: 'same', text: 'loader ' },
    { kind: 'removed', text: 'runs' },
    { kind: 'added', text: 'runs fast' },
  ]);
  const lines = Array.from({ length: 30 }, (_, n) => `line ${n} of it\n`);
  expect(compareTexts(lines.join(''), lines.with(7, 'another\n').join(''))).toEqual([
    { kind: 'same', text: lines.slice(0, 7).join('') },
    { kind: 'removed', text: 'line 7 of it\n' },
    { kind: 'added', text: 'another\n' },
    { kind: 'same', text: lines.slice(8).join('') },
  ]);
});

test('both texts can be put together again from what is told of them, whatever they are', () => {
  const text = fc
    .array(fc.constantFrom('a', 'b', 'c', ' ', '\n', 'ж', '\u{1f600}'), { maxLength: 60 })
    .map((all) => all.join(''));
  fc.assert(
    fc.property(text, text, (before, after) => {
      const parts = compareTexts(before, after);
      const without = (kind: string) =>
        parts
          .filter((part) => part.kind !== kind)
          .map((part) => part.text)
          .join('');
      expect([without('added'), without('removed')]).toEqual([before, after]);
      expect(parts.every((part, i) => part.text !== '' && part.kind !== parts[i + 1]?.kind)).toBe(true);
    }),
  );
});

test('nothing is told of equal objects, and something of others', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.dictionary(fc.string(), fc.jsonValue()), (a, b) => {
      const [before, after] = [a, b].map((one) => JSON.parse(JSON.stringify(one)) as Record<string, unknown>);
      expect(compareObjects(before!, before!)).toEqual([]);
      const isSame = JSON.stringify(sorted(before)) === JSON.stringify(sorted(after));
      expect(compareObjects(before!, after!).length === 0).toBe(isSame);
    }),
  );
});

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => [name, sorted(member), 'member']);
};

test('texts that differ too much to be compared are told whole, and soon', () => {
  const words = (seed: string) => Array.from({ length: 30_000 }, (_, n) => `${seed}${n}`).join(' ');
  const start = performance.now();
  expect(compareTexts(words('a'), words('b')).map((part) => part.kind)).toEqual(['removed', 'added']);
  const some = (seed: string) => Array.from({ length: 5_000 }, (_, n) => `${seed}${n}`).join(' ');
  expect(compareTexts(some('a'), some('b')).map((part) => part.kind)).toEqual(['removed', 'added']);
  expect(performance.now() - start).toBeLessThan(10_000);
});

test('however many texts an object has, they share one measure of work; what is beyond it is told as a whole', () => {
  const many = (from: number) => Object.fromEntries(Array.from({ length: 40 }, (_, n) => [`x_${n}`, mixed(from + n)]));
  const parts = compareObjects(many(0), many(1)).map(({ text }) => text?.length);
  expect(parts[0]).toBeGreaterThan(600);
  // The word that both begin with, and the rest of each.
  expect(parts.at(-1)).toBe(3);
});

/** Words of which two such texts have every other one in common. */
const mixed = (n: number): string =>
  Array.from({ length: 600 }, (_, i) => (i % 2 === 0 ? `w${i}` : `${n}-${i}`)).join(' ');
