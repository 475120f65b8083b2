import type { Span } from './ast.ts';
import { Lexer } from './lexer.ts';
import { PATTERN_LIMITS, type PatternLimits } from './limits.ts';
import { PatternError } from './pattern-error.ts';
import { KEYWORDS } from './keywords.ts';

/** What the parsing functions share: the token at hand, and how much was read. */
export class ParseState {
  readonly lexer: Lexer;
  readonly #limits: Required<PatternLimits>;
  #depth = 0;
  #parts = 0;

  constructor(text: string, limits: PatternLimits) {
    this.#limits = { ...PATTERN_LIMITS, ...limits };
    const { maxLength } = this.#limits;
    if (text.length > maxLength)
      throw new PatternError('limit', '', 0, `${text.length} characters`, `at most ${maxLength}`);
    // STIX 2.1 §9.4: patterns are Unicode strings. Half a surrogate pair is none.
    if (!text.isWellFormed())
      throw new PatternError('syntax', text, 0, 'half of a surrogate pair', 'a text of Unicode characters');
    this.lexer = new Lexer(text);
  }

  /** Counts one part of the pattern. */
  count(): void {
    const { maxParts } = this.#limits;
    if (++this.#parts > maxParts)
      throw new PatternError('limit', this.lexer.text, this.lexer.start, 'one more part', `at most ${maxParts}`);
  }

  /** Reads what stands between parentheses, one level deeper. The opening one is the token at hand. */
  within<T>(read: () => T): T {
    const { maxDepth } = this.#limits;
    if (++this.#depth > maxDepth)
      throw new PatternError('limit', this.lexer.text, this.lexer.start, "'('", `at most ${maxDepth} open parentheses`);
    this.lexer.next();
    const found = read();
    this.expectSymbol(')');
    this.#depth--;
    return found;
  }

  isSymbol(symbol: string): boolean {
    return this.lexer.kind === 'symbol' && this.lexer.value === symbol;
  }

  isWord(word: string): boolean {
    return this.lexer.kind === 'word' && this.lexer.value === word;
  }

  /** Steps over a word if it is at hand. */
  takeWord(word: string): boolean {
    const found = this.isWord(word);
    if (found) this.lexer.next();
    return found;
  }

  expectWord(word: string): void {
    if (!this.takeWord(word)) throw this.lexer.refuse(word);
  }

  expectSymbol(symbol: string): void {
    if (!this.isSymbol(symbol)) throw this.lexer.refuse(`'${symbol}'`);
    this.lexer.next();
  }

  /** Takes the value of the token at hand, which is of one of these kinds and, if a word, none of the language's own. */
  take(kinds: readonly Lexer['kind'][], expected: string): string {
    const { kind, value } = this.lexer;
    if (!kinds.includes(kind) || (kind === 'word' && KEYWORDS.has(value))) throw this.lexer.refuse(expected);
    this.lexer.next();
    return value;
  }

  /** From a beginning to the end of the last token taken. */
  span(start: number): Span {
    return { start, end: this.lexer.lastEnd };
  }
}
