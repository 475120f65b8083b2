import { expect, test } from 'vitest';
import type { WorkCalendar } from '#features/alliance/model.ts';
import type { TaskCode } from '#features/tasks/model.ts';
import { bareAlliance } from '#test/alliance.ts';
import type { InboxItem } from './model.ts';
import { byDeadline, dueOfQuarantine, dueOfTask, escalationOf, isFor, isUrgent, stateOf } from './rules.ts';

const alliance = bareAlliance();
const friday = new Date('2030-05-10T06:00:00.000Z');
const weekend = (...days: number[]) => ({ timeZone: 'UTC', weekend: days, holidays: [] });

const dueOf = (code: TaskCode, calendar: WorkCalendar, own: Date | null = null) =>
  dueOfTask({ code, openedAt: friday, own }, alliance, calendar);

test('a task is due by the profile’s deadline, in the calendar of who must act', () => {
  expect(dueOf('source-recalled', weekend(6, 7))?.toISOString()).toBe('2030-05-15T06:00:00.000Z');
  expect(dueOf('source-recalled', weekend(5, 6))?.toISOString()).toBe('2030-05-14T06:00:00.000Z');
  expect(dueOf('exported-recalled', weekend(6, 7))?.toISOString()).toBe('2030-06-09T06:00:00.000Z');
  expect(dueOf('opening-wrong', weekend(6, 7))).toBeNull();
  expect(dueOfQuarantine(friday, alliance, weekend(6, 7))?.toISOString()).toBe('2030-05-11T06:00:00.000Z');
  expect(
    dueOfQuarantine(
      friday,
      bareAlliance((profile) => void delete profile.deadlines),
      weekend(6, 7),
    ),
  ).toBeNull();
});

test('a demand for leaves is due when it says itself, and by no deadline of the profile', () => {
  const own = new Date('2030-05-16T12:00:00.000Z');
  expect(dueOf('leaf-demand', weekend(6, 7), own)).toBe(own);
  expect(dueOf('leaf-demand', weekend(6, 7))).toBeNull();
});

const due = new Date('2030-05-12T06:00:00.000Z');
const item = (change: Partial<InboxItem> = {}): InboxItem => ({
  kind: 'task',
  id: '1',
  code: 'finding',
  record: null,
  recordKind: null,
  title: null,
  disturbing: false,
  since: friday,
  due,
  escalatesAt: escalationOf(friday, due),
  state: 'open',
  takenBy: null,
  handedBy: null,
  note: null,
  ...change,
});

test('at half the clock what nobody has taken is escalated; at its end everything is overdue', () => {
  const at = (time: string, takenBy: string | null = null) => stateOf(item({ takenBy }), new Date(time));
  expect(at('2030-05-11T05:59:59.999Z')).toBe('open');
  expect(at('2030-05-11T06:00:00.000Z')).toBe('escalated');
  expect(at('2030-05-11T06:00:00.000Z', 'xa/cyber/o-1')).toBe('open');
  expect(at('2030-05-12T06:00:00.000Z', 'xa/cyber/o-1')).toBe('overdue');
  expect(stateOf(item({ due: null, escalatesAt: null }), new Date('2040-01-01'))).toBe('open');
});

test('what somebody has taken needs that officer, whoever stands in for the officer on that day, and all once it is overdue', () => {
  const taken = item({ takenBy: 'xa/cyber/o-1' });
  const deputy = { officer: 'xa/cyber/o-1', deputy: 'xa/cyber/o-4', firstDay: '2030-05-10', lastDay: '2030-05-11' };
  const needs = (officer: string, today = '2030-05-10') => isFor(taken, officer, [deputy], today);
  expect(isFor(item(), 'xa/cyber/o-9', [], '2030-05-10')).toBe(true);
  expect(needs('xa/cyber/o-1')).toBe(true);
  expect(needs('xa/cyber/o-4')).toBe(true);
  expect(needs('xa/cyber/o-4', '2030-05-12')).toBe(false);
  expect(needs('xa/cyber/o-9')).toBe(false);
  expect(isFor({ ...taken, state: 'overdue' }, 'xa/cyber/o-9', [], '2030-05-12')).toBe(true);
});

test('what another officer has to confirm in time is in sight of all who may, taken or not, and is escalated all the same', () => {
  const taken = item({ kind: 'emergency', takenBy: 'xa/cyber/o-1' });
  const urgent = (officer: string, state: InboxItem['state'] = 'open') =>
    isUrgent({ ...taken, state }, officer, [], '2030-05-10');
  expect(isFor(taken, 'xa/cyber/o-9', [], '2030-05-10')).toBe(true);
  expect(stateOf(taken, new Date('2030-05-11T06:00:00.000Z'))).toBe('escalated');
  expect([urgent('xa/cyber/o-1'), urgent('xa/cyber/o-9'), urgent('xa/cyber/o-9', 'escalated')]).toEqual([
    true,
    false,
    true,
  ]);
});

test('what is due first stands first, what has no deadline last', () => {
  const late = item({ id: 'late', due: new Date('2030-06-01') });
  const none = item({ id: 'none', due: null });
  expect([none, late, item()].toSorted(byDeadline).map(({ id }) => id)).toEqual(['1', 'late', 'none']);
});
