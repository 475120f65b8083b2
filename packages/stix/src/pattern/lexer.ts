import { PatternError } from './pattern-error.ts';

export type TokenKind =
  | 'word'
  | 'hyphened'
  | 'string'
  | 'integer'
  | 'float'
  | 'timestamp'
  | 'hex'
  | 'binary'
  | 'symbol'
  | 'end';

/** White space of Unicode (STIX 2.1 §9.1). */
const SPACE = /[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;
const WORD = /[A-Za-z_][\w-]*/y;
const NUMBER = /[+-]?(?:\d*\.\d+|0|[1-9]\d*)/y;
/** Symbols of two characters; every other character is one of its own. */
const SYMBOLS = new Set(['==', '!=', '<>', '<=', '>=']);
/** Line feeds within base64 are to be ignored (STIX 2.1 §9.2). */
const LINE_FEEDS = /[\r\n]/g;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;
const HEX = /^[0-9A-Fa-f]*$/;
const TIMESTAMP =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?Z$/;

/** A letter before an apostrophe makes these constants. */
const PREFIXED = {
  t: { kind: 'timestamp', shape: TIMESTAMP, multiple: 1, expected: 'a timestamp such as 2026-01-31T23:59:59.123Z' },
  h: { kind: 'hex', shape: HEX, multiple: 2, expected: 'an even number of hexadecimal digits' },
  b: { kind: 'binary', shape: BASE64, multiple: 4, expected: 'base64 with its padding' },
} as const;

function isSpace(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d) || (code >= 0x85 && SPACE.test(String.fromCharCode(code)));
}

/** Reads a pattern token by token; each character is looked at a bounded number of times. */
export class Lexer {
  readonly text: string;
  kind: TokenKind = 'end';
  /** What the token says: of a string its content, of other constants the text without letter and apostrophes. */
  value = '';
  start = 0;
  end = 0;
  /** Where the token before this one ended. */
  lastEnd = 0;

  constructor(text: string) {
    this.text = text;
    this.next();
  }

  /** Moves to the next token. */
  next(): void {
    this.lastEnd = this.end;
    this.start = this.#skip(this.end);
    const first = this.text.charCodeAt(this.start);
    if (this.start >= this.text.length) this.#set('end', '', this.start);
    else if (first === 0x27) this.#set('string', ...this.#quoted(this.start));
    else if ((first >= 0x30 && first <= 0x39) || first === 0x2b || first === 0x2d || first === 0x2e) this.#number();
    else if ((first >= 0x41 && first <= 0x5a) || (first >= 0x61 && first <= 0x7a) || first === 0x5f) this.#word();
    else this.#symbol();
  }

  /** The error for a token that does not fit. A constant is named by its kind: it may be what nobody should read in a log. */
  refuse(expected: string): PatternError {
    const quoted = `'${this.value.slice(0, 20)}'`;
    const named = { string: 'a string', timestamp: 'a timestamp', hex: 'a hex constant', binary: 'a binary constant' };
    const found =
      this.kind === 'end' ? 'the end' : this.kind in named ? named[this.kind as keyof typeof named] : quoted;
    return new PatternError('syntax', this.text, this.start, found, expected);
  }

  #set(kind: TokenKind, value: string, end: number): void {
    this.kind = kind;
    this.value = value;
    this.end = end;
  }

  /** The first place from `at` on that is neither white space nor comment. */
  #skip(at: number): number {
    const { text } = this;
    for (;;) {
      while (at < text.length && isSpace(text.charCodeAt(at))) at++;
      if (text.charCodeAt(at) !== 0x2f) return at;
      if (text.charCodeAt(at + 1) === 0x2f) {
        while (at < text.length && text[at] !== '\n' && text[at] !== '\r') at++;
      } else if (text.charCodeAt(at + 1) === 0x2a) {
        const end = text.indexOf('*/', at + 2);
        if (end === -1) throw new PatternError('syntax', text, at, "'/*'", 'a comment that ends');
        at = end + 2;
      } else return at;
    }
  }

  /** The content of the string that begins at an apostrophe, and where it ends. */
  #quoted(start: number): [string, number] {
    const { text } = this;
    let content = '';
    let from = start + 1;
    for (let at = from; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === 0x27) return [content + text.slice(from, at), at + 1];
      if (code !== 0x5c) continue;
      const escaped = text.charCodeAt(at + 1);
      if (escaped !== 0x27 && escaped !== 0x5c)
        throw new PatternError('syntax', text, at, 'a lone backslash', "\\' or \\\\");
      content += text.slice(from, at);
      from = ++at;
    }
    throw new PatternError('syntax', text, start, "'", 'a string that ends');
  }

  #number(): void {
    NUMBER.lastIndex = this.start;
    const digits = NUMBER.exec(this.text)?.[0];
    if (digits === undefined) this.#symbol();
    else this.#set(digits.includes('.') ? 'float' : 'integer', digits, this.start + digits.length);
  }

  #word(): void {
    WORD.lastIndex = this.start;
    const word = WORD.exec(this.text)?.[0] ?? '';
    const end = this.start + word.length;
    if ((word === 't' || word === 'h' || word === 'b') && this.text.charCodeAt(end) === 0x27) this.#prefixed(word, end);
    else this.#set(word.includes('-') ? 'hyphened' : 'word', word, end);
  }

  #prefixed(letter: keyof typeof PREFIXED, quote: number): void {
    const { kind, shape, multiple, expected } = PREFIXED[letter];
    const close = this.text.indexOf("'", quote + 1);
    const inside = this.text.slice(quote + 1, close === -1 ? this.text.length : close);
    const value = kind === 'binary' ? inside.replace(LINE_FEEDS, '') : inside;
    if (close === -1 || value.length % multiple !== 0 || !shape.test(value))
      throw new PatternError('syntax', this.text, this.start, 'something else', expected);
    this.#set(kind, value, close + 1);
  }

  #symbol(): void {
    const two = this.text.slice(this.start, this.start + 2);
    const symbol = SYMBOLS.has(two) ? two : String.fromCodePoint(this.text.codePointAt(this.start) ?? 0);
    this.#set('symbol', symbol, this.start + symbol.length);
  }
}
