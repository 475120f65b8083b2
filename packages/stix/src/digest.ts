import { sha256 } from '@noble/hashes/sha2.js';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

function toBase64url(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const group = ((bytes[i] as number) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    for (let j = 0; j < Math.min(4, bytes.length - i + 1); j++) text += ALPHABET[(group >> (18 - 6 * j)) & 63];
  }
  return text;
}

/** The one JSON text of a value: members sorted by UTF-16 code units, no white space (as RFC 8785). */
export function canonicalJson(value: unknown): string {
  if (typeof value !== 'object' || value === null) {
    if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError('no JSON number');
    return JSON.stringify(value);
  }
  // Every object of an import comes by here, so no lists are made in between.
  let text = '';
  if (Array.isArray(value)) {
    for (const element of value as unknown[]) text += `${text === '' ? '' : ','}${canonicalJson(element)}`;
    return `[${text}]`;
  }
  const object = value as Record<string, unknown>;
  for (const name of Object.keys(object).toSorted())
    text += `${text === '' ? '' : ','}${JSON.stringify(name)}:${canonicalJson(object[name])}`;
  return `{${text}}`;
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
