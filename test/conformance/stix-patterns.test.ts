import {
  inspectPattern,
  matchPattern,
  operatorOf,
  parsePattern,
  PatternError,
  printConstants,
  printPattern,
  remarksOn,
  type Pattern,
  type PathStep,
  type StixValue,
} from '@tamga/stix';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { corpusTest } from './corpora.ts';

interface SyntaxCase {
  id: string;
  pattern: string;
  expected: 'valid' | 'invalid';
}

interface InspectionCase {
  pattern: string;
  qualifiers?: string[];
  observation_ops?: string[];
  comparisons?: Record<string, { path: (string | number)[]; op: string; value: string }[]>;
}

interface MatchingCase {
  id: string;
  pattern: string;
  observations: string;
  expected: 'match' | 'nomatch' | 'parse-error' | 'eval-error';
  first_binding?: string[];
  binding_asserted?: boolean;
}

const linesOf = <T>(...path: string[]): T[] =>
  readFileSync(join(...path), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as T);

function read(text: string): Pattern | undefined {
  try {
    return parsePattern(text);
  } catch (error) {
    expect(error).toBeInstanceOf(PatternError);
    return undefined;
  }
}

/** `| syntax-0058 | unknown-sign | 9.6.1 | … |` of the section "Patterns", as [id, what]. */
function verdicts(of: string): [string, string][] {
  const text = readFileSync(join(import.meta.dirname, '../../docs/stix-verdicts.md'), 'utf8');
  const section = /^## Patterns\n(.*?)(?=^## |$(?![^]))/ms.exec(text)?.[1] ?? '';
  return [...section.matchAll(/^\| (\S+) \| (\S+) \|/gm)]
    .map(([, id = '', what = '']): [string, string] => [id, what])
    .filter(([id]) => id.startsWith(of));
}

describe('the corpus of patterns', () => {
  corpusTest('stix-patterns', 'what the reference reads is read, and what it refuses is refused', (path) => {
    const cases = linesOf<SyntaxCase>(path, 'syntax.ndjson');
    expect(cases.length).toBeGreaterThan(400);
    const others = cases.filter(({ pattern, expected }) => (read(pattern) ? 'valid' : 'invalid') !== expected);
    expect(others.map(({ id, pattern }) => ({ id, pattern }))).toEqual([]);
  });

  corpusTest('stix-patterns', 'where the text forbids what the reference reads, the verdicts say so', (path) => {
    const found = linesOf<SyntaxCase>(path, 'syntax.ndjson').flatMap(({ id, pattern }) => {
      const parsed = read(pattern);
      const codes =
        parsed === undefined ? [] : remarksOn(parsed).flatMap(({ level, code }) => (level === 'must' ? [code] : []));
      return [...new Set(codes)].map((code) => [id, code]);
    });
    expect(found).toEqual(verdicts('syntax-'));
  });

  corpusTest('stix-patterns', 'every pattern that is read is printed so that it reads the same', (path) => {
    for (const { pattern } of linesOf<SyntaxCase>(path, 'syntax.ndjson')) {
      const parsed = read(pattern);
      if (parsed === undefined) continue;
      const printed = printPattern(parsed);
      expect(printPattern(parsePattern(printed))).toBe(printed);
    }
  });

  corpusTest(
    'stix-patterns',
    'inspection finds the qualifiers, operators and comparisons that the reference finds',
    (path) => {
      const cases = linesOf<InspectionCase>(path, 'inspect.ndjson');
      expect(cases).toHaveLength(19);
      const stepOf = (step: PathStep) => (step.kind === 'key' ? step.key : step.kind === 'index' ? step.index : '*');
      for (const { pattern, qualifiers, observation_ops: operators, comparisons } of cases) {
        const found = inspectPattern(parsePattern(pattern));
        if (qualifiers !== undefined) expect(found.qualifiers).toEqual(qualifiers.toSorted());
        if (operators !== undefined) expect(found.observationOperators).toEqual(operators.toSorted());
        if (comparisons === undefined) continue;
        expect(found.objectTypes).toEqual(Object.keys(comparisons).toSorted());
        const seen = Object.groupBy(found.comparisons, (comparison) => comparison.path.objectType);
        for (const [type, expected] of Object.entries(comparisons)) {
          expect(
            seen[type]?.map((comparison) => ({
              path: comparison.path.steps.map(stepOf),
              op: operatorOf(comparison),
              value: printConstants(comparison),
            })),
          ).toEqual(expected);
        }
      }
    },
  );
});

/** `match`, `nomatch`, or why there is no answer. */
function match(pattern: string, objects: readonly StixValue[]): { verdict: string; observations?: readonly string[] } {
  try {
    const found = matchPattern(parsePattern(pattern), objects);
    return found === undefined ? { verdict: 'nomatch' } : { verdict: 'match', observations: found.observations };
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    return { verdict: error.code === 'syntax' || error.code === 'rule' ? 'refused' : error.code };
  }
}

describe('the corpus of matches', () => {
  corpusTest('stix-patterns', 'what matches for the reference matches here, but for the verdicts', (path) => {
    const bundles = JSON.parse(readFileSync(join(path, 'observations.json'), 'utf8')) as Record<
      string,
      { objects: StixValue[] }[]
    >;
    const cases = linesOf<MatchingCase>(path, 'matching.ndjson');
    expect(cases.length).toBeGreaterThan(250);
    const others = cases.flatMap(({ id, pattern, observations: key, expected, first_binding, binding_asserted }) => {
      const { verdict, observations } = match(pattern, bundles[key]?.flatMap(({ objects }) => objects) ?? []);
      if (binding_asserted === true) expect([id, observations?.toSorted()]).toEqual([id, first_binding?.toSorted()]);
      return verdict === (expected.endsWith('error') ? 'refused' : expected) ? [] : [[id, verdict]];
    });
    expect(others).toEqual(verdicts('match-'));
  });
});

interface Intervals {
  intervals: [number, number][];
  duration: number;
  expected: boolean;
}

describe('the corpus of windows', () => {
  corpusTest(
    'stix-patterns',
    'WITHIN finds what the reference finds, but for distances as long as the window',
    (path) => {
      const { within } = JSON.parse(readFileSync(join(path, 'within-intervals.json'), 'utf8')) as {
        within: Intervals[];
      };
      expect(within.length).toBeGreaterThan(10);
      const at = (second: number) => `2026-01-01T00:00:0${second}Z`;
      for (const { intervals, duration, expected } of within) {
        const objects = intervals.flatMap(([first, last], index) => [
          {
            type: 'observed-data',
            id: `observed-data--${index}`,
            number_observed: 1,
            object_refs: [`a--${index}`],
            first_observed: at(first),
            last_observed: at(last),
          },
          { type: 'a', id: `a--${index}`, b: index },
        ]);
        const parts = intervals.map((_, index) => `[a:b = ${index}]`).join(' AND ');
        // STIX 2.1 §9.5.1 leaves the window open at its end; one a little longer holds what a closed one does.
        expect([
          intervals,
          duration,
          match(`(${parts}) WITHIN ${duration}.000000001 SECONDS`, objects).verdict,
        ]).toEqual([intervals, duration, expected ? 'match' : 'nomatch']);
      }
    },
  );
});

test('the section of the verdicts is there', () => {
  expect(verdicts('syntax-').length).toBeGreaterThan(0);
});
