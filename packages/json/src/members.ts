import { BACKSLASH } from './bytes.ts';
import { decodeString } from './strings.ts';

/** Objects up to this many members are compared name by name; beyond it a Set is cheaper, and safe against chosen names. */
const LINEAR_LIMIT = 32;

const FORBIDDEN = '__proto__';

/**
 * The member names of all objects that are open at one moment, to find a name that comes twice.
 *
 * Names are kept as byte ranges with a cheap signature. Two things move an object to a Set of decoded names: an escape in a
 * name ("\u0061" is "a"), and size. The engine salts its string hashes, so no sender can choose names that collide.
 */
export class MemberNames {
  readonly #bytes: Uint8Array;
  // Plain arrays: typed ones are slow to make, and most texts are small.
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  readonly #signatures: number[] = [];
  #used = 0;
  readonly #first: number[] = [0];
  readonly #sets: (Set<string> | undefined)[] = [undefined];

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  open(level: number): void {
    this.#first[level] = this.#used;
    this.#sets[level] = undefined;
  }

  close(level: number): void {
    this.#used = this.#first[level] as number;
    this.#sets[level] = undefined;
  }

  /** Notes the name at [start, end), quotes included, in the object at `level`, and says what is wrong with it. */
  add(
    level: number,
    start: number,
    end: number,
    escaped: boolean,
  ): 'duplicate-member' | 'forbidden-member' | undefined {
    const first = this.#first[level] as number;
    if (escaped || this.#sets[level] !== undefined || this.#used - first >= LINEAR_LIMIT) {
      return this.#addToSet(level, start, end);
    }
    const bytes = this.#bytes;
    const size = end - start;
    // Of the empty name "" these are its quotes, which does no harm.
    const signature =
      size ^
      ((bytes[start + 1] as number) << 24) ^
      ((bytes[end - 2] as number) << 16) ^
      ((bytes[start + (size >> 1)] as number) << 8);
    if (size === FORBIDDEN.length + 2 && this.#isForbidden(start)) return 'forbidden-member';
    for (let i = first; i < this.#used; i++) {
      if (this.#signatures[i] === signature && this.#equals(i, start, end)) return 'duplicate-member';
    }
    this.#starts[this.#used] = start;
    this.#ends[this.#used] = end;
    this.#signatures[this.#used++] = signature;
    return undefined;
  }

  #isForbidden(start: number): boolean {
    for (let i = 0; i < FORBIDDEN.length; i++) {
      if (this.#bytes[start + 1 + i] !== FORBIDDEN.charCodeAt(i)) return false;
    }
    return true;
  }

  #equals(index: number, start: number, end: number): boolean {
    const other = this.#starts[index] as number;
    if ((this.#ends[index] as number) - other !== end - start) return false;
    for (let i = 1; i < end - start; i++) if (this.#bytes[other + i] !== this.#bytes[start + i]) return false;
    return true;
  }

  #addToSet(level: number, start: number, end: number): 'duplicate-member' | 'forbidden-member' | undefined {
    let set = this.#sets[level];
    if (set === undefined) {
      set = new Set();
      this.#sets[level] = set;
      for (let i = this.#first[level] as number; i < this.#used; i++) {
        set.add(this.#decode(this.#starts[i] as number, this.#ends[i] as number));
      }
    }
    const name = this.#decode(start, end);
    if (name === FORBIDDEN) return 'forbidden-member';
    if (set.has(name)) return 'duplicate-member';
    set.add(name);
    return undefined;
  }

  #decode(start: number, end: number): string {
    let text = '';
    for (let i = start + 1; i < end - 1; i++) {
      const byte = this.#bytes[i] as number;
      // Short ASCII names are most of them, and a decoder call costs more than this loop.
      if (byte >= 0x80 || byte === BACKSLASH || i - start > 40) return decodeString(this.#bytes, start, end);
      text += String.fromCharCode(byte);
    }
    return text;
  }
}
