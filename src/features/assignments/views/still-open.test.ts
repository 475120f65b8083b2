import { expect, test } from 'vitest';
import type { AssignmentRow } from './api.ts';
import { listStillOpen } from './still-open.ts';

const row = (ref: string, change: Partial<AssignmentRow> = {}): AssignmentRow => ({
  ref,
  officer: 'xa/cyber/o-4',
  giver: 'xa/cyber/o-6',
  covers: 'desk',
  subject: null,
  purpose: 'coordination',
  since: '2030-05-01T00:00:00Z',
  until: '2030-06-01T00:00:00Z',
  reason: 'duty',
  state: 'open',
  endedBy: null,
  endReason: null,
  ...change,
});
const of = (ended: AssignmentRow, ...others: AssignmentRow[]): string[] =>
  listStillOpen(ended, [ended, ...others]).map(({ ref }) => ref);
const inCase = (ref: string, subject: string, purpose = 'coordination') =>
  row(ref, { covers: 'case', subject, purpose });
const inquiry = (ref: string, subject: string) => row(ref, { covers: 'inquiry', subject });

test('what goes on after an assignment ends is the same officer’s, for the same purpose', () => {
  expect(of(row('1'), row('2'), row('3', { officer: 'xa/cyber/o-7' }), row('4', { purpose: 'assistance' }))).toEqual([
    '2',
  ]);
  expect(
    of(row('1'), row('2', { state: 'coming' }), row('3', { state: 'over' }), row('4', { state: 'ended' })),
  ).toEqual(['2']);
  expect(of(row('1'), row('1', { officer: 'xa/cyber/o-7' }))).toEqual([]);
});

test('a desk opens a case for its purpose too; two cases open different things', () => {
  expect(of(inCase('1', 'xa/a'), row('2'), inCase('3', 'xa/a'), inCase('4', 'xa/b'))).toEqual(['2', '3']);
  expect(of(inCase('1', 'xa/a'), inCase('2', 'xa/a', 'assistance'))).toEqual([]);
  expect(of(row('1'), inCase('2', 'xa/a'))).toEqual(['2']);
});

test('inquiries into one demand open the same', () => {
  expect(of(inquiry('1', 'iop/a'), inquiry('2', 'iop/a'), inquiry('3', 'iop/b'))).toEqual(['2']);
});
