import { JsonError } from './json-error.ts';

function digitsEnd(bytes: Uint8Array, start: number, end: number): number {
  let pos = start;
  while (pos < end && (bytes[pos] as number) >= 0x30 && (bytes[pos] as number) <= 0x39) pos++;
  if (pos === start) throw new JsonError('syntax', start);
  return pos;
}

/** Reads the number at `start` after the grammar of RFC 8259 §6 and returns the index behind it. */
export function numberEnd(bytes: Uint8Array, start: number, end: number): number {
  let pos = bytes[start] === 0x2d ? start + 1 : start;
  const whole = pos;
  pos = digitsEnd(bytes, pos, end);
  if (bytes[whole] === 0x30 && pos > whole + 1) throw new JsonError('syntax', whole + 1);
  if (pos < end && bytes[pos] === 0x2e) pos = digitsEnd(bytes, pos + 1, end);
  if (pos < end && ((bytes[pos] as number) | 0x20) === 0x65) {
    pos++;
    if (pos < end && (bytes[pos] === 0x2b || bytes[pos] === 0x2d)) pos++;
    pos = digitsEnd(bytes, pos, end);
  }
  return pos;
}

/**
 * Whether every reader that works with binary64 understands the number at [start, end) alike (RFC 7493 §2.2): an integer
 * within ±(2^53 − 1), or a fraction of at most 17 significant digits that is neither infinite nor rounded away to zero.
 */
export function isSafeNumber(bytes: Uint8Array, start: number, end: number): boolean {
  // Up to 15 bytes without an exponent are always safe; nearly all numbers are.
  if (end - start <= 15) {
    let pos = start;
    while (pos < end && ((bytes[pos] as number) | 0x20) !== 0x65) pos++;
    if (pos === end) return true;
  }
  const text = String.fromCharCode(...bytes.subarray(start, Math.min(end, start + 400)));
  if (end - start > 400) return false;
  const value = Number(text);
  if (/^-?\d+$/.test(text)) return Number.isSafeInteger(value);
  const mantissa = text.replace(/e.*$/i, '');
  const significant = mantissa.replace(/[-.]/g, '').replace(/^0+/, '').replace(/0+$/, '');
  if (significant === '') return true;
  return Number.isFinite(value) && value !== 0 && significant.length <= 17;
}
