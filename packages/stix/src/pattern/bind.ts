import type { Observed } from './observed.ts';
import { PatternError } from './pattern-error.ts';
import type { Plan } from './plan.ts';
import type { Work } from './work.ts';

/**
 * What the observations bound next must keep to, as a list that is never changed: all within so many nanoseconds of each other, of which
 * the latest beginning and the earliest end are known; or not ending before `after`.
 */
type Bounds =
  | { readonly nanos: bigint; readonly latest: bigint; readonly earliest: bigint; readonly next: Bounds }
  | { readonly after: bigint; readonly next: Bounds }
  | undefined;

/** Parts of a plan that may wait on each other: each takes a few frames of the stack. */
const MAX_WAITING = 2500;

/** What remains to be bound: tells whether it could be. */
type Rest = (bounds: Bounds) => boolean;

/**
 * Binds each part of a plan to observations of its own (STIX 2.1 §9.5.2), or tells that there is no way to. Tries and goes back; no part
 * is tried that breaks a bound already, equal repetitions are tried in one order only, and `work` ends what takes too long all the same.
 */
export function bind(plan: Plan, observed: readonly Observed[], work: Work): readonly number[] | undefined {
  const left = observed.map(({ times }) => times);
  const bound: number[] = [];
  let waiting = 0;

  const tryOne = (index: number, bounds: Bounds, rest: Rest): boolean => {
    work.spend(1);
    const one = observed[index];
    const count = left[index] ?? 0;
    if (one === undefined || count === 0 || !fits(one, bounds)) return false;
    left[index] = count - 1;
    bound.push(index);
    if (rest(narrow(one, bounds))) return true;
    bound.pop();
    left[index] = count;
    return false;
  };

  const tryAll = (parts: readonly Plan[], inOrder: boolean, bounds: Bounds, rest: Rest): boolean => {
    const begin = bound.length;
    const from = (at: number, now: Bounds): boolean => {
      const part = parts[at];
      if (part === undefined) return rest(now);
      if (!inOrder || at === 0) return tryPlan(part, now, (then) => from(at + 1, then));
      // STIX 2.1 §9.5.2: what follows may be as late as its end, what it follows as early as its beginning.
      work.spend(bound.length - begin);
      let after = 0n;
      for (const index of bound.slice(begin)) after = later(after, observed[index]?.first ?? 0n);
      return tryPlan(part, { after, next: now }, (then) => from(at + 1, then?.next));
    };
    return from(0, bounds);
  };

  /** Repetitions of one bracket: observations in the order of the list, and only while enough of them remain. */
  const repeatOne = (candidates: readonly number[], times: number, bounds: Bounds, rest: Rest): boolean => {
    const from = (begin: number, missing: number, now: Bounds): boolean => {
      if (missing === 0) return rest(now);
      work.spend(candidates.length - begin);
      const usable: number[] = [];
      let remaining = 0;
      for (let at = begin; at < candidates.length; at++) {
        const index = candidates[at] ?? 0;
        const one = observed[index];
        if (one === undefined || (left[index] ?? 0) === 0 || !fits(one, now)) continue;
        usable.push(at);
        remaining += left[index] ?? 0;
      }
      for (const at of usable) {
        if (remaining < missing) return false;
        const index = candidates[at] ?? 0;
        remaining -= left[index] ?? 0;
        if (tryOne(index, now, (then) => from(at, missing - 1, then))) return true;
      }
      return false;
    };
    return from(0, times, bounds);
  };

  /** Repetitions of a group: their first observations in the order of the list, for which of them is which says nothing. */
  const repeatPlan = (part: Plan, times: number, bounds: Bounds, rest: Rest): boolean => {
    const from = (missing: number, least: number, now: Bounds): boolean => {
      if (missing === 0) return rest(now);
      const begin = bound.length;
      return tryPlan(part, now, (then) => {
        const first = bound[begin] ?? 0;
        return first >= least && from(missing - 1, first, then);
      });
    };
    return from(times, 0, bounds);
  };

  const tryPlan = (one: Plan, bounds: Bounds, rest: Rest): boolean => {
    if (++waiting > MAX_WAITING)
      throw new PatternError('limit', '', 0, 'more parts bound within each other', `at most ${MAX_WAITING}`);
    const found = tryKind(one, bounds, rest);
    waiting--;
    return found;
  };

  const tryKind = (one: Plan, bounds: Bounds, rest: Rest): boolean => {
    switch (one.kind) {
      case 'one':
        return one.candidates.some((index) => tryOne(index, bounds, rest));
      case 'all':
        return tryAll(one.parts, one.inOrder, bounds, rest);
      case 'any':
        return one.parts.some((part) => tryPlan(part, bounds, rest));
      case 'times':
        return one.part.kind === 'one'
          ? repeatOne(one.part.candidates, one.times, bounds, rest)
          : repeatPlan(one.part, one.times, bounds, rest);
      case 'within': {
        const { part, nanos } = one;
        const open = { nanos, latest: NEVER_BEFORE, earliest: NEVER_AFTER, next: bounds };
        return tryPlan(part, open, (then) => rest(then?.next));
      }
    }
  };

  return tryPlan(plan, undefined, () => true) ? bound : undefined;
}

const NEVER_BEFORE = -(1n << 80n);
const NEVER_AFTER = 1n << 80n;

const later = (a: bigint, b: bigint): bigint => (a > b ? a : b);
const sooner = (a: bigint, b: bigint): bigint => (a < b ? a : b);

/** Whether an observation can be added without breaking a bound. More observations never mend one that is broken. */
function fits({ first, last }: Observed, bounds: Bounds): boolean {
  for (let bound = bounds; bound !== undefined; bound = bound.next) {
    if ('after' in bound) {
      if (last < bound.after) return false;
      // STIX 2.1 §9.5.1: the latest must not be equal to the earliest plus the window.
    } else if (later(bound.latest, first) - sooner(bound.earliest, last) >= bound.nanos) return false;
  }
  return true;
}

/** The bounds once an observation was added. */
function narrow(one: Observed, bounds: Bounds): Bounds {
  if (bounds === undefined) return undefined;
  const next = narrow(one, bounds.next);
  if ('after' in bounds) return next === bounds.next ? bounds : { after: bounds.after, next };
  return {
    nanos: bounds.nanos,
    latest: later(bounds.latest, one.first),
    earliest: sooner(bounds.earliest, one.last),
    next,
  };
}
