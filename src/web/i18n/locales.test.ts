import { expect, test } from 'vitest';
import { speak } from '#test/speak.ts';
import { sayAnyOf } from './lists.ts';
import { pickLocale } from './locales.ts';

test('the first language that the pages speak is taken, and English where they speak none', () => {
  expect(pickLocale([null, 'de-DE', 'ru-RU', 'en'])).toBe('ru');
  expect(pickLocale(['zh-Hant-TW'])).toBe('zh');
  expect(pickLocale(['tlh'])).toBe('en');
  expect(pickLocale([])).toBe('en');
});

test('a number has the form of a word that its language asks for', () => {
  const say = speak('ru');
  expect([1, 2, 5, 11, 21].map((alarms) => say('alliance.alarms', { alarms }))).toEqual([
    '1 тревога',
    '2 тревоги',
    '5 тревог',
    '11 тревог',
    '21 тревога',
  ]);
  expect(speak('zh')('alliance.alarms', { alarms: 2 })).toBe('2 条警报');
  expect(speak('ru').number(1_234_567)).toBe('1\u00a0234\u00a0567');
});

test('what Persian does not say yet is said in English', () => {
  expect(speak('fa')('layout.navigation.records')).toBe('سوابق');
  expect(speak('fa')('imports.importsPage.none')).toBe('Nothing imported yet');
});

test('a word without a name in a list is shown as it is', () => {
  expect(speak('ru').term('kind', 'warning.issue')).toBe('раннее предупреждение');
  expect(speak('ru').term('kind', 'other.kind')).toBe('other.kind');
  expect(sayAnyOf(speak('en'), ['approver', 'auditor'])).toBe('approver or auditor');
});
