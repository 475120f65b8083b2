import { createCipheriv } from 'node:crypto';
import { expect, test } from 'vitest';
import { decryptBound, encryptBound, encryptInParts, sealedBytes } from './aead.ts';

const key = Buffer.from(Array.from({ length: 32 }, (_, i) => 255 - i * 7));
const nonce = Buffer.alloc(12, 9);
const bound = Buffer.from('bound');

test.each([0, 1, 1_200, 70_000])('%d bytes come back, and are what AES-256-GCM makes of them', (length) => {
  const text = Buffer.alloc(length, 'tamga');
  const sealed = encryptBound(key, nonce, text, bound);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(bound);
  expect(sealed).toEqual(Buffer.concat([cipher.update(text), cipher.final(), cipher.getAuthTag()]));
  expect(decryptBound(key, nonce, sealed, bound)).toEqual(text);
});

test.each([0, 1, 1024 * 1024, 2_500_000])('%d bytes in parts are what they are in one', async (length) => {
  const text = Buffer.alloc(length, 'tamga');
  const parts: Buffer[] = [];
  for await (const part of encryptInParts(key, nonce, text, bound)) parts.push(part);
  expect(Buffer.concat(parts).equals(encryptBound(key, nonce, text, bound))).toBe(true);
  expect(Buffer.concat(parts)).toHaveLength(sealedBytes(length));
  expect(parts).toHaveLength(Math.ceil(length / 1024 ** 2) + 1);
});

test('no other key, nonce, binding or byte opens it', () => {
  const sealed = encryptBound(key, nonce, Buffer.from('text'), bound);
  const other = (bytes: Buffer, at: number): Buffer =>
    Buffer.from(bytes.map((byte, i) => (i === at ? byte ^ 1 : byte)));
  expect(decryptBound(other(key, 31), nonce, sealed, bound)).toBeUndefined();
  expect(decryptBound(key, other(nonce, 0), sealed, bound)).toBeUndefined();
  expect(decryptBound(key, nonce, sealed, other(bound, 2))).toBeUndefined();
  for (const at of sealed.keys()) expect(decryptBound(key, nonce, other(sealed, at), bound)).toBeUndefined();
  for (const length of [0, 3, 15, 16])
    expect(decryptBound(key, nonce, sealed.subarray(0, length), bound)).toBeUndefined();
});
