import { describe, expect, test } from 'vitest';
import { inspectPattern, parsePattern, PatternError, printPattern, remarksOn, type PatternLimits } from '../index.ts';
import { parseNetwork, isWithin, type Network } from './networks.ts';

function refusal(text: string, limits?: PatternLimits): PatternError {
  try {
    parsePattern(text, limits);
  } catch (error) {
    if (error instanceof PatternError) return error;
    throw error;
  }
  throw new Error(`read: ${text}`);
}

describe('parsePattern', () => {
  test('keeps every part and where it stands', () => {
    const text = "[file:hashes.'x-y'[2].a[*] NOT IN (1, -2.5)] REPEATS 2 TIMES";
    expect(parsePattern(text).expression).toEqual({
      kind: 'observation',
      comparison: {
        kind: 'comparison',
        path: {
          objectType: 'file',
          steps: [
            { kind: 'key', key: 'hashes' },
            { kind: 'key', key: 'x-y' },
            { kind: 'index', index: 2 },
            { kind: 'key', key: 'a' },
            { kind: 'every' },
          ],
          at: { start: 1, end: 26 },
        },
        operator: 'IN',
        negated: true,
        constants: [
          { kind: 'integer', value: 1, text: '1', at: { start: 35, end: 36 } },
          { kind: 'float', value: -2.5, text: '-2.5', at: { start: 38, end: 42 } },
        ],
        at: { start: 1, end: 43 },
      },
      qualifiers: [{ kind: 'repeats', times: 2, text: '2', at: { start: 45, end: 60 } }],
      at: { start: 0, end: 60 },
    });
  });

  test.each([
    ['[a:b=1 OR a:c=2 AND a:d=3]', '[a:b = 1 OR (a:c = 2 AND a:d = 3)]'],
    ['[(a:b=1 OR a:c=2) AND a:d=3]', '[(a:b = 1 OR a:c = 2) AND a:d = 3]'],
    ['[((a:b=1))]', '[a:b = 1]'],
    ['[a:b=1 // to the end of the line\r]', '[a:b = 1]'],
    [
      '[a:b=1] FOLLOWEDBY [a:b=2] OR [a:b=3] AND [a:b=4]',
      '[a:b = 1] FOLLOWEDBY ([a:b = 2] OR ([a:b = 3] AND [a:b = 4]))',
    ],
    ['[a:b=1] FOLLOWEDBY [a:c=1] REPEATS 5 TIMES', '[a:b = 1] FOLLOWEDBY [a:c = 1] REPEATS 5 TIMES'],
    [
      '(([a:b=1] AND [a:c=1]) WITHIN .5 SECONDS) REPEATS 5 TIMES',
      '(([a:b = 1] AND [a:c = 1]) WITHIN .5 SECONDS) REPEATS 5 TIMES',
    ],
    [String.raw`[a:b LIKE 'it\'s \\']`, String.raw`[a:b LIKE 'it\'s \\']`],
    ["[a-b:'c-d'.'IN'.e <> h'00fF']", "[a-b:'c-d'.'IN'.e != h'00fF']"],
    ["[a:b=b'QUJD\nRA==' /* x ' */ AND // y\nNOT EXISTS a:c]", "[a:b = b'QUJDRA==' AND NOT EXISTS a:c]"],
    ['[\u2003a:b\u3000=\u00a0true\u0085]', '[a:b = true]'],
    ["[t:t = t'2026-01-31T23:59:60.5Z' AND t:h IN()]", "[t:t = t'2026-01-31T23:59:60.5Z' AND t:h IN ()]"],
  ])('%s means %s', (text, expected) => {
    expect(printPattern(parsePattern(text))).toBe(expected);
  });

  test.each([
    ['', 'syntax', 1, 1, 'the end', "'[' or '('"],
    ['[a:b = 1', 'syntax', 1, 9, 'the end', "']'"],
    ['[a:b\n  = ]', 'syntax', 2, 5, "']'", 'a constant'],
    ['[a:b > true]', 'syntax', 1, 8, "'true'", 'a constant that has an order'],
    ['[a:b LIKE 5]', 'syntax', 1, 11, "'5'", 'a string'],
    ["[a:b 'x']", 'syntax', 1, 6, 'a string', 'a comparison operator'],
    ['[a:b-c = 1]', 'syntax', 1, 4, "'b-c'", 'the name of a property'],
    ['[a:IN = 1]', 'syntax', 1, 4, "'IN'", 'the name of a property'],
    ["[a:b = 'x]", 'syntax', 1, 8, "'", 'a string that ends'],
    [String.raw`[a:b = 'x\n']`, 'syntax', 1, 10, 'a lone backslash', String.raw`\' or \\`],
    [
      "[a:b = t'2026-13-01T00:00:00Z']",
      'syntax',
      1,
      8,
      'something else',
      'a timestamp such as 2026-01-31T23:59:59.123Z',
    ],
    ["[a:b = h'abc']", 'syntax', 1, 8, 'something else', 'an even number of hexadecimal digits'],
    ["[a:b = b'A===']", 'syntax', 1, 8, 'something else', 'base64 with its padding'],
    ['[a:b = 1] WITHIN -5 SECONDS', 'syntax', 1, 18, "'-5'", 'a positive number'],
    ['[a:b = 1] REPEATS 5 SECONDS', 'syntax', 1, 21, "'SECONDS'", 'TIMES'],
    ['[a:b = 1] [a:b = 1]', 'syntax', 1, 11, "'['", 'an observation operator, a qualifier or the end'],
    ['[NOT a:b = 1]', 'syntax', 1, 6, "'a'", 'EXISTS'],
    ['[a:b = 1 /* ]', 'syntax', 1, 10, "'/*'", 'a comment that ends'],
    ['[a:b = \ud800]', 'syntax', 1, 1, 'half of a surrogate pair', 'a text of Unicode characters'],
    [`[a:b = ${'9'.repeat(400)}]`, 'rule', 1, 8, 'a number too large', 'a number'],
    ['[a:b[9007199254740993] = 1]', 'rule', 1, 6, 'a number too large', 'an index'],
    ['[a:b=1] WITHIN 1 SECONDS WITHIN 2 SECONDS', 'rule', 1, 26, 'a second WITHIN', 'at most one qualifier of a kind'],
    ["[file:hashes.'sha-1' != 'ab']", 'rule', 1, 25, 'something else', 'a hash of the algorithm SHA1'],
  ])('%s is refused, and it is said why and where', (text, code, line, column, found, expected) => {
    expect(refusal(text)).toMatchObject({ code, line, column, found, expected });
  });

  test('an error does not repeat the constants of a pattern', () => {
    expect(refusal("[email-addr:value 'jdoe@example.org']").message).not.toContain('jdoe');
    expect(refusal("[email-addr:value = 'a' 'jdoe@example.org']").message).not.toContain('jdoe');
  });

  test('hashes have the length of their algorithm, each of a set, but parts of hashes may be looked for', () => {
    const md5 = "'cead3f77f6cda6ec00f57d76c9a6879f'";
    for (const good of [`IN (${md5}, ${md5})`, "LIKE 'cead%'", "MATCHES '^ce'", `!= ${md5}`])
      expect(parsePattern(`[file:hashes.MD5 ${good}]`).expression.kind).toBe('observation');
    for (const bad of [`IN (${md5}, 'a')`, "= 'a'", '= 5', "= h'cead3f77f6cda6ec00f57d76c9a6879f'"])
      expect(refusal(`[file:hashes.MD5 ${bad}]`).code).toBe('rule');
    expect(parsePattern("[file:hashes.'x_custom' = 'a' AND file:hashes[*] = 'a']").expression.kind).toBe('observation');
    expect(refusal("[file:hashes.ssdeep = '3:a b']").code).toBe('rule');
  });

  test('length, depth and parts have limits', () => {
    expect(refusal('[a:b = 1]', { maxLength: 8 }).code).toBe('limit');
    expect(refusal('[((a:b = 1))]', { maxDepth: 1 }).code).toBe('limit');
    expect(refusal('(((([a:b = 1]))))', { maxDepth: 3 }).code).toBe('limit');
    expect(parsePattern('((([(a:b = 1)] AND [(a:b = 1)])))', { maxDepth: 4 }).expression.kind).toBe('and');
    expect(refusal('[a:b IN (1,2,3)]', { maxParts: 4 }).code).toBe('limit');
    expect(refusal('[a:b.c.d.e = 1]', { maxParts: 4 }).code).toBe('limit');
    expect(refusal('('.repeat(1 << 20)).code).toBe('limit');
  });

  test('the longest texts take seconds at most, whatever they are made of', () => {
    const size = 1 << 20;
    const hostile = [
      '[a:b = 1] AND ',
      '/*',
      '/**/',
      "'",
      "\\'",
      ' ',
      'a',
      '1',
      '-',
      "b'AAAA",
      '[a:b=1]WITHIN 1 SECONDS ',
    ];
    const started = performance.now();
    for (const part of hostile) {
      for (const before of ['', "[a:b = '"]) {
        const text = before + part.repeat((size - before.length) / part.length);
        expect(refusal(text).code).toMatch(/syntax|limit|rule/);
      }
    }
    expect(performance.now() - started).toBeLessThan(20_000);
  });

  test('whoever wants the MUSTs compiles no regular expression, of which a pattern has room for a thousand large ones', () => {
    const large = `(?i)${'[a-z]{999}'.repeat(99)}`;
    const pattern = parsePattern(`[${Array(500).fill(`a:b MATCHES '${large}'`).join(' OR ')}]`);
    const started = performance.now();
    expect(remarksOn(pattern, 'must')).toEqual([]);
    expect(performance.now() - started).toBeLessThan(5_000);
    expect(
      remarksOn(parsePattern("[a:b MATCHES 'a++'] START t'2030-01-01T00:00:00Z' STOP t'2029-01-01T00:00:00Z'"), 'must'),
    ).toEqual([]);
  });
});

describe('inspectPattern', () => {
  test('tells types, paths, operators and qualifiers, each once and sorted', () => {
    const pattern = parsePattern(
      "([file:name = 'a' AND file:name = 'b'] FOLLOWEDBY [b:'c-d'[*] NOT IN (1)] WITHIN 5 SECONDS) REPEATS 2 TIMES OR [EXISTS a:b]",
    );
    expect({ ...inspectPattern(pattern), comparisons: undefined }).toEqual({
      objectTypes: ['a', 'b', 'file'],
      paths: ['a:b', "b:'c-d'[*]", 'file:name'],
      comparisonOperators: ['=', 'EXISTS', 'NOT IN'],
      observationOperators: ['FOLLOWEDBY', 'OR'],
      qualifiers: ['REPEATS 2 TIMES', 'WITHIN 5 SECONDS'],
      comparisons: undefined,
    });
  });
});

describe('remarksOn', () => {
  test.each([
    ['[a:b = 1] REPEATS 0 TIMES', 'not-positive'],
    ['([a:b = 1]) REPEATS 1 TIMES REPEATS 2 TIMES', 'repeated-qualifier'],
    ["[a:b = 1] START t'2026-01-02T00:00:00Z' STOP t'2026-01-01T00:00:00Z'", 'empty-window'],
    ["[a:b = 1] START t'2026-02-30T00:00:00Z' STOP t'2026-03-01T00:00:00Z'", 'no-such-time'],
    ['[a:b = 1 AND c:d = 2]', 'two-types-joined-by-and'],
    ['[(a:b = 1 OR c:d = 2) AND e:f = 2]', 'two-types-joined-by-and'],
    ["[a:b IN (1, 'a')]", 'mixed-set'],
    ['[a:b = +1]', 'plus-sign'],
    ['[a:b = 9007199254740992]', 'integer-too-large'],
    ["[a:b ISSUBSET '1.2.3.4/33']", 'not-a-network'],
    ['[a:b /* = */ <> 1]', 'unknown-sign'],
    ["[a:b MATCHES 'a++']", 'doubtful-regex'],
  ])('%s: %s', (text, code) => {
    expect(remarksOn(parsePattern(text)).map((remark) => remark.code)).toEqual([code]);
  });

  test.each([
    '[(a:b = 1 OR c:d = 2) AND c:f = 2]',
    "[a:b IN (1, 2.5) AND a:c IN (h'00', b'AAAA') AND a:d IN ()]",
    "[a:b MATCHES '(?i)^a.+\\\\@b$' AND a:c ISSUPERSET '2001:db8::/32']",
    '[a:b /* == */ = 1]',
  ])('nothing is said of %s', (text) => {
    expect(remarksOn(parsePattern(text))).toEqual([]);
  });
});

describe('networks', () => {
  test.each([
    ['198.51.100.0/27', '198.51.100.0/24', true],
    ['198.51.100.0/24', '198.51.100.0/27', false],
    ['198.51.100.9', '198.51.100.9', true],
    ['198.51.101.1', '198.51.100.0/24', false],
    ['2001:db8::1', '2001:db8::/32', true],
    ['::ffff:192.0.2.1', '::/0', true],
    ['192.0.2.1', '::/0', false],
    ['192.0.2.1', '0.0.0.0/0', true],
  ])('%s is in %s: %s', (inner, outer, expected) => {
    expect(isWithin(parseNetwork(inner) as Network, parseNetwork(outer) as Network)).toBe(expected);
  });

  test.each([
    '',
    '1',
    '1.2.3',
    '1.2.3.256',
    '01.2.3.4',
    '1.2.3.4/33',
    '1.2.3.4/',
    '1.2.3.4/1/2',
    ':::',
    '1::2::3',
    'g::',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:7::8:9',
  ])('%j is none', (text) => {
    expect(parseNetwork(text)).toBeUndefined();
  });
});
