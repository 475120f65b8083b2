import type { StixValue } from '../types.ts';
import { comparisonsOf } from '../pattern/inspect.ts';
import { parsePattern } from '../pattern/parse-pattern.ts';
import { PatternError } from '../pattern/pattern-error.ts';
import type { Comparison } from '../pattern/ast.ts';

/** All values under a path such as `file:hashes.MD5`; lists are looked into, references followed. */
export type ReadPath = (path: string) => string[];

const isObject = (value: unknown): value is StixValue =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads paths of observables. A reference is followed to those among them. */
export function pathsOfObservables(observables: readonly StixValue[]): ReadPath {
  const byId = new Map(observables.map((one) => [one.id, one]));
  return (path) => {
    const cut = path.indexOf(':');
    const roots = observables.filter(({ type }) => type === path.slice(0, cut));
    let found: unknown[] = roots;
    for (const key of path.slice(cut + 1).split('.'))
      found = found.flatMap((value) => {
        const next = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
        const all: unknown[] = Array.isArray(next) ? next : [next];
        return /_refs?$/.test(key) ? all.map((ref) => byId.get(ref)) : all;
      });
    return found.filter((value) => typeof value === 'string' || typeof value === 'number').map(String);
  };
}

const pathOf = ({ path }: Comparison): string =>
  `${path.objectType}:${path.steps.flatMap((step) => (step.kind === 'key' ? [step.key] : [])).join('.')}`;

/** A comparison that says what something is: the others say only what it is like. */
export const isEqual = (comparison: Comparison): boolean => comparison.operator === '=' && !comparison.negated;

/** The comparisons of a pattern, in its order; undefined when it is no readable STIX pattern. */
export function readComparisons(
  pattern: string,
): { path: string; value: string; comparison: Comparison }[] | undefined {
  try {
    return [...comparisonsOf(parsePattern(pattern).expression)].map((comparison) => {
      const [constant] = comparison.constants;
      return { path: pathOf(comparison), value: String(constant?.value ?? ''), comparison };
    });
  } catch (error) {
    if (error instanceof PatternError) return undefined;
    throw error;
  }
}

/** Reads paths of a pattern's equalities. The mapping puts a backslash before each % of a registry key: it is taken off again. */
export function pathsOfPattern(pattern: string): ReadPath {
  const equal = (readComparisons(pattern) ?? []).filter(({ comparison }) => isEqual(comparison));
  return (path) =>
    equal
      .filter((one) => one.path === path)
      .map(({ value }) => (path.startsWith('windows-registry-key:') ? value.replaceAll('\\%', '%') : value));
}
