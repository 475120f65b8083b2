import {
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
  sequenceLength,
  skipSpace,
} from './bytes.ts';
import { JsonError, type JsonErrorCode } from './json-error.ts';
import type { JsonLimits } from './limits.ts';
import { MemberNames } from './members.ts';
import { isSafeNumber, numberEnd } from './numbers.ts';
import { decodeString, stringEnd, type StringNotes } from './strings.ts';

const ARRAY = 0;
const OBJECT = 1;
const NONE = -1;
/** Levels to begin with: a typed array of more bytes is slow to make, and most texts are small and shallow. */
const SHALLOW = 64;
const TRUE = [0x74, 0x72, 0x75, 0x65];
const FALSE = [0x66, 0x61, 0x6c, 0x73, 0x65];
const NULL = [0x6e, 0x75, 0x6c, 0x6c];

/** Told of every value that begins and ends with fewer than `below` containers open around it. */
export interface ValueWatcher {
  readonly below: number;
  begin(depth: number, offset: number): void;
  end(depth: number, offset: number): void;
}

/**
 * One pass over the bytes of a JSON text: UTF-8, grammar, limits and the rules of RFC 7493 §2.
 *
 * Grammar and UTF-8 always stop the pass. A broken *rule* (depth, member names, surrogates, numbers) stops it too, unless
 * `contained` is set: then the first one is kept in `fault` and reading goes on, so that one element cannot hide the others.
 */
export class Scanner {
  readonly bytes: Uint8Array;
  readonly #maxDepth: number;
  readonly #maxValues: number;
  readonly #safeNumbers: boolean;
  readonly #names: MemberNames;
  readonly #notes: StringNotes = { escaped: false, loneSurrogate: NONE };
  /** Kind of each open container, index = depth. May grow past maxDepth while contained. */
  #kinds = new Uint8Array(SHALLOW);
  /** Per level: the last member name's offset in an object, the element's index in an array; for error paths only. */
  readonly #places: number[] = [NONE];
  #pos = NONE;
  #values = 0;
  depth = 0;
  contained = false;
  fault: JsonError | undefined;

  constructor(bytes: Uint8Array, limits: JsonLimits) {
    if (bytes.length > limits.maxBytes) throw new JsonError('too-large', limits.maxBytes);
    // A Buffer is looked at as the plain array that it is, so that the hot loops see one type only.
    this.bytes = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#maxDepth = limits.maxDepth;
    this.#maxValues = limits.maxValues;
    this.#safeNumbers = limits.numbers === 'safe';
    this.#names = new MemberNames(this.bytes);
  }

  /** Reads the whole text. Throws JsonError. */
  run(watcher?: ValueWatcher): void {
    this.runTo(Infinity, watcher);
  }

  /** Reads on to the first value that begins at `until` or after it. False: there is more. Throws JsonError. */
  runTo(until: number, watcher?: ValueWatcher): boolean {
    try {
      return this.#run(watcher, until);
    } catch (cause) {
      if (cause instanceof JsonError && cause.path === '') throw new JsonError(cause.code, cause.offset, this.path());
      throw cause;
    }
  }

  #run(watcher: ValueWatcher | undefined, until: number): boolean {
    const { bytes } = this;
    const end = bytes.length;
    const below = watcher === undefined ? 0 : watcher.below;
    if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) throw new JsonError('bad-utf8', 0);
    let values = this.#values;
    let pos = this.#pos === NONE ? skipSpace(bytes, 0, end) : this.#pos;

    for (;;) {
      // A value is due at pos.
      if (pos >= until) {
        this.#pos = pos;
        this.#values = values;
        return false;
      }
      if (++values > this.#maxValues) throw new JsonError('too-many', pos);
      if (this.depth < below) watcher?.begin(this.depth, pos);
      const byte = pos < end ? (bytes[pos] as number) : NONE;
      if (byte === QUOTE) {
        pos = this.#string(pos);
      } else if (byte === OPEN_BRACE) {
        this.#open(OBJECT, pos);
        pos = skipSpace(bytes, pos + 1, end);
        if (bytes[pos] !== CLOSE_BRACE) {
          pos = this.#member(pos);
          continue;
        }
        this.#close();
        pos++;
      } else if (byte === OPEN_BRACKET) {
        this.#open(ARRAY, pos);
        pos = skipSpace(bytes, pos + 1, end);
        if (bytes[pos] !== CLOSE_BRACKET) continue;
        this.#close();
        pos++;
      } else if ((byte >= 0x30 && byte <= 0x39) || byte === 0x2d) {
        pos = this.#number(pos);
      } else if (byte === 0x74) pos = this.#word(pos, TRUE);
      else if (byte === 0x66) pos = this.#word(pos, FALSE);
      else if (byte === 0x6e) pos = this.#word(pos, NULL);
      else throw this.#unexpected(pos);

      // A value ended at pos: close what it completes until another one is due.
      for (;;) {
        if (this.depth < below) watcher?.end(this.depth, pos);
        pos = skipSpace(bytes, pos, end);
        if (this.depth === 0) {
          if (pos < end) throw this.#unexpected(pos);
          return true;
        }
        const next = pos < end ? (bytes[pos] as number) : NONE;
        const kind = this.#kinds[this.depth];
        if (next === COMMA) {
          pos = skipSpace(bytes, pos + 1, end);
          if (kind === OBJECT) pos = this.#member(pos);
          else if (this.depth <= this.#maxDepth) this.#places[this.depth] = (this.#places[this.depth] as number) + 1;
          break;
        }
        if (next !== (kind === OBJECT ? CLOSE_BRACE : CLOSE_BRACKET)) throw this.#unexpected(pos);
        this.#close();
        pos++;
      }
    }
  }

  #open(kind: number, pos: number): void {
    const depth = ++this.depth;
    if (depth === this.#kinds.length) {
      const kinds = new Uint8Array(depth * 2);
      kinds.set(this.#kinds);
      this.#kinds = kinds;
    }
    if (depth > this.#maxDepth) {
      if (depth === this.#maxDepth + 1) {
        this.depth--;
        this.#violate('too-deep', pos);
        this.depth++;
      }
    } else {
      this.#places[depth] = kind === ARRAY ? 0 : NONE;
      if (kind === OBJECT) this.#names.open(depth);
    }
    this.#kinds[depth] = kind;
  }

  #close(): void {
    const depth = this.depth--;
    if (depth <= this.#maxDepth && this.#kinds[depth] === OBJECT) this.#names.close(depth);
  }

  /** Reads a member's name and colon; returns where its value is due. */
  #member(start: number): number {
    const { bytes } = this;
    const end = bytes.length;
    if (bytes[start] !== QUOTE) throw this.#unexpected(start);
    const depth = this.depth;
    this.#notes.escaped = false;
    let pos = this.#string(start);
    if (depth <= this.#maxDepth) {
      this.#places[depth] = start;
      if (this.fault === undefined) {
        const wrong = this.#names.add(depth, start, pos, this.#notes.escaped);
        if (wrong !== undefined) this.#violate(wrong, start);
      }
    }
    pos = skipSpace(bytes, pos, end);
    if (bytes[pos] !== COLON) throw this.#unexpected(pos);
    return skipSpace(bytes, pos + 1, end);
  }

  #string(start: number): number {
    const pos = stringEnd(this.bytes, start, this.bytes.length, this.#notes);
    if (this.#notes.loneSurrogate !== NONE) {
      const offset = this.#notes.loneSurrogate;
      this.#notes.loneSurrogate = NONE;
      this.#violate('lone-surrogate', offset);
    }
    return pos;
  }

  #number(start: number): number {
    const pos = numberEnd(this.bytes, start, this.bytes.length);
    if (this.#safeNumbers && !isSafeNumber(this.bytes, start, pos)) this.#violate('unsafe-number', start);
    return pos;
  }

  #word(start: number, word: readonly number[]): number {
    for (let i = 1; i < word.length; i++) if (this.bytes[start + i] !== word[i]) throw this.#unexpected(start + i);
    return start + word.length;
  }

  #violate(code: JsonErrorCode, offset: number): void {
    if (this.fault !== undefined) return;
    const error = new JsonError(code, offset, this.path());
    if (!this.contained) throw error;
    this.fault = error;
  }

  #unexpected(pos: number): JsonError {
    const end = this.bytes.length;
    const offset = Math.min(pos, end);
    const foreign = offset < end && (this.bytes[offset] as number) >= 0x80;
    return new JsonError(foreign && sequenceLength(this.bytes, offset, end) === 0 ? 'bad-utf8' : 'syntax', offset);
  }

  /** JSON pointer of the member or element that is being read. */
  path(): string {
    let path = '';
    for (let level = 1; level <= Math.min(this.depth, this.#maxDepth); level++) {
      const place = this.#places[level] as number;
      if (place === NONE) break;
      path += `/${this.#kinds[level] === ARRAY ? place : this.#nameAt(place).replaceAll('~', '~0').replaceAll('/', '~1')}`;
    }
    return path;
  }

  /** Name of the member being read in the innermost open container, which must be an object. */
  lastName(): string {
    return this.#nameAt(this.#places[this.depth] as number);
  }

  #nameAt(start: number): string {
    const notes = { escaped: false, loneSurrogate: NONE };
    return decodeString(this.bytes, start, stringEnd(this.bytes, start, this.bytes.length, notes));
  }
}
