import { createPrivateKey, createPublicKey } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toBase64url } from '#platform/bytes.ts';
import { TamgaError, messageOf } from '#platform/errors.ts';
import type { TlsIdentity } from '#platform/http/tls-identity.ts';
import { readSecret } from '#platform/keys/key-file.ts';
import type { Directory } from './directory.ts';

/** `tls.pem`, whose certificate lies beside the folder, and `tls@<directory>.pem`, with both in one. */
export const isTlsFile = (name: string): boolean => /^tls(@\d+)?\.pem$/.test(name);

/** The public key of a TLS key file, as directories name it. Errors: keys. */
export function publicKeyOf(path: string): string {
  try {
    const key = createPrivateKey(readSecret(path));
    return toBase64url(createPublicKey(key).export({ type: 'spki', format: 'der' }));
  } catch (cause) {
    if (cause instanceof TamgaError) throw cause;
    throw new TamgaError('keys', `${path}: ${messageOf(cause)}`, { cause });
  }
}

/** What the node's server can show, first the key of its directory: the former ones are for peers that hold an older one. */
export function readTlsIdentities(home: string, directory: Directory): TlsIdentity[] {
  const folder = join(home, 'keys');
  const found = readdirSync(folder)
    .filter(isTlsFile)
    .map((name) => {
      const path = join(folder, name);
      const publicKey = publicKeyOf(path);
      const cert = name === 'tls.pem' ? readFileSync(join(home, 'tls.crt'), 'utf8') : readSecret(path);
      return { publicKey, key: readSecret(path), cert };
    });
  const current = found.find(({ publicKey }) => publicKey === directory.tlsKey);
  if (!current)
    throw new TamgaError('keys', `${folder} holds no TLS key that ${directory.participant}'s directory names`);
  return [current, ...found.filter((one) => one !== current)];
}
