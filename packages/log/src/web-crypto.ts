import { LogError } from './errors.ts';

type Key = Awaited<ReturnType<typeof crypto.subtle.importKey>>;
type KeyAlgorithm = { name: 'Ed25519' } | { name: 'ECDSA'; namedCurve: 'P-256' };
type SignatureAlgorithm = { name: 'Ed25519' } | { name: 'ECDSA'; hash: 'SHA-256' };

/** Imports a public key once, at first use; null when it is no key at all. */
export function importKey(
  format: 'raw' | 'spki',
  bytes: Uint8Array,
  algorithm: KeyAlgorithm,
): () => Promise<Key | null> {
  let key: Promise<Key | null> | undefined;
  return () => (key ??= tryImport(format, bytes, algorithm));
}

async function tryImport(format: 'raw' | 'spki', bytes: Uint8Array, algorithm: KeyAlgorithm): Promise<Key | null> {
  // Browsers offer WebCrypto to secure contexts only.
  if (globalThis.crypto?.subtle === undefined) throw new LogError('unsupported-key', 'there is no WebCrypto here');
  try {
    return await crypto.subtle.importKey(format, new Uint8Array(bytes), algorithm, false, ['verify']);
  } catch (cause) {
    if (cause instanceof Error && cause.name === 'NotSupportedError') {
      throw new LogError('unsupported-key', `WebCrypto here has no ${algorithm.name}`, { cause });
    }
    return null;
  }
}

export async function verifyWith(
  key: Key | null,
  algorithm: SignatureAlgorithm,
  signature: Uint8Array,
  message: Uint8Array,
): Promise<boolean> {
  return key !== null && crypto.subtle.verify(algorithm, key, new Uint8Array(signature), new Uint8Array(message));
}
