import { sha1 } from '@noble/hashes/legacy.js';

/** Namespace of every UUID that is derived here. It is part of the mapping: another one would make other objects. */
const NAMESPACE = 'c2e9cf7e-6e0d-4a37-9d5b-5b8f0c7a1f43';

const encoder = new TextEncoder();

/** A UUID of version 5 (RFC 9562 §5.5) from texts, which are told apart by a separator that no identifier contains. */
export function derivedUuid(...parts: readonly string[]): string {
  const namespace = Uint8Array.from(NAMESPACE.replaceAll('-', '').match(/../g) ?? [], (pair) =>
    Number.parseInt(pair, 16),
  );
  const name = encoder.encode(parts.join('\u0000'));
  const input = new Uint8Array(namespace.length + name.length);
  input.set(namespace);
  input.set(name, namespace.length);
  const bytes = sha1(input).subarray(0, 16);
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** The identifier of a relationship: the same two ends and type give the same one, whenever it is converted. */
export function relationshipId(source: string, type: string, target: string): string {
  return `relationship--${derivedUuid(source, type, target)}`;
}
