import fc from 'fast-check';
import { expect, test } from 'vitest';
import { expectRefusal } from '../test/refusals.ts';
import { entriesPath, parseTilePath, tilePath } from './index.ts';

test('a path names level, index in groups of three, and a partial width', () => {
  expect(tilePath(0, 0)).toBe('tile/0/000');
  expect(tilePath(0, 1_234_067, 8)).toBe('tile/0/x001/x234/067.p/8');
  expect(tilePath(63, 999, 256)).toBe('tile/63/999');
  expect(tilePath(2, 10n ** 15n)).toBe('tile/2/x001/x000/x000/x000/x000/000');
  expect(entriesPath('18446744073709551615', 255)).toBe('tile/entries/x018/x446/x744/x073/x709/x551/615.p/255');
});

test('what was written is read back', () => {
  const level = fc.oneof(fc.nat({ max: 63 }), fc.constant('entries' as const));
  const index = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
  fc.assert(
    fc.property(level, index, fc.integer({ min: 1, max: 256 }), (l, i, width) => {
      const path = l === 'entries' ? entriesPath(i, width) : tilePath(l, i, width);
      expect(parseTilePath(path)).toEqual({ level: l, index: i, width });
    }),
  );
});

test.each([
  'tile/0/00',
  'tile/0/0000',
  'tile/00/000',
  'tile/64/000',
  'tile/-1/000',
  'tile/0/x000/001',
  'tile/0/x001',
  'tile/0/001/002',
  'tile/0/X001/002',
  'tile/0/000.p/0',
  'tile/0/000.p/08',
  'tile/0/000.p/256',
  'tile/0/000.p/',
  'tile/0/000.p',
  'tile/0/000/',
  '/tile/0/000',
  'tile/data/000',
  'tile/0/..',
  'tile/0/٠٠٠',
  'tile/0/000\n',
  'tile/entries/x999/x999/x999/x999/x999/x999/999',
  '',
])('only the canonical path of a tile is read: %j is refused', (path) =>
  expectRefusal(() => parseTilePath(path), 'bad-path'),
);

test('no path is made of what is no tile', () => {
  for (const level of [-1, 64, 0.5, Number.NaN]) expectRefusal(() => tilePath(level, 0), 'bad-path');
  for (const index of [-1, 0.5, 2 ** 53, 2n ** 64n, -1n, '', '01', '1e3', ' 1', '0x1']) {
    expectRefusal(() => tilePath(0, index), 'bad-path');
    expectRefusal(() => entriesPath(index), 'bad-path');
  }
  for (const width of [0, 257, -1, 1.5]) expectRefusal(() => tilePath(0, 0, width), 'bad-path');
});
