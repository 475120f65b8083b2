import { cosignatureCheck } from './cosignature.ts';
import { ecdsaCheck, treeHeadCheck } from './ecdsa.ts';
import { ed25519Check } from './ed25519.ts';
import { LogError } from './errors.ts';
import { KeyType, parseVerifierKey } from './verifier-key.ts';
import type { VerifierKey } from './verifier-key.ts';

/**
 * Checks the signatures of one key. `verify` gets the note text's bytes and the signature without the key id; it answers false for
 * a signature that is wrong in any way, and rejects only when it cannot check at all.
 */
export type Verifier = {
  readonly name: string;
  readonly keyId: string;
  readonly type: KeyType;
  verify(message: Uint8Array, signature: Uint8Array): Promise<boolean> | boolean;
};

/**
 * The verifier of a key, over WebCrypto.
 * @param key a verifier key, parsed or as text
 * @throws LogError `bad-key`; `unsupported-key` for ML-DSA and for ECDSA on curves other than P-256
 */
export function createVerifier(key: VerifierKey | string): Verifier {
  const { name, keyId, type, publicKey } = typeof key === 'string' ? parseVerifierKey(key) : key;
  return { name, keyId, type, verify: checkOf(name, type, publicKey) };
}

function checkOf(name: string, type: KeyType, publicKey: Uint8Array): Verifier['verify'] {
  switch (type) {
    case KeyType.ed25519:
      return ed25519Check(publicKey);
    case KeyType.cosignature:
      return cosignatureCheck(publicKey);
    case KeyType.ecdsa:
      return ecdsaCheck(publicKey);
    case KeyType.treeHead:
      return treeHeadCheck(name, publicKey);
    case KeyType.mlDsa44:
      throw new LogError('unsupported-key', 'ML-DSA-44 signatures are not verified here');
  }
}
