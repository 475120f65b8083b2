import { LogError } from './errors.ts';

// RFC 4648 §4. `Uint8Array.fromBase64` is missing from Node 24, and `atob` forgives white space and stray bits.
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const VALUES = new Uint8Array(128).fill(64);
for (let i = 0; i < 64; i++) VALUES[ALPHABET.charCodeAt(i)] = i;

const valueAt = (text: string, i: number): number => VALUES[text.charCodeAt(i)] ?? 64;

/** Standard base64 with padding. */
export function encodeBase64(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const left = bytes.length - i;
    const bits = (bytes[i]! << 16) | ((left > 1 ? bytes[i + 1]! : 0) << 8) | (left > 2 ? bytes[i + 2]! : 0);
    text += ALPHABET[bits >> 18]! + ALPHABET[(bits >> 12) & 63]!;
    text += left > 1 ? ALPHABET[(bits >> 6) & 63]! : '=';
    text += left > 2 ? ALPHABET[bits & 63]! : '=';
  }
  return text;
}

/**
 * Reads standard base64 with padding, canonical only: one text per byte string, so that a signed text has one form.
 * @throws LogError `bad-base64`
 */
export function decodeBase64(text: string): Uint8Array {
  if (text.length % 4 !== 0) throw new LogError('bad-base64', 'base64 of a length that is no multiple of 4');
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const digits = text.length - padding;
  const bytes = new Uint8Array(Math.floor((digits * 3) / 4));
  let bits = 0;
  for (let i = 0, at = 0; i < digits; i++) {
    const value = valueAt(text, i);
    if (value === 64) throw new LogError('bad-base64', `not a base64 character at ${i}`);
    bits = ((bits << 6) | value) & 0xffffff;
    if (i % 4 === 3) {
      bytes[at++] = bits >> 16;
      bytes[at++] = bits >> 8;
      bytes[at++] = bits;
    } else if (i === digits - 1) {
      // Two digits end with 4 bits to spare, three with 2: they have to be zero (RFC 4648 §3.5).
      const spare = padding === 2 ? 4 : 2;
      if ((bits & ((1 << spare) - 1)) !== 0) throw new LogError('bad-base64', 'stray bits before the padding');
      if (padding === 1) bytes[at++] = bits >> 10;
      bytes[at] = bits >> (padding === 2 ? 4 : 2);
    }
  }
  return bytes;
}
