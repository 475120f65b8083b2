import { PatternError } from './pattern-error.ts';

/** How much a match may cost. */
export interface MatchLimits {
  /** Values looked at, characters compared, observations tried. About 10 million a second. */
  readonly maxSteps?: number;
  /** Observations that one pattern needs at once, as REPEATS 500 TIMES does. */
  readonly maxBound?: number;
}

export const MATCH_LIMITS: Required<MatchLimits> = { maxSteps: 10_000_000, maxBound: 500 };

/** Counts the work of one match, so that no pattern and no data can take for ever. */
export class Work {
  readonly limits: Required<MatchLimits>;
  #left: number;

  constructor(limits: MatchLimits) {
    this.limits = { ...MATCH_LIMITS, ...limits };
    this.#left = this.limits.maxSteps;
  }

  spend(steps: number): void {
    this.#left -= steps;
    if (this.#left < 0)
      throw new PatternError('limit', '', 0, 'more work than that', `at most ${this.limits.maxSteps} steps`);
  }
}
