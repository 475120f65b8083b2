/** How much of a pattern is read before it is refused. */
export interface PatternLimits {
  /** UTF-16 code units. */
  readonly maxLength?: number;
  /** Parentheses within parentheses, of both kinds of expression together. */
  readonly maxDepth?: number;
  /** Comparisons, constants, steps of paths and qualifiers together. */
  readonly maxParts?: number;
}

export const PATTERN_LIMITS: Required<PatternLimits> = { maxLength: 1 << 20, maxDepth: 100, maxParts: 100_000 };
