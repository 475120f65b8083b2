import type { StixValue } from '../types.ts';
import type { Pattern } from './ast.ts';
import { bind } from './bind.ts';
import { readObserved } from './observed.ts';
import { PatternError } from './pattern-error.ts';
import { planPattern } from './plan.ts';
import { remarksOn } from './remarks.ts';
import { Work, type MatchLimits } from './work.ts';

export interface PatternMatch {
  /** Identifiers of observed-data objects that match together, in the order given; one way of several. */
  readonly observations: readonly string[];
}

/**
 * Whether STIX objects match a pattern: observed-data objects and the cyber observables that they list (STIX 2.1 §9). Data that is
 * malformed matches nothing and is no error. Throws PatternError: `rule` for a pattern without meaning, `unsupported` for a regular
 * expression that cannot be run in linear time, `limit` where the answer would take more work than allowed, so that it is not known.
 */
export function matchPattern(
  pattern: Pattern,
  objects: readonly StixValue[],
  limits: MatchLimits = {},
): PatternMatch | undefined {
  const fault = remarksOn(pattern, 'must').find(({ meaningless }) => meaningless);
  if (fault !== undefined)
    throw new PatternError('rule', pattern.text, fault.at.start, fault.code, `what STIX 2.1 §${fault.clause} says`);
  const work = new Work(limits);
  const observed = readObserved(objects);
  const plan = planPattern(pattern, observed, work);
  const bound = plan === undefined ? undefined : bind(plan, observed, work);
  if (bound === undefined) return undefined;
  const found = new Set(bound);
  return { observations: observed.flatMap(({ id }, index) => (found.has(index) ? [id] : [])) };
}
