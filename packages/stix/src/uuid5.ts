import { sha1 } from '@noble/hashes/legacy.js';

/** A UUID of version 5 (RFC 9562 §5.5): of the same namespace and name always the same. */
export function uuid5(namespace: string, name: Uint8Array): string {
  const input = new Uint8Array(16 + name.length);
  input.set(Uint8Array.from(namespace.replaceAll('-', '').match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)));
  input.set(name, 16);
  const bytes = sha1(input).subarray(0, 16);
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
