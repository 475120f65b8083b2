import type { Observation, ObservationExpression, Pattern, Qualifier } from './ast.ts';
import { holds } from './holds.ts';
import { nanosOf, type Observed } from './observed.ts';
import { Regexes } from './regex.ts';
import type { Work } from './work.ts';

/** What must be bound for a pattern to match, with the observations that may be; `least` is how many observations that takes. */
export type Plan =
  | { readonly kind: 'one'; readonly candidates: readonly number[]; readonly least: 1 }
  | { readonly kind: 'all'; readonly parts: readonly Plan[]; readonly inOrder: boolean; readonly least: number }
  | { readonly kind: 'any'; readonly parts: readonly Plan[]; readonly least: number }
  | { readonly kind: 'times'; readonly part: Plan; readonly times: number; readonly least: number }
  | { readonly kind: 'within'; readonly part: Plan; readonly nanos: bigint; readonly least: number };

interface Window {
  readonly start: bigint;
  readonly stop: bigint;
}

/** Makes the plan of a pattern over observations; undefined where there are too few for any binding. */
export function planPattern(pattern: Pattern, observed: readonly Observed[], work: Work): Plan | undefined {
  const regexes = new Regexes(pattern);

  const planOne = ({ comparison }: Observation, windows: readonly Window[]): Plan | undefined => {
    const candidates: number[] = [];
    for (const [index, one] of observed.entries()) {
      work.spend(1 + windows.length);
      // STIX 2.1 §9.5.1: from START on, and before STOP.
      if (windows.some(({ start, stop }) => start >= stop || one.last < start || one.first >= stop)) continue;
      if ([...one.objects.values()].some((root) => holds(comparison, root, { observed: one, regexes, work })))
        candidates.push(index);
    }
    return candidates.length === 0 ? undefined : { kind: 'one', candidates, least: 1 };
  };

  const plan = (expression: ObservationExpression, windows: readonly Window[]): Plan | undefined => {
    if ('operands' in expression) {
      const parts = expression.operands.map((operand) => plan(operand, windows));
      const possible = parts.filter((part) => part !== undefined);
      if (expression.kind !== 'or') return possible.length < parts.length ? undefined : all(possible, expression.kind);
      const least = possible.reduce((fewest, part) => Math.min(fewest, part.least), Infinity);
      return possible.length === 0 ? undefined : { kind: 'any', parts: possible, least };
    }
    const { qualifiers } = expression;
    const inside = [...windows, ...qualifiers.flatMap(windowOf)];
    const part = expression.kind === 'group' ? plan(expression.expression, inside) : planOne(expression, inside);
    return part === undefined ? undefined : qualifiers.reduce(qualify, part);
  };

  const found = plan(pattern.expression, []);
  return found === undefined || !hasEnough(found, observed, work) ? undefined : found;
}

function all(parts: readonly Plan[], kind: 'and' | 'followedby'): Plan {
  const least = parts.reduce((sum, part) => sum + part.least, 0);
  return { kind: 'all', parts, inOrder: kind === 'followedby', least };
}

function windowOf(qualifier: Qualifier): Window[] {
  if (qualifier.kind !== 'start-stop') return [];
  return [{ start: nanosOf(qualifier.start), stop: nanosOf(qualifier.stop) }];
}

/** Seconds as written, in nanoseconds; digits beyond are dropped. */
function nanosOfSeconds(text: string): bigint {
  const [whole = '', fraction = ''] = text.replace('+', '').split('.');
  return BigInt(whole.replace(/^0+/, '').slice(0, 30)) * 1_000_000_000n + BigInt(fraction.slice(0, 9).padEnd(9, '0'));
}

function qualify(part: Plan, qualifier: Qualifier): Plan {
  switch (qualifier.kind) {
    case 'start-stop':
      return part;
    case 'within':
      return { kind: 'within', part, nanos: nanosOfSeconds(qualifier.text), least: part.least };
    case 'repeats':
      return { kind: 'times', part, times: qualifier.times, least: part.least * qualifier.times };
  }
}

/**
 * Whether each part has as many observations as it needs, if it had them for itself. Needed, not sufficient: it spares the search where
 * REPEATS or many ANDs want more than there is.
 */
function hasEnough(plan: Plan, observed: readonly Observed[], work: Work): boolean {
  const union = (one: Plan): ReadonlySet<number> | undefined => {
    if (one.kind === 'one') return new Set(one.candidates);
    const parts = 'parts' in one ? one.parts : [one.part];
    const sets = parts.map(union).filter((set) => set !== undefined);
    if (sets.length === 0 || (one.kind !== 'any' && sets.length < parts.length)) return undefined;
    const together = new Set<number>();
    let count = 0;
    for (const set of sets) {
      work.spend(set.size);
      for (const index of set) {
        if (!together.has(index)) count += observed[index]?.times ?? 0;
        together.add(index);
      }
    }
    return count < one.least ? undefined : together;
  };
  return union(plan) !== undefined;
}
