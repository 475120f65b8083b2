import { expect, test } from 'vitest';
import { chooseEnd } from './choose-end.ts';
import type { Head, Overtaken } from '../store.ts';

const root = (byte: number): Buffer => Buffer.alloc(32, byte);
const at = new Date('2030-05-13T06:00:00.000Z');
const own = (size: number, byte = 1): Head => ({ log: 1, size, root: root(byte), note: `own ${size}`, signedAt: at });
const found = (size: number, more: Partial<Overtaken> = {}): Overtaken => ({
  log: 1,
  code: 'own-log-behind',
  size,
  root: root(2),
  note: `found ${size}`,
  seenAt: at,
  shownBy: 'xb',
  evidence: null,
  ...more,
});

test('an end is taken from the largest head, and says whose it is, with size and root, beside what this node signed', () => {
  const { notes, from, words } = chooseEnd(found(640), own(8), false);
  expect({ notes, from }).toEqual({ notes: ['found 640'], from: { peer: 'xb' } });
  expect(words).toContain(`the head that xb holds, size 640, root ${root(2).toString('base64url')}`);
  expect(words).toContain(`this node itself signed size 8, root ${root(1).toString('base64url')}`);
  expect(chooseEnd(found(640, { shownBy: null }), undefined, false)).toMatchObject({ from: 'folder' });
  expect(chooseEnd(found(8, { root: root(1) }), own(8), false).notes).toEqual(['found 8', 'own 8']);
});

test.each([
  ['larger than this node’s', 640, { peer: 'xb' }, 'found 640'],
  ['as large', 8, { peer: 'xb' }, 'found 8'],
  ['smaller', 4, 'own', 'own 8'],
] as const)(
  'a head that contradicts what this node signed, and is %s, ends no log unless that is said',
  (_, size, from, note) => {
    const forked = found(size, { code: 'own-log-forked' });
    expect(() => chooseEnd(forked, own(8), false)).toThrow(
      expect.objectContaining({
        code: 'conflict',
        detail: { code: 'own-log-forked' },
        message: expect.stringContaining('xb'),
      }),
    );
    expect(chooseEnd(forked, own(8), true)).toMatchObject({
      from,
      notes: [note],
      words: expect.stringContaining('TWO LOGS'),
    });
  },
);
