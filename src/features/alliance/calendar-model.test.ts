import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deadlineAfter, plainCalendar } from './calendar-model.ts';
import type { WorkCalendar } from './calendar-model.ts';

const after = (start: string, duration: string, isWorking = false, calendar: Partial<WorkCalendar> = {}): string =>
  deadlineAfter(new Date(start), duration, isWorking, { ...plainCalendar, ...calendar }).toISOString();

test('hours pass without a break, whatever the calendar', () => {
  expect(after('2030-05-10T20:00:00.000Z', 'PT72H')).toBe('2030-05-13T20:00:00.000Z');
  expect(after('2030-05-10T20:00:00.000Z', 'PT24H', true)).toBe('2030-05-11T20:00:00.000Z');
});

test('three working days leave out the weekend, and the day on which they began', () => {
  expect(after('2030-05-13T06:00:00.000Z', 'P3D', true)).toBe('2030-05-16T06:00:00.000Z'); // Monday to Thursday
  expect(after('2030-05-10T06:00:00.000Z', 'P3D', true)).toBe('2030-05-15T06:00:00.000Z'); // Friday to Wednesday
  expect(after('2030-05-11T06:00:00.000Z', 'P1D', true)).toBe('2030-05-13T06:00:00.000Z'); // from a Saturday
});

test('where Friday and Saturday are the weekend, Sunday is a working day', () => {
  const weekend = [5, 6];
  expect(after('2030-05-09T06:00:00.000Z', 'P1D', true, { weekend })).toBe('2030-05-12T06:00:00.000Z');
  expect(after('2030-05-09T06:00:00.000Z', 'P1D', true)).toBe('2030-05-10T06:00:00.000Z');
});

test('a holiday is none of the working days', () => {
  expect(after('2030-05-08T06:00:00.000Z', 'P1D', true, { holidays: ['2030-05-09'] })).toBe('2030-05-10T06:00:00.000Z');
});

test('which day it is depends on the clocks of whoever must act', () => {
  // 22:30 UTC on Friday is Saturday in a zone three hours ahead: the first working day is Monday either way, two hours of it apart.
  const east = { timeZone: 'Etc/GMT-3' };
  expect(after('2030-05-09T22:30:00.000Z', 'P1D', true)).toBe('2030-05-10T22:30:00.000Z');
  expect(after('2030-05-09T22:30:00.000Z', 'P1D', true, east)).toBe('2030-05-12T22:30:00.000Z');
});

test('a day ends at the same time of day, also where the clocks change meanwhile', () => {
  expect(after('2030-03-30T11:00:00.000Z', 'P1D', false, { timeZone: 'Europe/Berlin' })).toBe(
    '2030-03-31T10:00:00.000Z',
  );
  expect(after('2030-10-26T10:00:00.000Z', 'P1D', false, { timeZone: 'Europe/Berlin' })).toBe(
    '2030-10-27T11:00:00.000Z',
  );
  expect(after('2030-03-30T11:00:00.000Z', 'PT24H', false, { timeZone: 'Europe/Berlin' })).toBe(
    '2030-03-31T11:00:00.000Z',
  );
});

test('a month ends on the same day, or on the last one that there is', () => {
  expect(after('2030-01-31T06:00:00.000Z', 'P1M')).toBe('2030-02-28T06:00:00.000Z');
  expect(after('2030-05-13T06:00:00.000Z', 'P12M')).toBe('2031-05-13T06:00:00.000Z');
  expect(after('2028-02-29T06:00:00.000Z', 'P1Y')).toBe('2029-02-28T06:00:00.000Z');
  expect(after('2030-05-13T06:00:00.000Z', 'P2W')).toBe('2030-05-27T06:00:00.000Z');
});

test('working days end later than as many days, on a working day, and more of them never earlier', () => {
  const zones = ['UTC', 'Etc/GMT-3', 'Asia/Tashkent', 'Europe/Berlin', 'America/St_Johns'];
  fc.assert(
    fc.property(
      fc.date({ min: new Date('2029-01-01'), max: new Date('2032-01-01'), noInvalidDate: true }),
      fc.integer({ min: 1, max: 30 }),
      fc.constantFrom(...zones),
      fc.constantFrom([6, 7], [5, 6], [5]),
      (start, days, timeZone, weekend) => {
        const calendar = { timeZone, weekend, holidays: [] };
        const end = (n: number): number => deadlineAfter(start, `P${n}D`, true, calendar).getTime();
        const name = new Intl.DateTimeFormat('en-US', { timeZone, weekday: 'short' }).format(end(days));
        const weekday = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(name) + 1;
        expect(weekend).not.toContain(weekday);
        expect(end(days)).toBeGreaterThanOrEqual(deadlineAfter(start, `P${days}D`, false, calendar).getTime());
        expect(end(days + 1)).toBeGreaterThan(end(days));
      },
    ),
  );
});
