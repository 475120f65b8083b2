import { describe, expect, test } from 'vitest';
import { fromDay, fromUnixSeconds, toUtc } from './times.ts';

describe('fromUnixSeconds', () => {
  test('gives milliseconds for versions and none for the rest', () => {
    expect(fromUnixSeconds('1472541011')).toEqual({
      millis: '2016-08-30T07:10:11.000Z',
      seconds: '2016-08-30T07:10:11Z',
    });
  });

  test.each([undefined, '', '0', '-1', '1.5', 'now', '99999999999999', '253402300800'])('%j is no moment', (text) => {
    expect(fromUnixSeconds(text)).toBeUndefined();
  });
});

test('a day begins at midnight, if it exists', () => {
  expect(fromDay('2017-11-14')?.millis).toBe('2017-11-14T00:00:00.000Z');
  expect(fromDay('2017-02-30')).toBeUndefined();
  expect(fromDay(undefined)).toBeUndefined();
});

describe('toUtc', () => {
  test.each([
    ['2020-10-25T16:22:00Z', '2020-10-25T16:22:00Z'],
    ['2020-10-25T16:22:00', '2020-10-25T16:22:00Z'],
    ['2020-10-25 16:22:00+00:00', '2020-10-25T16:22:00Z'],
    ['2020-10-25T18:22:00+02:00', '2020-10-25T16:22:00Z'],
    ['2020-12-31T22:00:00-0530', '2021-01-01T03:30:00Z'],
    ['2020-10-25T16:22:00.123456+00:00', '2020-10-25T16:22:00.123456Z'],
    ['2020-10-25T16:22:00.120000Z', '2020-10-25T16:22:00.12Z'],
    ['2020-10-25T16:22:00.000000+02:00', '2020-10-25T14:22:00Z'],
  ])('%s is %s', (text, expected) => {
    expect(toUtc(text)).toBe(expected);
  });

  test.each(['', '2020-10-25', 'yesterday', '2020-13-01T00:00:00Z', '2020-10-25T25:00:00Z'])(
    '%j is no time',
    (text) => {
      expect(toUtc(text)).toBeUndefined();
    },
  );
});
