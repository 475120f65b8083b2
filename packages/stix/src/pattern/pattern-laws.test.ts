import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  inspectPattern,
  matchPattern,
  parsePattern,
  PatternError,
  printPattern,
  remarksOn,
  type Comparison,
  type ComparisonExpression,
  type Constant,
  type ObservationExpression,
  type Pattern,
  type PathStep,
  type Qualifier,
} from '../index.ts';

const SEED = 20_260_131;
const at = { start: 0, end: 0 };

/** A tree without its spans. */
const bare = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (name, one: unknown) => (name === 'at' ? undefined : one)));

const word = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,8}$/).filter((name) => !/^(?:hashes|[thb])$/.test(name));
const anyText = fc.string({ unit: 'binary', maxLength: 12 });
const timestamp = fc
  .date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true })
  .map((date) => date.toISOString());
const integer = fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }).map(String);
const float = fc.tuple(fc.constantFrom('', '-', '+'), fc.nat(), fc.nat()).map(([sign, a, b]) => `${sign}${a}.${b}`);
const ordered: fc.Arbitrary<Constant> = fc.oneof(
  anyText.map((value) => ({ kind: 'string' as const, value, at })),
  timestamp.map((value) => ({ kind: 'timestamp' as const, value, at })),
  fc
    .uint8Array({ maxLength: 9 })
    .map((bytes) => ({ kind: 'hex' as const, value: Buffer.from(bytes).toString('hex'), at })),
  fc
    .uint8Array({ minLength: 1, maxLength: 9 })
    .map((bytes) => ({ kind: 'binary' as const, value: Buffer.from(bytes).toString('base64'), at })),
  integer.map((text) => ({ kind: 'integer' as const, value: Number(text), text, at })),
  float.map((text) => ({ kind: 'float' as const, value: Number(text), text, at })),
);
const constant = fc.oneof(
  ordered,
  fc.boolean().map((value): Constant => ({ kind: 'boolean', value, at })),
);
const stringConstant = anyText.map((value): Constant => ({ kind: 'string', value, at }));
const key = fc
  .oneof(word, anyText, fc.constantFrom('IN', 'true', 'a-b', 'a.b'))
  .map((name): PathStep => ({ kind: 'key', key: name }));
const step: fc.Arbitrary<PathStep> = fc.oneof(
  key,
  fc.integer({ min: -5, max: 99 }).map((index) => ({ kind: 'index' as const, index })),
  fc.constant({ kind: 'every' as const }),
);
const OWN_WORDS = /^(?:AND|OR|NOT|LIKE|IN|LAST|START|STOP|EXISTS|TIMES|MATCHES|true|false)$/;
const path = fc
  .tuple(fc.stringMatching(/^[a-z][a-z0-9-]{0,9}$/), key, fc.array(step, { maxLength: 4 }))
  .filter(([type]) => !OWN_WORDS.test(type) && !/^[thb]$/.test(type))
  .map(([objectType, first, rest]) => ({ objectType, steps: [first, ...rest], at }));
const tested = fc.oneof(
  fc.tuple(
    fc.constantFrom('=' as const, '!=' as const),
    constant.map((one) => [one]),
  ),
  fc.tuple(
    fc.constantFrom('<' as const, '<=' as const, '>' as const, '>=' as const),
    ordered.map((one) => [one]),
  ),
  fc.tuple(
    fc.constantFrom('LIKE' as const, 'MATCHES' as const, 'ISSUBSET' as const, 'ISSUPERSET' as const),
    stringConstant.map((one) => [one]),
  ),
  fc.tuple(fc.constant('IN' as const), fc.array(constant, { maxLength: 4 })),
  fc.tuple(fc.constant('EXISTS' as const), fc.constant([])),
);
const comparison: fc.Arbitrary<Comparison> = fc
  .tuple(path, tested, fc.boolean())
  .map(([to, [operator, constants], negated]) => ({ kind: 'comparison', path: to, operator, negated, constants, at }));
const comparisons = fc.letrec<{ tree: ComparisonExpression }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    comparison,
    fc.record({
      kind: fc.constantFrom('and' as const, 'or' as const),
      operands: fc.array(tie('tree'), { minLength: 2, maxLength: 3 }),
      at: fc.constant(at),
    }),
  ),
})).tree;
const qualifier: fc.Arbitrary<Qualifier> = fc.oneof(
  fc.nat().map((times) => ({ kind: 'repeats' as const, times, text: String(times), at })),
  float
    .filter((text) => !text.startsWith('-'))
    .map((text) => ({ kind: 'within' as const, seconds: Number(text), text, at })),
  fc.tuple(timestamp, timestamp).map(([start, stop]) => ({ kind: 'start-stop' as const, start, stop, at })),
);
const qualifiers = fc.uniqueArray(qualifier, { maxLength: 3, selector: ({ kind }) => kind });
const expression = fc.letrec<{ tree: ObservationExpression }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    fc.record({
      kind: fc.constant('observation' as const),
      comparison: comparisons,
      qualifiers,
      at: fc.constant(at),
    }),
    fc.record({
      kind: fc.constantFrom('and' as const, 'or' as const, 'followedby' as const),
      operands: fc.array(tie('tree'), { minLength: 2, maxLength: 3 }),
      at: fc.constant(at),
    }),
    fc.record({
      kind: fc.constant('group' as const),
      expression: tie('tree'),
      qualifiers: fc.array(qualifier, { minLength: 1, maxLength: 3 }),
      at: fc.constant(at),
    }),
  ),
})).tree;

test('what is printed is read again as the same tree', () => {
  fc.assert(
    fc.property(expression, (tree) => {
      const printed = printPattern({ expression: tree });
      const read = parsePattern(printed);
      expect(bare(read.expression)).toEqual(bare(tree));
      expect(printPattern(read)).toBe(printed);
    }),
    { numRuns: 400, seed: SEED },
  );
});

/** Texts that look like patterns, mostly broken ones. */
const pieces = [
  ...String.raw`[ ] ( ) : . , * = != < ' \ /* */ // - + AND OR NOT FOLLOWEDBY IN LIKE MATCHES EXISTS 5 1.5 true a-b`.split(
    ' ',
  ),
  ' ',
  '\n',
  'WITHIN 5 SECONDS',
  'REPEATS 2 TIMES',
  '[a:b = 1]',
  "file:hashes.MD5 = 'aa'",
  "t'2026-01-01T00:00:00Z'",
  "h'00'",
  "b'QUI='",
];
const scrap = fc.array(
  fc.oneof(
    fc.constantFrom(...pieces),
    anyText,
    fc.string({ unit: fc.constantFrom('\ud800', 'a', '\udc00'), maxLength: 3 }),
  ),
  { maxLength: 25 },
);

const time = '2026-01-01T00:00:00Z';
const observed = {
  type: 'observed-data',
  id: 'observed-data--1',
  number_observed: 3,
  first_observed: time,
  last_observed: time,
  object_refs: ['a'],
};

const readAll = (text: string): 'read' | 'refused' => {
  let pattern: Pattern;
  try {
    pattern = parsePattern(text, { maxDepth: 5, maxParts: 20, maxLength: 300 });
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    expect(error.offset).toBeLessThanOrEqual(text.length);
    return 'refused';
  }
  inspectPattern(pattern);
  remarksOn(pattern);
  try {
    matchPattern(pattern, [observed, { id: 'a', type: 'a', b: 1, c_refs: ['a'] }], { maxSteps: 1000 });
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
  }
  expect(bare(parsePattern(printPattern(pattern)).expression)).toEqual(bare(pattern.expression));
  return 'read';
};

test('any text is read or refused with a PatternError', () => {
  const seen = { read: 0, refused: 0 };
  fc.assert(
    fc.property(
      fc.oneof(
        scrap.map((parts) => parts.join('')),
        anyText,
      ),
      (text) => {
        seen[readAll(text)]++;
      },
    ),
    { numRuns: 3000, seed: SEED },
  );
  expect(seen.refused).toBeGreaterThan(1000);
});

test('a pattern with one character changed, added or lost is read or refused with a PatternError', () => {
  const seen = { read: 0, refused: 0 };
  fc.assert(
    fc.property(
      expression,
      fc.nat(),
      fc.constantFrom('', "'", '[', '(', ' ', '\\', '=', 'x', '0'),
      fc.nat(1),
      (tree, place, put, lose) => {
        const printed = printPattern({ expression: tree });
        const where = place % (printed.length + 1);
        seen[readAll(printed.slice(0, where) + put + printed.slice(where + lose))]++;
      },
    ),
    { numRuns: 1000, seed: SEED },
  );
  expect(Math.min(seen.read, seen.refused)).toBeGreaterThan(50);
});
