import { expect, test } from 'vitest';
import { bareAlliance } from '#test/alliance.ts';
import type { Shift } from './model.ts';
import { findGaps, holderOf, judgeShift, spanOf, toContactPoint, writtenBy } from './rules.ts';

const calendar = { timeZone: 'Etc/GMT-3', weekend: [6, 7], holidays: [] };
const at = (text: string): Date => new Date(`2030-${text}:00.000Z`);
const span = (from: string, to: string) => ({ startsAt: at(from), endsAt: at(to) });
const shift = (from: string, to: string): Shift => ({
  id: 'x',
  officer: 'xa/cyber/o-7',
  plannedBy: 'xa/cyber/o-1',
  ...span(from, to),
});
const now = at('05-13T06:00');

test('a shift is what the clocks of the participant show; an end that is not later is on the next day', () => {
  expect(spanOf({ day: '2030-05-14', from: '08:00', to: '20:00' }, calendar)).toEqual(
    span('05-14T05:00', '05-14T17:00'),
  );
  expect(spanOf({ day: '2030-05-31', from: '20:00', to: '08:00' }, calendar)).toEqual(
    span('05-31T17:00', '06-01T05:00'),
  );
  const berlin = { ...calendar, timeZone: 'Europe/Berlin' };
  // The clocks go forward in this night: it has eleven hours.
  expect(spanOf({ day: '2030-03-30', from: '20:00', to: '08:00' }, berlin)).toEqual(span('03-30T19:00', '03-31T06:00'));
});

test('whoever took over last has the watch until the next shift of the roster begins', () => {
  const taken = { officer: 'xa/cyber/o-7', at: now };
  expect(holderOf(null, null)).toBeNull();
  expect(holderOf(taken, null)).toEqual(taken);
  expect(holderOf(taken, at('05-13T05:00'))).toEqual(taken);
  expect(holderOf(taken, now)).toEqual(taken);
  expect(holderOf(taken, at('05-13T06:01'))).toBeNull();
});

test('no shift is over already, too long or too far away, and nobody has two at once', () => {
  const judge = (from: string, to: string, own: Shift[] = []) => judgeShift(span(from, to), own, now);
  expect(judge('05-13T05:00', '05-13T06:00')).toMatchObject({ code: 'shift-time' });
  expect(judge('05-14T05:00', '05-16T05:01')).toMatchObject({ code: 'shift-time' });
  expect(
    judgeShift({ startsAt: new Date('2032-01-01'), endsAt: new Date('2032-01-01T08:00Z') }, [], now),
  ).toMatchObject({ code: 'shift-time' });
  const own = [shift('05-14T05:00', '05-14T17:00')];
  expect(judge('05-14T16:59', '05-14T20:00', own)).toMatchObject({ code: 'shift-twice' });
  expect(judge('05-14T17:00', '05-14T20:00', own)).toEqual({ ok: true });
});

test('hours in which nobody is on duty are found, whatever crosses', () => {
  const shifts = [
    span('05-13T12:00', '05-13T20:00'),
    span('05-13T05:00', '05-13T09:00'),
    span('05-13T08:00', '05-13T08:30'),
  ];
  expect(findGaps(shifts, now, at('05-14T00:00'))).toEqual([
    span('05-13T09:00', '05-13T12:00'),
    span('05-13T20:00', '05-14T00:00'),
  ]);
  expect(findGaps([], now, at('05-14T00:00'))).toEqual([span('05-13T06:00', '05-14T00:00')]);
  expect(findGaps([span('05-13T05:00', '05-15T00:00')], now, at('05-14T00:00'))).toEqual([]);
});

test('an urgent request by telephone is due in writing after 72 hours, where the profile says so', () => {
  expect(writtenBy(now, bareAlliance(), calendar)).toEqual(at('05-16T06:00'));
  const silent = bareAlliance((profile) => void delete profile.deadlines);
  expect(writtenBy(now, silent, calendar)).toBeNull();
});

test('a contact point is tested each month: from its naming, then from the last test; nobody answering is told', () => {
  const named = {
    participant: 'xb',
    since: at('05-01T06:00'),
    code: 'duty',
    authority: 'xb/cyber',
    name: 'Desk',
    hours: '24/7',
    languages: ['en'],
  };
  const tested = (text: string, answered: boolean) => ({
    last: { officer: 'xa/cyber/o-7', at: at(text), way: 'telephone', answered, note: null },
    lastAnsweredAt: null,
  });
  const none = { last: null, lastAnsweredAt: null };
  const stateAt = (time: string, tests: Parameters<typeof toContactPoint>[1]) => {
    const { due, state } = toContactPoint(named, tests, { alliance: bareAlliance(), calendar, now: at(time) });
    return [due, state];
  };
  expect(stateAt('06-01T05:59', none)).toEqual([at('06-01T06:00'), 'tested']);
  expect(stateAt('06-01T06:00', none)).toEqual([at('06-01T06:00'), 'overdue']);
  expect(stateAt('06-01T06:00', tested('05-20T06:00', true))).toEqual([at('06-20T06:00'), 'tested']);
  expect(stateAt('06-01T06:00', tested('05-20T06:00', false))).toEqual([at('06-20T06:00'), 'unanswered']);
});
