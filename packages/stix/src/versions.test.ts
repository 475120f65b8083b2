import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareVersions, contentDigest, judgeObject, versionOf, type StixValue } from './index.ts';

const known = (...values: StixValue[]) =>
  values.map((value) => ({ modified: versionOf(value), contentDigest: contentDigest(value) }));
const judge = (versions: StixValue[], value: StixValue) => judgeObject(known(...versions), { ...value, value });

const v = (modified: string, name = 'a'): StixValue => ({ created: '2020-01-01T00:00:00Z', modified, name });

describe('judgeObject', () => {
  const first = v('2020-01-02T00:00:00.000Z');
  const second = v('2020-01-03T00:00:00.000Z', 'b');

  test('each outcome', () => {
    expect(judge([], first)).toBe('added');
    expect(judge([first], second)).toBe('new-version');
    expect(judge([first, second], second)).toBe('identical');
    expect(judge([first, second], first)).toBe('older-version');
    expect(judge([second, first], v('2020-01-02T00:00:00.000Z', 'c'))).toBe('changed-same-version');
    expect(judge([second], first)).toBe('older-version');
    expect(judge([first, v('2020-01-04T00:00:00Z')], second)).toBe('older-version');
  });

  test('an instant is the same however many zeros it is written with', () => {
    const value = v('2020-01-02T00:00:00Z');
    const digest = contentDigest(value);
    expect(judgeObject([{ modified: '2020-01-02T00:00:00.000000Z', contentDigest: digest }], { ...value, value })).toBe(
      'identical',
    );
  });

  test('one millionth of a second makes a version', () => {
    expect(judge([v('2020-01-02T00:00:00.000001Z')], v('2020-01-02T00:00:00.000002Z'))).toBe('new-version');
    expect(judge([v('2020-01-02T00:00:00.000002Z')], v('2020-01-02T00:00:00.000001Z'))).toBe('older-version');
  });

  test('without modified the time of creation counts, and without both there is one version', () => {
    const marking: StixValue = { created: '2017-01-20T00:00:00.000Z', definition: {} };
    expect(judge([marking], { ...marking })).toBe('identical');
    expect(judge([marking], { ...marking, definition: { a: 1 } })).toBe('changed-same-version');
    expect(judge([{ value: 'a' }], { value: 'a' })).toBe('identical');
    expect(judge([{ value: 'a' }], { value: 'b' })).toBe('changed-same-version');
  });
});

describe('compareVersions', () => {
  test('orders as the instants do, at every precision', () => {
    const instant = fc.tuple(
      fc.integer({ min: 0, max: 4e9 }),
      fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 9 }),
    );
    const text = ([seconds, digits]: [number, number[]]) =>
      `${new Date(seconds * 1000).toISOString().slice(0, 19)}${digits.length > 0 ? `.${digits.join('')}` : ''}Z`;
    const nanos = ([seconds, digits]: [number, number[]]) =>
      BigInt(seconds) * 10n ** 9n + BigInt(digits.join('').padEnd(9, '0'));
    fc.assert(
      fc.property(instant, instant, (a, b) => {
        const expected = nanos(a) < nanos(b) ? -1 : nanos(a) > nanos(b) ? 1 : 0;
        expect(Math.sign(compareVersions(text(a), text(b)))).toBe(expected);
      }),
      { numRuns: 2000 },
    );
    expect(compareVersions('', '2020-01-01T00:00:00Z')).toBeLessThan(0);
  });
});

describe('contentDigest', () => {
  test('white space and the order of members do not change it; values, and the order of elements, do', () => {
    const shuffled = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(shuffled)
        : typeof value === 'object' && value !== null
          ? Object.fromEntries(
              Object.entries(value)
                .toReversed()
                .map(([name, one]) => [name, shuffled(one)]),
            )
          : value;
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(contentDigest(shuffled(JSON.parse(JSON.stringify(value, null, 3))))).toBe(contentDigest(value));
        expect(contentDigest([value, 1])).not.toBe(contentDigest([1, value, 1]));
      }),
    );
    expect(contentDigest([1, 2])).not.toBe(contentDigest([2, 1]));
    expect(contentDigest({ a: '1' })).not.toBe(contentDigest({ a: 1 }));
  });

  test('is SHA-256 of the canonical text in base64url', () => {
    // printf '{"a":[1,"é"],"b":null}' | openssl dgst -sha256 -binary | basenc --base64url
    expect(contentDigest({ b: null, a: [1.0, 'é'] })).toBe('HgK8gaJq8vAnMpVB6X7vNvMpC-3G3-BD2-ZrBX7LE7o');
  });
});
