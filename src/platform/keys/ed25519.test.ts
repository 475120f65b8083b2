import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toBase64url } from '../bytes.ts';
import { newSeed, readPublicKey, signingKeyFrom, verifyAsync, verifySync } from './ed25519.ts';

const order = 2n ** 252n + 27742317777372353535851937790883648493n;
const prime = 2n ** 255n - 19n;
const littleEndian = (n: bigint): Buffer =>
  Buffer.from(Buffer.from(n.toString(16).padStart(64, '0'), 'hex').toReversed());
const numberOf = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes.toReversed()).toString('hex')}`);

/** Points of small order and their other spellings, of RFC 8032's curve; from "Taming the many EdDSAs", table 1. */
const small = [
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0000000000000000000000000000000000000000000000000000000000000080',
  '0100000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000080',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa',
];

// RFC 8032 §7.1, test 2.
const vector = {
  seed: '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
  publicKey: '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
  message: '72',
  signature:
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
};
const base64url = (hex: string): string => toBase64url(Buffer.from(hex, 'hex'));

test('the vector of RFC 8032 signs and verifies', () => {
  const key = signingKeyFrom(base64url(vector.seed));
  expect(key.publicKey).toBe(base64url(vector.publicKey));
  expect(key.sign(Buffer.from(vector.message, 'hex')).toString('hex')).toBe(vector.signature);
  const [message, signature] = [Buffer.from(vector.message, 'hex'), Buffer.from(vector.signature, 'hex')];
  expect(verifySync(readPublicKey(key.publicKey), message, signature)).toBe(true);
});

test.each(small)('the point %s is no key and no part of a signature', async (point) => {
  expect(() => readPublicKey(base64url(point))).toThrow(RangeError);
  // Under such a point the signature (point, 0) fits any message, wherever it is not refused.
  const forged = Buffer.concat([Buffer.from(point, 'hex'), Buffer.alloc(32)]);
  const key = readPublicKey(base64url(vector.publicKey));
  expect(verifySync(key, Buffer.from('any'), forged)).toBe(false);
  expect(await verifyAsync(key, Buffer.from('any'), forged)).toBe(false);
});

test('a point whose coordinate is not below the prime is no key', () => {
  for (let n = prime; n < 2n ** 255n; n++) {
    expect(() => readPublicKey(toBase64url(littleEndian(n)))).toThrow(RangeError);
    expect(() => readPublicKey(toBase64url(littleEndian(n + 2n ** 255n)))).toThrow(RangeError);
  }
});

test('a signature fits its message, its key and its one spelling of S', async () => {
  const other = readPublicKey(signingKeyFrom(newSeed()).publicKey);
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ minLength: 32, maxLength: 32 }),
      fc.uint8Array(),
      fc.nat(511),
      async (seed, message, bit) => {
        const signing = signingKeyFrom(toBase64url(seed));
        const key = readPublicKey(signing.publicKey);
        const signature = signing.sign(message);
        const both = async (one: typeof key, bytes: Uint8Array): Promise<boolean[]> => [
          verifySync(one, message, bytes),
          await verifyAsync(one, message, bytes),
        ];
        expect(await both(key, signature)).toEqual([true, true]);
        expect(await both(other, signature)).toEqual([false, false]);
        const flipped = Buffer.from(signature);
        flipped[bit >> 3]! ^= 1 << (bit & 7);
        expect(await both(key, flipped)).toEqual([false, false]);
        const scalar = numberOf(signature.subarray(32));
        for (let n = scalar + order; n < 2n ** 256n; n += order)
          expect(await both(key, Buffer.concat([signature.subarray(0, 32), littleEndian(n)]))).toEqual([false, false]);
        for (const length of [0, 32, 63])
          expect(await both(key, signature.subarray(0, length))).toEqual([false, false]);
        expect(await both(key, Buffer.concat([signature, Buffer.alloc(1)]))).toEqual([false, false]);
      },
    ),
    { numRuns: 20 },
  );
});

test('a key has 32 bytes in their one spelling', () => {
  for (const text of ['', 'AAAA', `${base64url(vector.publicKey)}=`, `${base64url(vector.publicKey)}AA`]) {
    expect(() => readPublicKey(text)).toThrow(expect.objectContaining({ code: 'encoding' }));
    expect(() => signingKeyFrom(text)).toThrow(expect.objectContaining({ code: 'encoding' }));
  }
});

test('a new seed is 32 bytes, and no two are alike', () => {
  const seeds = Array.from({ length: 20 }, newSeed);
  expect(new Set(seeds).size).toBe(20);
  for (const seed of seeds) expect(Buffer.from(seed, 'base64url')).toHaveLength(32);
});
