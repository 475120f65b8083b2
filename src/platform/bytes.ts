import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { TamgaError } from './errors.ts';

/** base64url without padding (RFC 4648 §5). */
export const toBase64url = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64url');

/** Only the canonical form is read: another spelling of the same bytes would give a record a second digest. */
export function fromBase64url(text: string, what: string, length?: number): Buffer {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.toString('base64url') !== text) throw new TamgaError('encoding', `${what} is not canonical base64url`);
  if (length !== undefined && bytes.length !== length)
    throw new TamgaError('encoding', `${what} has ${bytes.length} bytes instead of ${length}`);
  return bytes;
}

export const sha256 = (data: Uint8Array | string): Buffer => createHash('sha256').update(data).digest();

/** The key as text of one character per byte: given as bytes, Node 24 takes four times as long. */
export const hmacSha256 = (key: Uint8Array, data: Uint8Array): Buffer =>
  createHmac('sha256', Buffer.from(key).toString('latin1'), { encoding: 'latin1' }).update(data).digest();

export const equalBytes = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && timingSafeEqual(a, b);

/** Splits concatenated hashes. Errors: encoding when bytes are left over, for they would travel on unseen. */
export function chunksOf32(bytes: Uint8Array): Uint8Array[] {
  if (bytes.length % 32 !== 0) throw new TamgaError('encoding', `${bytes.length} bytes are no list of hashes`);
  return Array.from({ length: bytes.length / 32 }, (_, i) => bytes.subarray(i * 32, i * 32 + 32));
}
