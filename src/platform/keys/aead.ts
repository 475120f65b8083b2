import { createCipheriv, createDecipheriv } from 'node:crypto';

const algorithm = 'aes-256-gcm';
export const nonceBytes = 12;
const tagBytes = 16;

/** The key as text of one character per byte: given as bytes, Node 24 takes four times as long for the whole. */
const options = { authTagLength: tagBytes, encoding: 'latin1' } as const;
const keyText = (key: Uint8Array): string => Buffer.from(key).toString('latin1');

/** AES-256-GCM (NIST SP 800-38D): ciphertext, then the tag. `bound` must be given again to open it. */
export function encryptBound(key: Uint8Array, nonce: Uint8Array, text: Uint8Array, bound: Uint8Array): Buffer {
  const cipher = createCipheriv(algorithm, keyText(key), nonce, options).setAAD(bound);
  return Buffer.concat([cipher.update(text), cipher.final(), cipher.getAuthTag()]);
}

/** How long what `encryptBound` gives for a text of so many bytes is. */
export const sealedBytes = (textBytes: number): number => textBytes + tagBytes;

const atOnce = 1024 * 1024;

/** What `encryptBound` gives, a part after the other: of a large text no part takes long. */
export async function* encryptInParts(
  key: Uint8Array,
  nonce: Uint8Array,
  text: Uint8Array,
  bound: Uint8Array,
): AsyncGenerator<Buffer, void, undefined> {
  const cipher = createCipheriv(algorithm, keyText(key), nonce, options).setAAD(bound);
  for (let start = 0; start < text.length; start += atOnce) yield cipher.update(text.subarray(start, start + atOnce));
  yield Buffer.concat([cipher.final(), cipher.getAuthTag()]);
}

/** Undefined when a byte of the text, of what it is bound to, or the key is another one. */
export function decryptBound(
  key: Uint8Array,
  nonce: Uint8Array,
  sealed: Uint8Array,
  bound: Uint8Array,
): Buffer | undefined {
  if (sealed.length < tagBytes) return undefined;
  const decipher = createDecipheriv(algorithm, keyText(key), nonce, options).setAAD(bound);
  decipher.setAuthTag(sealed.subarray(-tagBytes));
  const text = decipher.update(sealed.subarray(0, -tagBytes));
  try {
    decipher.final();
    return text;
  } catch {
    return undefined;
  }
}
