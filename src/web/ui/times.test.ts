import { expect, test } from 'vitest';
import { speak } from '#test/speak.ts';
import { dayAfter, dayOf, exactTime, exactTimeIn, relativeTime, zoneName } from './times.ts';

const now = Date.parse('2030-05-13T06:00:00.000Z');
const before = (seconds: number): string =>
  relativeTime(new Date(now - seconds * 1000).toISOString(), now, speak('en'));

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
  expect(relativeTime('soon', now, speak('en'))).toBe('soon');
  expect(exactTime('soon')).toBe('soon');
  expect(dayOf('soon')).toBe('soon');
});

test('exact times and days are in UTC', () => {
  expect(exactTime('2030-05-13T08:00:12.345+02:00')).toBe('2030-05-13 06:00:12 UTC');
  expect(dayOf('2030-05-13T00:30:00.000+02:00')).toBe('2030-05-12');
  expect(dayAfter(now, 365)).toBe('2031-05-13');
});

test('each language tells a moment in its own way, in UTC and by the same calendar', () => {
  const at = '2030-05-13T06:00:12.000Z';
  expect(exactTime(at, 'ru')).toBe('13 мая 2030 г., 06:00:12 UTC');
  expect(exactTime(at, 'zh')).toBe('2030年5月13日 06:00:12 UTC');
  expect(dayOf(at, 'zh')).toBe('2030年5月13日');
  expect(dayOf(at, 'fa')).toMatch(/۲۰۳۰/);
  const ago = (seconds: number, locale: 'ru' | 'zh' | 'fa') =>
    relativeTime(new Date(now - seconds * 1000).toISOString(), now, speak(locale));
  expect([ago(3 * 86_400, 'ru'), ago(3, 'ru')]).toEqual(['3 дн. назад', 'только что']);
  expect(ago(7200, 'zh')).toBe('2小时前');
});

test('a deadline is told by the clocks of whoever must act', () => {
  expect(exactTimeIn('2030-05-13T22:00:00.000Z', 'en', 'Asia/Tokyo')).toMatch(/May 14, 2030, 07:00 AM GMT\+9/);
  expect(exactTimeIn('soon', 'en', 'UTC')).toBe('soon');
});

test('a time zone is called by how far it is ahead of UTC, whichever way its name tells it', () => {
  const summer = Date.parse('2030-07-01T00:00:00Z');
  expect(zoneName('Etc/GMT-3', summer)).toBe('UTC+3');
  expect(zoneName('UTC', summer)).toBe('UTC');
  expect(zoneName('Europe/Berlin', summer)).toBe('Europe/Berlin (UTC+2)');
});
