import fc from 'fast-check';
import { expect, test } from 'vitest';
import { expectRefusal } from '../test/refusals.ts';
import { decodeEntries, encodeEntries } from './index.ts';

test('a bundle is each entry behind its big-endian length', () => {
  expect(encodeEntries([Uint8Array.of(7), new Uint8Array(0), Uint8Array.of(8, 9)])).toEqual(
    Uint8Array.of(0, 1, 7, 0, 0, 0, 2, 8, 9),
  );
  expect(encodeEntries([new Uint8Array(65_535)]).subarray(0, 2)).toEqual(Uint8Array.of(255, 255));
});

test('what was bundled is read back', () => {
  const entries = fc.array(fc.uint8Array({ maxLength: 600 }), { minLength: 1, maxLength: 256 });
  fc.assert(
    fc.property(entries, (list) => {
      expect(decodeEntries(encodeEntries(list))).toEqual(list);
    }),
  );
});

test('the entries are copies, also when the bundle is a Buffer', () => {
  const bundle = Buffer.from([0, 1, 7]);
  const [entry] = decodeEntries(bundle);
  bundle.fill(0);
  expect(entry).toEqual(Uint8Array.of(7));
});

test('a bundle that was cut or grew by a byte is refused', () => {
  const bundle = encodeEntries([Uint8Array.of(1, 2, 3), Uint8Array.of(4)]);
  for (const end of [1, 2, 4, 6, 7]) expectRefusal(() => decodeEntries(bundle.subarray(0, end)), 'bad-entries');
  expectRefusal(() => decodeEntries(Uint8Array.of(...bundle, 0)), 'bad-entries');
});

test('a bundle of no entry, of 257, or with an entry over 65,535 bytes is refused', () => {
  const many = Array.from({ length: 257 }, () => new Uint8Array(0));
  expectRefusal(() => encodeEntries([]), 'bad-entries');
  expectRefusal(() => encodeEntries(many), 'bad-entries');
  expectRefusal(() => encodeEntries([new Uint8Array(65_536)]), 'bad-entries');
  expectRefusal(() => decodeEntries(new Uint8Array(0)), 'bad-entries');
  expectRefusal(() => decodeEntries(new Uint8Array(257 * 2)), 'bad-entries');
  expect(decodeEntries(new Uint8Array(256 * 2))).toHaveLength(256);
});
