import { describe, expect, test } from 'vitest';
import { matchPattern, parsePattern, PatternError, type MatchLimits, type StixValue } from '../index.ts';

/** An observed-data of one instant and one object. */
function observation(index: number, object: StixValue): StixValue[] {
  const time = new Date(1_767_225_600_000 + index * 1000).toISOString();
  return [
    {
      type: 'observed-data',
      id: `observed-data--${index}`,
      first_observed: time,
      last_observed: time,
      number_observed: 1,
      object_refs: [`a--${index}`],
    },
    { type: 'a', id: `a--${index}`, ...object },
  ];
}

const many = (count: number) => Array.from({ length: count }, (_, index) => observation(index, { b: index })).flat();

const refusal = (pattern: string, objects: readonly StixValue[], limits?: MatchLimits): string => {
  try {
    matchPattern(parsePattern(pattern), objects, limits);
    return 'answered';
  } catch (error) {
    if (error instanceof PatternError) return error.code;
    throw error;
  }
};

describe('bounds', () => {
  test.each([
    ['a qualifier without meaning', '[a:b = 1] REPEATS 0 TIMES', 'rule'],
    ['a set of two types', "[a:b IN (1, 'a')]", 'rule'],
    ['a day that does not exist', "[a:b = t'2026-02-30T00:00:00Z']", 'rule'],
    ['a network that is none', "[a:b ISSUBSET '1234']", 'rule'],
    ['a back reference', "[a:b MATCHES '(a)\\\\1']", 'unsupported'],
    ['look-ahead', "[a:b MATCHES '(?=a)']", 'unsupported'],
    ['a long regular expression', `[a:b MATCHES '${'x'.repeat(1001)}']`, 'unsupported'],
    ['large ones', `[${Array.from({ length: 30 }, () => "a:b MATCHES 'a{1000}'").join(' OR ')}]`, 'limit'],
  ])('%s is refused', (_, pattern, code) => {
    expect(refusal(pattern, many(600))).toBe(code);
  });

  test.each([
    ['answered', '[a:b >= 0] REPEATS 40 TIMES WITHIN 30 SECONDS'],
    ['limit', `(${Array.from({ length: 40 }, () => '[a:b >= 0]').join(' AND ')}) WITHIN 30 SECONDS`],
    ['answered', Array.from({ length: 60 }, () => '[a:b >= 50]').join(' AND ')],
    ['answered', '([a:b >= 0] FOLLOWEDBY [a:b < 0.5]) REPEATS 20 TIMES'],
    ['limit', '([a:b >= 0] OR [a:b >= 1]) REPEATS 90 TIMES WITHIN 50 SECONDS'],
    ['answered', '[a:b >= 0] REPEATS 1000000000 TIMES'],
  ])('a search without an end is %s: %#', (expected, pattern) => {
    const started = performance.now();
    expect(refusal(pattern, many(100), { maxSteps: 1_000_000 })).toBe(expected);
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  test('hostile texts and paths end too', () => {
    const started = performance.now();
    const text = 'a'.repeat(50_000);
    const limits = { maxSteps: 2_000_000 };
    const one = (object: StixValue) => observation(0, object);
    expect(refusal("[a:b MATCHES '(a+)+$' AND a:b MATCHES '(a|aa)+x']", one({ b: text }), limits)).toBe('answered');
    expect(refusal("[a:b MATCHES '(?:a?){1000}a{1000}b']", one({ b: text }), limits)).toBe('limit');
    expect(refusal(`[a:b LIKE '${'%a'.repeat(1000)}%b']`, one({ b: text }), limits)).toMatch(/limit|answered/);
    expect(refusal(`[a:b LIKE '${'%_a'.repeat(3)}${'a'.repeat(2000)}b%']`, one({ b: text }), limits)).toBe('limit');
    const loop = one({ self_refs: Array.from({ length: 50 }, () => 'a--0') });
    expect(refusal(`[a:${'self_refs[*].'.repeat(12)}b = 1]`, loop, limits)).toBe('limit');
    expect(refusal('[a:b = 0]', many(100), { maxSteps: 50 })).toBe('limit');
    expect(performance.now() - started).toBeLessThan(30_000);
  });

  test('the stack holds what the steps allow', () => {
    const objects = many(500);
    const match = (pattern: string) => matchPattern(parsePattern(pattern), objects)?.observations;
    expect(match('[a:b >= 0] REPEATS 500 TIMES')).toHaveLength(500);
    expect(match(Array.from({ length: 500 }, () => '[a:b >= 0]').join(' AND '))).toHaveLength(500);
    expect(match('(([a:b >= 0] OR [a:b < 0]) WITHIN 900 SECONDS) REPEATS 500 TIMES')).toHaveLength(500);
    const nested = (after: string) => `${'('.repeat(90)}[a:b >= 0]${after.repeat(90)}`;
    expect(match(`${nested(') WITHIN 900 SECONDS')} REPEATS 50 TIMES`)).toHaveLength(50);
    expect(match(`${nested(') REPEATS 1 TIMES')} REPEATS 50 TIMES`)).toHaveLength(50);
    expect(match(`${nested(' OR [a:b = 1]) WITHIN 900 SECONDS')} REPEATS 50 TIMES`)).toHaveLength(50);
  });
});
