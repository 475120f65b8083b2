import { expect, test } from 'vitest';
import { dayAfter, dayOf, exactTime, relativeTime } from './times.ts';

const now = Date.parse('2030-05-13T06:00:00.000Z');
const before = (seconds: number): string => relativeTime(new Date(now - seconds * 1000).toISOString(), now);

test('a moment is told in the largest unit that fits', () => {
  expect([3, 12, 90, 7200, 3 * 86_400, 40 * 86_400, 800 * 86_400].map(before)).toEqual([
    'just now',
    '12 sec. ago',
    '1 min. ago',
    '2 hr. ago',
    '3 days ago',
    '1 mo. ago',
    '2 yr. ago',
  ]);
});

test('what is no time is shown as it came', () => {
  expect(relativeTime('soon', now)).toBe('soon');
  expect(exactTime('soon')).toBe('soon');
  expect(dayOf('soon')).toBe('soon');
});

test('exact times and days are in UTC', () => {
  expect(exactTime('2030-05-13T08:00:12.345+02:00')).toBe('2030-05-13 06:00:12 UTC');
  expect(dayOf('2030-05-13T00:30:00.000+02:00')).toBe('2030-05-12');
  expect(dayAfter(now, 365)).toBe('2031-05-13');
});
