import { createPrivateKey, createPublicKey, generateKeyPairSync, hkdfSync } from 'node:crypto';
import { fromBase64url, sha256, toBase64url } from '../bytes.ts';

/**
 * The X25519 key of an authority, or of a whole participant, that content is encrypted to. `storing` is derived from it
 * and wraps the keys of stored bodies: an X25519 exchange for each record would cost more than all the rest of storing it.
 */
export type WrapKey = {
  /** The first 8 bytes of the public key's SHA-256; names the key in what it wrapped. */
  id: Buffer;
  /** Raw points, base64url of 32 bytes. */
  publicKey: string;
  privateKey: string;
  storing: Buffer;
};

const pkcs8Prefix = Buffer.from('302e020100300506032b656e04220420', 'hex');

/** A wrap key from its 32 private bytes, base64url. */
export function wrapKeyFrom(privateKey: string): WrapKey {
  const bytes = fromBase64url(privateKey, 'private key', 32);
  const key = createPrivateKey({ key: Buffer.concat([pkcs8Prefix, bytes]), format: 'der', type: 'pkcs8' });
  const raw = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32);
  return {
    id: sha256(raw).subarray(0, 8),
    publicKey: toBase64url(raw),
    privateKey,
    storing: Buffer.from(hkdfSync('sha256', bytes, raw, 'tamga stored bodies 1', 32)),
  };
}

/** The private bytes of a new wrap key, base64url. */
export const newWrapSecret = (): string =>
  toBase64url(generateKeyPairSync('x25519').privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(-32));
