import type { Observed } from './observed.ts';
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

/** What is still to be done, as a list that is never changed. `begin` is how many observations were bound at that point. */
type Goals = { readonly goal: Goal; readonly next: Goals } | undefined;
type Goal =
  | { readonly kind: 'plan'; readonly plan: Plan }
  | { readonly kind: 'close' }
  | { readonly kind: 'after'; readonly begin: number }
  | { readonly kind: 'repeat'; readonly candidates: readonly number[]; readonly from: number; readonly missing: number }
  | {
      readonly kind: 'again';
      readonly part: Plan;
      readonly missing: number;
      readonly least: number;
      readonly begin: number;
    };

/** Where the search can go back to: the options that remain, and how things stood. */
interface Choice {
  readonly goal: Extract<Goal, { kind: 'repeat' }> | Extract<Plan, { kind: 'one' | 'any' }>;
  readonly rest: Goals;
  readonly bounds: Bounds;
  readonly begin: number;
  at: number;
  /** How many observations the options from `at` on still offer to a repetition. */
  remaining: number;
}

/**
 * Binds each part of a plan to observations of its own (STIX 2.1 §9.5.2), or tells that there is no way to. Tries and goes back; no
 * observation is tried that breaks a bound, equal repetitions are tried in one order only, and `work` ends what takes too long all the
 * same. Nothing here calls itself, so no plan is too deep for the stack.
 */
export function bind(plan: Plan, observed: readonly Observed[], work: Work): readonly number[] | undefined {
  const left = observed.map(({ times }) => times);
  const bound: number[] = [];
  const choices: Choice[] = [];
  let goals: Goals = { goal: { kind: 'plan', plan }, next: undefined };
  let bounds: Bounds;

  const usable = (index: number): Observed | undefined => {
    const one = observed[index];
    return one !== undefined && (left[index] ?? 0) > 0 && fits(one, bounds, work) ? one : undefined;
  };

  /** A place to go back to; false, so that its first option is taken. */
  const choose = (goal: Choice['goal'], rest: Goals, at = 0, remaining = 0): false => {
    choices.push({ goal, rest, bounds, begin: bound.length, at, remaining });
    return false;
  };

  const startPlan = (one: Plan, rest: Goals): boolean => {
    switch (one.kind) {
      case 'one':
      case 'any':
        return choose(one, rest);
      case 'all':
        work.spend(one.parts.length);
        goals = goalsOf(one, bound.length, rest);
        return true;
      case 'times': {
        const { part, times: missing } = one;
        const goal: Goal =
          part.kind === 'one'
            ? { kind: 'repeat', candidates: part.candidates, from: 0, missing }
            : { kind: 'again', part, missing, least: 0, begin: -1 };
        goals = { goal, next: rest };
        return true;
      }
      case 'within':
        bounds = { nanos: one.nanos, latest: NEVER_BEFORE, earliest: NEVER_AFTER, next: bounds };
        goals = { goal: { kind: 'plan', plan: one.part }, next: { goal: { kind: 'close' }, next: rest } };
        return true;
    }
  };

  /** Works on the next goal; false where that needs a choice, or leads nowhere. */
  const advance = ({ goal, next }: NonNullable<Goals>): boolean => {
    work.spend(1);
    switch (goal.kind) {
      case 'plan':
        return startPlan(goal.plan, next);
      case 'close':
        bounds = bounds?.next;
        goals = next;
        return true;
      case 'after': {
        // STIX 2.1 §9.5.2: what follows may be as late as its end, what it follows as early as its beginning.
        work.spend(bound.length - goal.begin);
        const after = bound
          .slice(goal.begin)
          .reduce((latest, index) => later(latest, observed[index]?.first ?? latest), NEVER_BEFORE);
        bounds = { after, next: bounds };
        goals = next;
        return true;
      }
      case 'repeat': {
        // Observations in the order of the list, and only while enough of them remain.
        work.spend(goal.candidates.length - goal.from);
        let remaining = 0;
        for (let at = goal.from; at < goal.candidates.length; at++) {
          const index = goal.candidates[at] ?? -1;
          if (usable(index) !== undefined) remaining += left[index] ?? 0;
        }
        return choose(goal, next, goal.from, remaining);
      }
      case 'again': {
        // Which of equal groups is the first says nothing: their first observations keep to the order of the list.
        const first = bound[goal.begin] ?? 0;
        if (goal.begin >= 0 && first < goal.least) return false;
        const then = { ...goal, missing: goal.missing - 1, least: first, begin: bound.length };
        goals = goal.missing === 0 ? next : { goal: { kind: 'plan', plan: goal.part }, next: { goal: then, next } };
        return true;
      }
    }
  };

  /** Takes the next option of a choice; false where it cannot be taken. */
  const takeOption = (choice: Choice): boolean => {
    const { goal, rest } = choice;
    const at = choice.at++;
    if (goal.kind === 'any') {
      const part = goal.parts[at];
      if (part !== undefined) goals = { goal: { kind: 'plan', plan: part }, next: rest };
      return part !== undefined;
    }
    const index = goal.candidates[at] ?? -1;
    const one = usable(index);
    if (one === undefined) return false;
    const count = left[index] ?? 0;
    goals = rest;
    if (goal.kind === 'repeat') {
      if (choice.remaining < goal.missing) {
        choice.at = goal.candidates.length;
        return false;
      }
      choice.remaining -= count;
      if (goal.missing > 1) goals = { goal: { ...goal, from: at, missing: goal.missing - 1 }, next: rest };
    }
    left[index] = count - 1;
    bound.push(index);
    bounds = narrow(one, bounds);
    return true;
  };

  /** Goes back to the last choice with an option that can be taken; false where none is left. */
  const goBack = (): boolean => {
    for (let choice = choices.at(-1); choice !== undefined; choice = choices.at(-1)) {
      work.spend(1);
      while (bound.length > choice.begin) {
        const index = bound.pop() ?? 0;
        left[index] = (left[index] ?? 0) + 1;
      }
      ({ bounds } = choice);
      if (choice.at >= ('parts' in choice.goal ? choice.goal.parts : choice.goal.candidates).length) choices.pop();
      else if (takeOption(choice)) return true;
    }
    return false;
  };

  while (goals !== undefined) if (!advance(goals) && !goBack()) return undefined;
  return bound;
}

/** The parts one after another; where they are in order, each not ending before all those before it began. */
function goalsOf({ parts, inOrder }: Extract<Plan, { kind: 'all' }>, begin: number, rest: Goals): Goals {
  return parts.reduceRight<Goals>((next, plan, index) => {
    const isBound = inOrder && index > 0;
    const goals: Goals = { goal: { kind: 'plan', plan }, next: isBound ? { goal: { kind: 'close' }, next } : next };
    return isBound ? { goal: { kind: 'after', begin }, next: goals } : goals;
  }, rest);
}

const NEVER_BEFORE = -(1n << 80n);
const NEVER_AFTER = 1n << 80n;

const later = (a: bigint, b: bigint): bigint => (a > b ? a : b);
const sooner = (a: bigint, b: bigint): bigint => (a < b ? a : b);

/** Whether an observation can be added without breaking a bound. More observations never mend one that is broken. */
function fits({ first, last }: Observed, bounds: Bounds, work: Work): boolean {
  for (let bound = bounds; bound !== undefined; bound = bound.next) {
    work.spend(1);
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
