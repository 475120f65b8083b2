import {
  inspectPattern,
  operatorOf,
  parsePattern,
  PatternError,
  printConstants,
  printPattern,
  remarksOn,
  type Pattern,
  type PathStep,
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

test('the section of the verdicts is there', () => {
  expect(verdicts('syntax-').length).toBeGreaterThan(0);
});
