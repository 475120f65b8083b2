import { comparisonsOf } from './pattern/inspect.ts';
import { parsePattern } from './pattern/parse-pattern.ts';
import { PatternError } from './pattern/pattern-error.ts';
import { isPersonComparison, isPersonPattern } from './persons.ts';
import type { StixValue } from './types.ts';

/** Shorter texts are in every name. */
const MIN_LENGTH = 3;
/** More are not compared with: then every text may be one of them. */
const MAX_TEXTS = 100;
const MAX_LENGTH = 500;

const fold = (text: string): string => text.normalize('NFKC').toLowerCase();
const SEPARATORS = /[^\p{L}\p{M}\p{N}._+-]+/u;

/**
 * Tells of a text of this object whether it repeats what its pattern looks for persons by, or what stands before the `@` of it: indicators
 * are named after the address that they are about. Undefined where the pattern is not about persons: then no text does.
 */
export function personTexts({ pattern }: StixValue): ((text: string) => boolean) | undefined {
  if (typeof pattern !== 'string' || !isPersonPattern(pattern)) return undefined;
  const sought = new Set<string>();
  const words = new Set<string>();
  for (const constant of constantsOf(pattern)) {
    const text = fold(constant.slice(0, MAX_LENGTH)).replace(/^[%\s]+|[%\s]+$/g, '');
    if (text.length < MIN_LENGTH) continue;
    sought.add(text);
    words.add(text.split('@', 1)[0] ?? '');
    if (sought.size > MAX_TEXTS) return () => true;
  }
  return (text) => {
    const folded = fold(text);
    return [...sought].some((one) => folded.includes(one)) || folded.split(SEPARATORS).some((word) => words.has(word));
  };
}

/** What a pattern compares with, of persons where it says of whom; of one that nobody can read all that stands between spaces and signs. */
function constantsOf(pattern: string): string[] {
  try {
    const all = [...comparisonsOf(parsePattern(pattern).expression)];
    const some = all.filter(isPersonComparison);
    return (some.length > 0 ? some : all).flatMap(({ constants }) =>
      constants.flatMap(({ kind, value }) => (kind === 'string' ? [value] : [])),
    );
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    return pattern.split(/[\s'"[\]()=<>,]+/);
  }
}
