import { RE2JS } from 're2js';

/** Longest regular expression that is compiled, in UTF-16 code units. */
export const MAX_REGEX_LENGTH = 4096;

/**
 * Whether an engine knows a regular expression. None here is PCRE itself (STIX 2.1 §9.6.1): what neither JavaScript nor RE2 can read,
 * such as possessive quantifiers, is doubtful, not wrong.
 */
export function isKnownRegex(source: string): boolean {
  try {
    // Compiled only, and never run: its matching could take for ever.
    return new RegExp(source, 's').source !== '';
  } catch {
    return source.length <= MAX_REGEX_LENGTH && compileRegex(source) !== undefined;
  }
}

/** A regular expression that takes time linear in the input, or undefined where RE2 cannot say it: references, look-around. */
export function compileRegex(source: string): RE2JS | undefined {
  try {
    return RE2JS.compile(source, RE2JS.DOTALL);
  } catch {
    return undefined;
  }
}
