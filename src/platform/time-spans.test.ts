import { expect, test } from 'vitest';
import { toSpans } from './time-spans.ts';

const counted = (...days: string[]) => toSpans(days.map((day) => ({ day, count: 2 })));

test('an axis of days, months or years has all that lie between the first and the last, the empty ones with nought', () => {
  expect(counted('2030-02-27', '2030-03-02').spans.map(({ from, count }) => [from, count])).toEqual([
    ['2030-02-27', 2],
    ['2030-02-28', 0],
    ['2030-03-01', 0],
    ['2030-03-02', 2],
  ]);
  const months = counted('2029-11-05', '2030-02-28', '2030-05-01');
  expect(months.unit).toBe('month');
  expect(months.spans).toEqual([
    { from: '2029-11-01', to: '2029-11-30', count: 2 },
    { from: '2029-12-01', to: '2029-12-31', count: 0 },
    { from: '2030-01-01', to: '2030-01-31', count: 0 },
    { from: '2030-02-01', to: '2030-02-28', count: 2 },
    { from: '2030-03-01', to: '2030-03-31', count: 0 },
    { from: '2030-04-01', to: '2030-04-30', count: 0 },
    { from: '2030-05-01', to: '2030-05-31', count: 2 },
  ]);
  const years = counted('1999-01-01', '2001-01-01', '2030-01-01');
  expect(years.unit).toBe('year');
  // A long run of empty years is left out whole: the axis breaks there.
  expect(years.spans.map(({ from }) => from)).toEqual(['1999-01-01', '2000-01-01', '2001-01-01', '2030-01-01']);
  expect(toSpans([])).toEqual({ unit: 'day', spans: [] });
  expect(counted('2030-02-27').spans).toHaveLength(1);
});

test('nothing is lost or counted twice where counts are put together', () => {
  const days = Array.from({ length: 400 }, (_, n) => ({
    day: new Date(Date.UTC(2028, 0, 1 + n * 7)).toISOString().slice(0, 10),
    count: n,
  }));
  const { unit, spans } = toSpans(days);
  expect(unit).toBe('month');
  expect(spans.reduce((sum, { count }) => sum + count, 0)).toBe((399 * 400) / 2);
  expect(new Set(spans.map(({ from }) => from)).size).toBe(spans.length);
});
