import { TLP_LABELS } from '@tamga/stix';
import { describe, expect, test } from 'vitest';
import { TamgaError } from '#platform/errors.ts';
import { completeHandling, judgeSource, parseBasis } from './rules.ts';
import type { Offered } from './rules.ts';

describe('a label is never wider than the source’s own', () => {
  const chosen = ['RED', 'AMBER+STRICT', 'AMBER', 'GREEN', 'CLEAR'];
  // A row for each label of a source; one mark for each label that an officer may choose: y is sealed, n is refused.
  const table = ['ynnnn', 'yynnn', 'yyynn', 'yyyyn', 'yyyyy'];
  test.each(TLP_LABELS.map((source, i) => [source, table[i] ?? ''] as const))('source TLP:%s: %s', (source, row) => {
    expect(chosen.map((label) => (judgeSource(source, label).ok ? 'y' : 'n')).join('')).toBe(row);
  });

  test('a source without a label leaves the choice to the officer', () => {
    expect(chosen.every((label) => judgeSource(null, label).ok)).toBe(true);
  });

  test('the refusal names both labels; a label that is none is the widest', () => {
    const refused = { ok: false, code: 'source-marking' };
    expect(judgeSource('RED', 'GREEN')).toMatchObject({ ...refused, why: expect.stringMatching(/TLP:RED.*TLP:GREEN/) });
    expect(judgeSource('GREEN', 'PINK')).toMatchObject(refused);
  });
});

describe('a legal basis', () => {
  test('is instrument:article, several with commas', () => {
    expect(parseBasis('mca-2029:5, sco-iis-2009:Annex 1,')).toEqual([
      { instrument: 'mca-2029', article: '5' },
      { instrument: 'sco-iis-2009', article: 'Annex 1' },
    ]);
    expect(parseBasis('')).toEqual([]);
  });

  test.each(['foo', 'foo:', ':5', 'a:b:c', 'mca-2029:5,foo'])('%s is of no such form', (text) => {
    expect(() => parseBasis(text)).toThrow(expect.objectContaining({ code: 'malformed' }));
  });
});

describe('what the officer left out', () => {
  const offered: Offered = {
    basis: [
      { instrument: 'none', articles: [] },
      { instrument: 'a', articles: [{ article: '1' }] },
    ],
    purposes: [{ code: 'first' }, { code: 'second' }],
    tlp: ['RED', 'AMBER', 'GREEN', 'CLEAR'],
    base: ['unclassified', 'confidential'],
  };

  test('comes from the profile where that makes it plain', () => {
    const plain = { tlp: 'GREEN', base: 'unclassified', basis: 'a:1', purpose: 'first' };
    expect(completeHandling({}, offered)).toEqual(plain);
    expect(completeHandling({ tlp: 'RED', purpose: 'second' }, offered)).toEqual({
      ...plain,
      tlp: 'RED',
      purpose: 'second',
    });
    expect(completeHandling({}, { ...offered, tlp: ['AMBER'], base: ['confidential'] })).toMatchObject({
      tlp: 'AMBER',
      base: 'confidential',
    });
  });

  const failure = (change: Partial<Offered>): string => {
    try {
      return JSON.stringify(completeHandling({}, { ...offered, ...change }));
    } catch (error) {
      return error instanceof TamgaError ? error.message : 'another error';
    }
  };
  test.each([
    ['--basis', { basis: [{ instrument: 'a', articles: [{ article: '1' }, { article: '2' }] }] }, 'a:1, a:2'],
    ['--basis', { basis: [] }, 'names none'],
    ['--tlp', { tlp: ['RED', 'AMBER'] }, 'RED, AMBER'],
  ])('else %s is needed, and the error lists what there is: %o', (option, change, list) => {
    expect(failure(change)).toContain(`${option} is missing`);
    expect(failure(change)).toContain(list);
  });
});
