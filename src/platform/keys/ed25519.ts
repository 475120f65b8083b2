import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { fromBase64url, toBase64url } from '../bytes.ts';

/** A private key that signs. `publicKey` is the raw point, base64url of 32 bytes. */
export type SigningKey = {
  publicKey: string;
  sign(message: Uint8Array): Buffer;
  /** On the thread pool: in bulk, the program goes on meanwhile. */
  signAsync(message: Uint8Array): Promise<Buffer>;
};

/** The order of the prime-order subgroup (RFC 8032 §5.1), little-endian comparison done from the last byte. */
const groupOrder = Buffer.from('edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010', 'hex');

/** The eight points of small order, with their non-canonical spellings: a signature under one fits any message. */
const smallOrderPoints = new Set([
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0000000000000000000000000000000000000000000000000000000000000080',
  '0100000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000080',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa',
]);

const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex');
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex');

/** An alliance names the same few keys in each version of each document; making a key object of one costs as much as a signature. */
const keysRead = new Map<string, KeyObject>();
const mostKeysRead = 10_000;

/** A raw Ed25519 public key; small-order points and y >= p are refused (RFC 8032 §5.1.3). */
export function readPublicKey(publicKey: string): KeyObject {
  const read = keysRead.get(publicKey);
  if (read) return read;
  const raw = fromBase64url(publicKey, 'public key', 32);
  if (smallOrderPoints.has(raw.toString('hex')) || !isBelowPrime(raw))
    throw new RangeError('public key is not canonical');
  const key = createPublicKey({ key: Buffer.concat([spkiPrefix, raw]), format: 'der', type: 'spki' });
  if (keysRead.size >= mostKeysRead) keysRead.clear();
  keysRead.set(publicKey, key);
  return key;
}

function isBelowPrime(raw: Buffer): boolean {
  if ((raw[31]! & 0x7f) !== 0x7f) return true;
  for (let i = 30; i > 0; i--) if (raw[i] !== 0xff) return true;
  return raw[0]! < 0xed;
}

function isCanonicalScalar(signature: Uint8Array): boolean {
  for (let i = 31; i >= 0; i--) {
    if (signature[32 + i]! < groupOrder[i]!) return true;
    if (signature[32 + i]! > groupOrder[i]!) return false;
  }
  return false;
}

function isCanonicalSignature(signature: Uint8Array): boolean {
  if (signature.length !== 64 || !isCanonicalScalar(signature)) return false;
  const point = Buffer.from(signature.subarray(0, 32));
  return isBelowPrime(point) && !smallOrderPoints.has(point.toString('hex'));
}

export function verifySync(key: KeyObject, message: Uint8Array, signature: Uint8Array): boolean {
  return isCanonicalSignature(signature) && verify(null, message, key, signature);
}

/** On the thread pool: 16 in flight check about twice as many as one after the other. */
export function verifyAsync(key: KeyObject, message: Uint8Array, signature: Uint8Array): Promise<boolean> {
  if (!isCanonicalSignature(signature)) return Promise.resolve(false);
  return new Promise((resolve, reject) =>
    verify(null, message, key, signature, (error, ok) => (error ? reject(error) : resolve(ok))),
  );
}

/** A signing key from its 32-byte seed, base64url. */
export function signingKeyFrom(seed: string): SigningKey {
  const key = createPrivateKey({
    key: Buffer.concat([pkcs8Prefix, fromBase64url(seed, 'private key', 32)]),
    format: 'der',
    type: 'pkcs8',
  });
  const raw = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32);
  const signAsync = (message: Uint8Array): Promise<Buffer> =>
    new Promise((resolve, reject) =>
      sign(null, message, key, (error, signature) => (error ? reject(error) : resolve(signature))),
    );
  return { publicKey: toBase64url(raw), sign: (message) => sign(null, message, key), signAsync };
}

/** A new seed, base64url of 32 bytes. */
export const newSeed = (): string =>
  toBase64url(generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(-32));
