import { PatternError } from './pattern-error.ts';

/** How much a match may cost. */
export interface MatchLimits {
  /** Values looked at, characters compared, observations tried: a few million take a second. */
  readonly maxSteps?: number;
}

export const MATCH_LIMITS: Required<MatchLimits> = { maxSteps: 10_000_000 };

/** Counts the work of one match, so that no pattern and no data can take for ever. */
export class Work {
  readonly #most: number;
  #left: number;

  constructor({ maxSteps = MATCH_LIMITS.maxSteps }: MatchLimits) {
    this.#most = maxSteps;
    this.#left = maxSteps;
  }

  spend(steps: number): void {
    this.#left -= steps;
    if (this.#left < 0) throw new PatternError('limit', '', 0, 'more work', `at most ${this.#most} steps`);
  }
}
