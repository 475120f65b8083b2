import { sha256 } from '@noble/hashes/sha2.js';
import { decodeBase64, encodeBase64 } from './base64.ts';
import { isStrongPoint } from './ed25519.ts';
import { LogError } from './errors.ts';

/** Signature types of C2SP signed-note. Verified here: 1, 2, 4 and 5; ML-DSA keys are read, not used. */
export const KeyType = { ed25519: 1, ecdsa: 2, cosignature: 4, treeHead: 5, mlDsa44: 6 } as const;
export type KeyType = (typeof KeyType)[keyof typeof KeyType];

/**
 * A public key with the name it signs under. `keyId` is 8 lower-case hexadecimal digits. `publicKey`: 32 bytes for types 1 and
 * 4, a DER SubjectPublicKeyInfo for 2 and 5, 1,312 bytes for 6.
 */
export type VerifierKey = { name: string; keyId: string; type: KeyType; publicKey: Uint8Array };

/**
 * Id of a key: the first 4 bytes, in hexadecimal, of SHA-256(name ‖ LF ‖ type ‖ public key); for ECDSA of SHA-256(public key), and
 * for tree heads with the RFC 6962 log id, SHA-256(public key), in place of the key. Source: C2SP signed-note, static-ct-api.
 * @throws LogError `bad-key` for a name that is empty or holds a space or a plus
 */
export function keyIdOf(name: string, type: KeyType, publicKey: Uint8Array): string {
  checkKeyName(name);
  if (type === KeyType.ecdsa) return hexOf(sha256(publicKey).subarray(0, 4));
  const material = type === KeyType.treeHead ? sha256(publicKey) : publicKey;
  const nameBytes = new TextEncoder().encode(`${name}\n`);
  const message = new Uint8Array(nameBytes.length + 1 + material.length);
  message.set(nameBytes);
  message[nameBytes.length] = type;
  message.set(material, nameBytes.length + 1);
  return hexOf(sha256(message).subarray(0, 4));
}

/**
 * Writes a key as `name+id+base64(type ‖ key)`. Source: C2SP signed-note.
 * @throws LogError `bad-key`
 */
export function formatVerifierKey({ name, type, publicKey }: Omit<VerifierKey, 'keyId'>): string {
  checkKeyMaterial(type, publicKey);
  const material = new Uint8Array(publicKey.length + 1);
  material[0] = type;
  material.set(publicKey, 1);
  return `${name}+${keyIdOf(name, type, publicKey)}+${encodeBase64(material)}`;
}

/**
 * Reads a verifier key. The id has to be the one computed from the key, so a wrong copy never verifies nothing in silence.
 * @throws LogError `bad-key`, `unsupported-key` (unknown type)
 */
export function parseVerifierKey(text: string): VerifierKey {
  // Neither name nor id holds a plus, base64 may: the first two part the key.
  const [, name, keyId, base64] = /^([^+]+)\+([0-9a-f]{8})\+(.*)$/s.exec(text) ?? [];
  if (name === undefined || keyId === undefined || base64 === undefined) {
    throw new LogError('bad-key', 'a verifier key is name+id+key');
  }
  const material = decodeMaterial(base64);
  const type = Object.values(KeyType).find((known) => known === material[0]);
  if (type === undefined) throw new LogError('unsupported-key', 'verifier key of an unknown type');
  const publicKey = material.slice(1);
  checkKeyMaterial(type, publicKey);
  if (keyIdOf(name, type, publicKey) !== keyId) throw new LogError('bad-key', `the id ${keyId} is another key's`);
  return { name, keyId, type, publicKey };
}

/** @throws LogError `bad-key`. Source of the rule: C2SP signed-note, "Key names". */
export function checkKeyName(name: string): void {
  if (!isKeyName(name))
    throw new LogError('bad-key', 'a key name is not empty and holds no space, plus or control character');
}

export function isKeyName(name: string): boolean {
  return name.isWellFormed() && /^[^\p{White_Space}+\0-\x1f]+$/u.test(name);
}

function checkKeyMaterial(type: KeyType, publicKey: Uint8Array): void {
  const isEd25519 = type === KeyType.ed25519 || type === KeyType.cosignature;
  if (isEd25519 && !isStrongPoint(publicKey)) {
    throw new LogError('bad-key', 'an Ed25519 key is 32 bytes, a canonical point of large order');
  }
  if (type === KeyType.mlDsa44 && publicKey.length !== 1312)
    throw new LogError('bad-key', 'an ML-DSA-44 key is 1312 bytes');
  if (publicKey.length === 0) throw new LogError('bad-key', 'no public key');
}

function decodeMaterial(base64: string): Uint8Array {
  try {
    return decodeBase64(base64);
  } catch (cause) {
    throw new LogError('bad-key', 'the key is not base64', { cause });
  }
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
