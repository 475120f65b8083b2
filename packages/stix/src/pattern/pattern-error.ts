/**
 * `syntax`: the text is no pattern. `rule`: it is one, but says what the specification or the reference forbids. `limit`: too long, too
 * deep, too many parts, or too much work. `unsupported`: a regular expression that no engine of linear time can run.
 */
export type PatternErrorCode = 'syntax' | 'rule' | 'limit' | 'unsupported';

/** What is wrong with a pattern, and where: the only thing that the functions for patterns throw. */
export class PatternError extends Error {
  readonly code: PatternErrorCode;
  /** UTF-16 code units from the beginning of the text. */
  readonly offset: number;
  /** Both from 1; the column counts UTF-16 code units. */
  readonly line: number;
  readonly column: number;
  readonly found: string;
  readonly expected: string;

  constructor(code: PatternErrorCode, text: string, offset: number, found: string, expected: string) {
    const before = text.slice(0, offset);
    const line = before.split('\n').length;
    const column = offset - before.lastIndexOf('\n');
    super(`line ${line}, column ${column}: found ${found}, expected ${expected}`);
    this.name = 'PatternError';
    this.code = code;
    this.offset = offset;
    this.line = line;
    this.column = column;
    this.found = found;
    this.expected = expected;
  }
}
