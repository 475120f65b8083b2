import { BACKSLASH, PLAIN, QUOTE, sequenceLength } from './bytes.ts';
import { JsonError } from './json-error.ts';

/** What a string held besides plain text. The scanner owns one and hands it in, so that no object is made per string. */
export interface StringNotes {
  escaped: boolean;
  /** Offset of the first escape that is half of a surrogate pair, or -1. */
  loneSurrogate: number;
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Value of the four hexadecimal digits at `pos`, or -1. */
function hex4(bytes: Uint8Array, pos: number, end: number): number {
  if (pos + 4 > end) return -1;
  let value = 0;
  for (let i = pos; i < pos + 4; i++) {
    const byte = bytes[i] as number;
    const lower = byte | 0x20;
    if (byte >= 0x30 && byte <= 0x39) value = value * 16 + byte - 0x30;
    else if (lower >= 0x61 && lower <= 0x66) value = value * 16 + lower - 0x57;
    else return -1;
  }
  return value;
}

/** Reads the escape at `pos` (its backslash) and returns the index behind it. */
function escapeEnd(bytes: Uint8Array, pos: number, end: number, notes: StringNotes): number {
  notes.escaped = true;
  switch (bytes[pos + 1] ?? 0) {
    case 0x22: // "
    case 0x5c: // \
    case 0x2f: // /
    case 0x62: // b
    case 0x66: // f
    case 0x6e: // n
    case 0x72: // r
    case 0x74: // t
      return pos + 2;
    case 0x75: {
      const unit = hex4(bytes, pos + 2, end);
      if (unit < 0) throw new JsonError('syntax', pos);
      if ((unit & 0xf800) !== 0xd800) return pos + 6;
      if (unit < 0xdc00 && bytes[pos + 6] === BACKSLASH && bytes[pos + 7] === 0x75) {
        if ((hex4(bytes, pos + 8, end) & 0xfc00) === 0xdc00) return pos + 12;
      }
      if (notes.loneSurrogate < 0) notes.loneSurrogate = pos;
      return pos + 6;
    }
    default:
      throw new JsonError('syntax', pos);
  }
}

/** Reads the string whose opening quote is at `start` and returns the index behind its closing quote. */
export function stringEnd(bytes: Uint8Array, start: number, end: number, notes: StringNotes): number {
  let pos = start + 1;
  for (;;) {
    while (pos < end && PLAIN[bytes[pos] as number] === 1) pos++;
    if (pos >= end) throw new JsonError('syntax', end);
    const byte = bytes[pos] as number;
    if (byte === QUOTE) return pos + 1;
    if (byte >= 0xc2 && byte < 0xe0 && pos + 1 < end && ((bytes[pos + 1] as number) & 0xc0) === 0x80) {
      // Cyrillic, Arabic and the like are nothing but these: worth a way of their own.
      pos += 2;
    } else if (byte >= 0x80) {
      const size = sequenceLength(bytes, pos, end);
      if (size === 0) throw new JsonError('bad-utf8', pos);
      pos += size;
    } else if (byte === BACKSLASH) pos = escapeEnd(bytes, pos, end, notes);
    else throw new JsonError('syntax', pos);
  }
}

/** The text of a string that was scanned before, given the range of its bytes with both quotes. */
export function decodeString(bytes: Uint8Array, start: number, end: number): string {
  const text = decoder.decode(bytes.subarray(start, end));
  return text.includes('\\') ? (JSON.parse(text) as string) : text.slice(1, -1);
}

/** UTF-8 bytes as text; throws TypeError when they are ill-formed, and keeps a byte order mark as a character. */
export function decodeUtf8(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}
