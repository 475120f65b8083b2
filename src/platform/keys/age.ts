import { fromBase64url } from '../bytes.ts';
import { TamgaError, messageOf } from '../errors.ts';

// age-encryption.org/v1 files under X25519 keys as directories name them: the recipient's raw point, base64url.
// The library is loaded when first used: it costs 20 MB that a node without air gap and backups never needs.
const load = async () => ({ ...(await import('age-encryption')), ...(await import('@scure/base')) });

/** Encrypts to one X25519 public key (base64url of 32 bytes). */
export async function encryptTo(publicKey: string, plaintext: Uint8Array): Promise<Uint8Array> {
  const { bech32, Encrypter } = await load();
  const encrypter = new Encrypter();
  encrypter.addRecipient(bech32.encodeFromBytes('age', fromBase64url(publicKey, 'wrap key', 32)));
  return encrypter.encrypt(plaintext);
}

/** Ours have one recipient and 200 bytes. */
const maxHeaderBytes = 4 * 1024;

function checkHeader(start: Buffer): void {
  const refuse = (code: string, why: string): TamgaError => new TamgaError('refused', why, { detail: { code } });
  if (start.toString('latin1', 0, 22) !== 'age-encryption.org/v1\n')
    throw refuse('damaged', 'the file was damaged or is no age file');
  if (!start.includes('\n--- '))
    throw start.length < maxHeaderBytes
      ? refuse('damaged', 'the file was damaged or is no age file')
      : refuse('too-large', `the header of the file has over ${maxHeaderBytes} bytes`);
}

/**
 * Decrypts what was encrypted to one of these X25519 private keys (base64url of 32 bytes). An age file is not compressed:
 * what comes out is never larger than what went in. Its header is: each of its stanzas is tried with each key, and a file of
 * nothing but stanzas would keep the node busy for hours. Errors: refused, with `recipient` where none of the keys fits, `damaged`
 * where the file was changed or is no age file, and `too-large` where its header is.
 */
export async function decryptWith(privateKeys: readonly string[], file: Uint8Array): Promise<Uint8Array> {
  checkHeader(Buffer.from(file.buffer, file.byteOffset, Math.min(file.byteLength, maxHeaderBytes)));
  const { bech32, Decrypter } = await load();
  const decrypter = new Decrypter();
  for (const key of privateKeys)
    decrypter.addIdentity(bech32.encodeFromBytes('AGE-SECRET-KEY-', fromBase64url(key, 'wrap key', 32)).toUpperCase());
  try {
    return await decrypter.decrypt(file);
  } catch (cause) {
    const code = /no identity matched/.test(messageOf(cause)) ? 'recipient' : 'damaged';
    const why =
      code === 'recipient' ? 'the file is encrypted to another key' : 'the file was damaged or is no age file';
    throw new TamgaError('refused', why, { cause, detail: { code } });
  }
}
