import { RE2JS } from 're2js';
import type { Comparison, Pattern } from './ast.ts';
import { comparisonsOf } from './inspect.ts';
import { PatternError } from './pattern-error.ts';
import type { Work } from './work.ts';

/** Longest regular expression that is compiled, in UTF-16 code units. */
const MAX_REGEX_LENGTH = 1000;
/** Most instructions that all regular expressions of a pattern compile to: what a hundred plain ones need. */
const MAX_INSTRUCTIONS = 20_000;

/**
 * Whether an engine knows a regular expression. None here is PCRE itself (STIX 2.1 §9.6.1): what neither JavaScript nor RE2 can read,
 * such as possessive quantifiers, is doubtful, not wrong.
 */
export function isKnownRegex(source: string): boolean {
  try {
    // Compiled only, and never run: its matching could take for ever.
    return new RegExp(source, 's').source !== '';
  } catch {
    return compile(source) !== undefined;
  }
}

/** A regular expression that takes time linear in the input, or undefined where RE2 cannot say it: references, look-around. */
function compile(source: string): RE2JS | undefined {
  if (source.length > MAX_REGEX_LENGTH) return undefined;
  try {
    return RE2JS.compile(source, RE2JS.DOTALL);
  } catch {
    return undefined;
  }
}

/** The regular expressions of one pattern, compiled. */
export class Regexes {
  readonly #compiled = new Map<Comparison, { regex: RE2JS; size: number }>();

  /** Throws PatternError `unsupported` for one that cannot be run in linear time, and `limit` for too many or too large ones. */
  constructor({ text, expression }: Pattern) {
    let instructions = 0;
    for (const comparison of comparisonsOf(expression)) {
      const [constant] = comparison.constants;
      if (comparison.operator !== 'MATCHES' || constant?.kind !== 'string') continue;
      const { start } = constant.at;
      const regex = compile(constant.value.normalize('NFC'));
      if (regex === undefined)
        throw new PatternError('unsupported', text, start, 'another one', 'a regular expression that RE2 knows');
      const size = regex.programSize();
      instructions += size;
      if (instructions > MAX_INSTRUCTIONS)
        throw new PatternError('limit', text, start, 'one more regular expression', `${MAX_INSTRUCTIONS} instructions`);
      this.#compiled.set(comparison, { regex, size });
    }
  }

  /** Whether the regular expression of a comparison is found anywhere in a text. */
  search(comparison: Comparison, text: string, work: Work): boolean {
    const found = this.#compiled.get(comparison);
    if (found === undefined) return false;
    work.spend((text.length * found.size) >> 2);
    return found.regex.test(text);
  }
}
