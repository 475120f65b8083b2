import { sha256 } from '@noble/hashes/sha2.js';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

function toBase64url(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const [a, b = 0, c = 0] = bytes.subarray(i, i + 3);
    const group = ((a as number) << 16) | (b << 8) | c;
    for (let j = 0; j < Math.min(4, bytes.length - i + 1); j++) text += ALPHABET[(group >> (18 - 6 * j)) & 63];
  }
  return text;
}

/** The one JSON text of a value: members sorted by UTF-16 code units, no white space (as RFC 8785). */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const object = value as Record<string, unknown>;
    const members = Object.keys(object).toSorted();
    return `{${members.map((name) => `${JSON.stringify(name)}:${canonicalJson(object[name])}`).join(',')}}`;
  }
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError('no JSON number');
  return JSON.stringify(value);
}

const encoder = new TextEncoder();

/**
 * SHA-256 over the canonical form of a parsed JSON value, in base64url. White space, the order of members and the spelling of
 * escapes and numbers do not change it; the order of array elements does. It compares content and is never signed or sent: what
 * travels is the source text. `hash` may be another SHA-256: a native one is several times as fast.
 */
export function contentDigest(value: unknown, hash: (bytes: Uint8Array) => Uint8Array = sha256): string {
  return toBase64url(hash(encoder.encode(canonicalJson(value))));
}
