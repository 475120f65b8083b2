/** Bytes that the JSON grammar names (RFC 8259 §2). */
export const QUOTE = 0x22;
export const BACKSLASH = 0x5c;
export const COMMA = 0x2c;
export const COLON = 0x3a;
export const OPEN_BRACE = 0x7b;
export const CLOSE_BRACE = 0x7d;
export const OPEN_BRACKET = 0x5b;
export const CLOSE_BRACKET = 0x5d;

/** 1 for bytes that stand for themselves inside a string and are ASCII: no quote, no backslash, no control character. */
export const PLAIN = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte >= 0x20 && byte < 0x80 && byte !== QUOTE && byte !== BACKSLASH ? 1 : 0,
);

/** 1 for the four bytes of insignificant white space (RFC 8259 §2). */
export const SPACE = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09 ? 1 : 0,
);

/** Index of the first byte at or after `pos` that is not white space; `end` when there is none. */
export function skipSpace(bytes: Uint8Array, pos: number, end: number): number {
  while (pos < end && SPACE[bytes[pos] as number] === 1) pos++;
  return pos;
}

/**
 * Length of the well-formed UTF-8 sequence of two to four bytes at `pos` (Unicode table 3-7: no overlong form, no surrogate,
 * nothing above U+10FFFF), or 0 when it is ill-formed or cut off.
 */
export function sequenceLength(bytes: Uint8Array, pos: number, end: number): number {
  const lead = bytes[pos] as number;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  const size = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  if (pos + size > end) return 0;
  const second = bytes[pos + 1] as number;
  const lowest = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const highest = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  if (second < lowest || second > highest) return 0;
  if (size > 2 && ((bytes[pos + 2] as number) & 0xc0) !== 0x80) return 0;
  if (size > 3 && ((bytes[pos + 3] as number) & 0xc0) !== 0x80) return 0;
  return size;
}
