import { expect, test } from 'vitest';
import type { AssignmentRow } from './api.ts';
import { byOfficer } from './by-officer.ts';

const row = (officer: string, purpose: string, state: AssignmentRow['state'] = 'open'): AssignmentRow => ({
  ref: `xa/${officer} ${purpose} ${state}`,
  officer,
  giver: 'xa/cyber/o-6',
  covers: 'desk',
  subject: null,
  purpose,
  since: '2030-05-01T00:00:00Z',
  until: '2030-06-01T00:00:00Z',
  reason: 'duty',
  state,
  endedBy: null,
  endReason: null,
});
const rows = [
  row('xa/cyber/o-10', 'cybercrime'),
  row('xa/cyber/o-2', 'oversight'),
  row('xa/cyber/o-2', 'cybercrime', 'coming'),
  row('xa/cyber/o-2', 'oversight', 'ended'),
  row('xa/cyber/o-3', 'oversight', 'over'),
];
const of = (asked: Parameters<typeof byOfficer>[1]) =>
  byOfficer(rows, asked).map(({ officer, rows: own, running, purposes }) => [officer, own.length, running, purposes]);

test('assignments stand with their officer, by number, with how many run and what for', () => {
  expect(of({ officer: '', runs: true })).toEqual([
    ['xa/cyber/o-2', 2, 2, ['cybercrime', 'oversight']],
    ['xa/cyber/o-10', 1, 1, ['cybercrime']],
  ]);
  expect(of({ officer: '', runs: false }).map(([officer, all, running]) => [officer, all, running])).toEqual([
    ['xa/cyber/o-2', 3, 2],
    ['xa/cyber/o-3', 1, 0],
    ['xa/cyber/o-10', 1, 1],
  ]);
  expect(of({ officer: 'xa/cyber/o-3', runs: false })).toEqual([['xa/cyber/o-3', 1, 0, []]]);
  expect(of({ officer: 'xa/cyber/o-3', runs: true })).toEqual([]);
});
