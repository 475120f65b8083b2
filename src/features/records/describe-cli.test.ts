import { expect, test } from 'vitest';
import { sayReceipt } from './describe-cli.ts';

const bare = {
  ref: 'xb/1',
  status: 'destroyed',
  at: new Date(0).toISOString(),
  code: null,
  until: null,
  derived: null,
};
const none = { backupsGoneBy: null, exported: null, blobsDue: null };

test('a receipt is told whole: the hold, what was exported, the backups, what was made from it', () => {
  const last = '2026-01-02T03:04:05.000Z';
  const text = sayReceipt({
    ...bare,
    status: 'held',
    code: 'criminal-proceedings',
    until: '2026-05-01',
    derived: 1,
    backupsGoneBy: '2026-04-01',
    exported: [{ place: 'program', count: 2, first: last, last }],
    blobsDue: 2,
  });
  expect(text.split(', ').slice(1)).toEqual([
    'held until 2026-05-01: criminal-proceedings',
    '2 blobs due',
    'in backups until the end of 2026-04-01',
    'exported to program 2×',
    `last ${last}`,
    '1 record made from it',
  ]);
});

test('a receipt that says no more is told without it, and an unknown end of the backups is no day', () => {
  expect(sayReceipt({ ...bare, ...none })).toMatch(/^destroyed [^,]+$/);
  expect(sayReceipt({ ...bare, ...none, backupsGoneBy: 'unknown' })).toContain('not known to be gone');
});
