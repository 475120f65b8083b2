import { CLOSE_BRACE, CLOSE_BRACKET, COMMA, OPEN_BRACE, OPEN_BRACKET, QUOTE, skipSpace, SPACE } from './bytes.ts';
import { decodeString, stringEnd } from './strings.ts';

/** Index behind the value at `start`, in a text known to be well formed. */
function valueEnd(bytes: Uint8Array, start: number): number {
  const end = bytes.length;
  const notes = { escaped: false, loneSurrogate: -1 };
  const first = bytes[start];
  if (first === QUOTE) return stringEnd(bytes, start, end, notes);
  let pos = start;
  if (first !== OPEN_BRACE && first !== OPEN_BRACKET) {
    while (pos < end && !endsScalar(bytes[pos] as number)) pos++;
    return pos;
  }
  let depth = 0;
  do {
    const byte = bytes[pos];
    if (byte === QUOTE) pos = stringEnd(bytes, pos, end, notes);
    else {
      if (byte === OPEN_BRACE || byte === OPEN_BRACKET) depth++;
      else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) depth--;
      pos++;
    }
  } while (depth > 0 && pos < end);
  return pos;
}

/** Whether a number or word is over at this byte. */
function endsScalar(byte: number): boolean {
  return byte === COMMA || byte === CLOSE_BRACE || byte === CLOSE_BRACKET || SPACE[byte] === 1;
}

/**
 * Where the value that a JSON pointer (RFC 6901) names stands in a text, as the byte range [start, end), so that its source can be
 * taken over unchanged. Undefined when there is none.
 *
 * The text must have passed `scanJson` before: nothing is checked here.
 */
export function memberRange(bytes: Uint8Array, pointer: string): { start: number; end: number } | undefined {
  let start = skipSpace(bytes, 0, bytes.length);
  if (pointer === '') return { start, end: valueEnd(bytes, start) };
  for (const step of pointer.slice(1).split('/')) {
    const name = step.replaceAll('~1', '/').replaceAll('~0', '~');
    const found = bytes[start] === OPEN_BRACE ? memberAt(bytes, start, name) : elementAt(bytes, start, name);
    if (found === undefined) return undefined;
    start = found;
  }
  return { start, end: valueEnd(bytes, start) };
}

function memberAt(bytes: Uint8Array, start: number, name: string): number | undefined {
  const end = bytes.length;
  let pos = skipSpace(bytes, start + 1, end);
  while (bytes[pos] === QUOTE) {
    const nameEnd = valueEnd(bytes, pos);
    const value = skipSpace(bytes, skipSpace(bytes, nameEnd, end) + 1, end);
    if (decodeString(bytes, pos, nameEnd) === name) return value;
    pos = skipSpace(bytes, valueEnd(bytes, value), end);
    if (bytes[pos] === COMMA) pos = skipSpace(bytes, pos + 1, end);
  }
  return undefined;
}

function elementAt(bytes: Uint8Array, start: number, index: string): number | undefined {
  if (bytes[start] !== OPEN_BRACKET || !/^(?:0|[1-9]\d*)$/.test(index)) return undefined;
  const end = bytes.length;
  let pos = skipSpace(bytes, start + 1, end);
  for (let left = Number(index); bytes[pos] !== CLOSE_BRACKET; left--) {
    if (left === 0) return pos;
    pos = skipSpace(bytes, valueEnd(bytes, pos), end);
    if (bytes[pos] === COMMA) pos = skipSpace(bytes, pos + 1, end);
  }
  return undefined;
}
