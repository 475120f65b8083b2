import { createCipheriv, createHmac, createPrivateKey, createPublicKey, diffieHellman, hkdfSync } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { toBase64url } from '../bytes.ts';
import { TamgaError, messageOf } from '../errors.ts';

// Large files as age-encryption.org/v1, streamed, each under one X25519 identity of its own. Encrypting and decrypting is the
// library's; only a header is made here, to address a file that is there already to one more identity without encrypting it anew.

/** Loaded when first used: see age.ts. */
const load = async () => ({ ...(await import('age-encryption')), ...(await import('@scure/base')) });

/** The header of a file with one X25519 stanza is always as long. */
export const ageHeaderBytes = 168;
const nonceBytes = 16;
const chunkBytes = 64 * 1024;
const tagBytes = 16;
const identityPrefix = 'AGE-SECRET-KEY-';

/** How long the age file of a plaintext is, with one X25519 stanza (age-encryption.org/v1, STREAM). */
export const ageFileBytes = (size: number): number =>
  ageHeaderBytes + nonceBytes + size + tagBytes * Math.max(1, Math.ceil(size / chunkBytes));

const pkcs8Prefix = Buffer.from('302e020100300506032b656e04220420', 'hex');
const spkiPrefix = Buffer.from('302a300506032b656e032100', 'hex');
const privateKeyOf = (secret: Uint8Array): KeyObject =>
  createPrivateKey({ key: Buffer.concat([pkcs8Prefix, secret]), format: 'der', type: 'pkcs8' });
const pointOf = (secret: Uint8Array): Buffer =>
  createPublicKey(privateKeyOf(secret)).export({ format: 'der', type: 'spki' }).subarray(-32);

/** The identity as the age program takes it: `AGE-SECRET-KEY-1…`. */
export async function toAgeIdentity(secret: Uint8Array): Promise<string> {
  const { bech32 } = await load();
  return bech32.encodeFromBytes(identityPrefix, secret).toUpperCase();
}

/** Its 32 bytes. Errors: encoding, for another spelling than the one that `toAgeIdentity` gives. */
export async function fromAgeIdentity(identity: string): Promise<Buffer> {
  const { bech32 } = await load();
  try {
    const { prefix, bytes } = bech32.decodeToBytes(identity.toLowerCase());
    const isOne = prefix.toUpperCase() === identityPrefix && bytes.length === 32;
    if (isOne && (await toAgeIdentity(bytes)) === identity) return Buffer.from(bytes);
  } catch {
    // said below
  }
  throw new TamgaError('encoding', 'this is no X25519 identity of age');
}

/** A secret that follows from a file's own, for one reader. */
export const secretFor = (secret: Uint8Array, label: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), label, 32));

/** Encrypts a stream to the identity with this secret. */
export async function encryptBlob(
  secret: Uint8Array,
  plain: ReadableStream<Uint8Array>,
): Promise<ReadableStream<Uint8Array>> {
  const { bech32, Encrypter } = await load();
  const encrypter = new Encrypter();
  encrypter.addRecipient(bech32.encodeFromBytes('age', pointOf(secret)));
  return encrypter.encrypt(plain);
}

/**
 * Decrypts a stream. Whatever was changed on its way or in its place errors the stream; nothing of the 64 KiB around the
 * change comes out. Errors: refused with `recipient` or `damaged`.
 */
export async function decryptBlob(
  secret: Uint8Array,
  file: ReadableStream<Uint8Array>,
): Promise<ReadableStream<Uint8Array>> {
  const { Decrypter } = await load();
  const decrypter = new Decrypter();
  decrypter.addIdentity(await toAgeIdentity(secret));
  try {
    return await decrypter.decrypt(file);
  } catch (cause) {
    throw notOpened(cause);
  }
}

const headerForm = /^age-encryption\.org\/v1\n-> X25519 [A-Za-z0-9+/]{43}\n[A-Za-z0-9+/]{43}\n--- [A-Za-z0-9+/]{43}\n$/;

/** Whether a header has one X25519 stanza and nothing else: one that goes on for megabytes, or names a million keys, is not read. */
export const isOneStanza = (header: Uint8Array): boolean =>
  headerForm.test(Buffer.from(header.subarray(0, ageHeaderBytes)).toString('latin1'));

/** What a file that does not open is refused with. */
export function notOpened(cause: unknown): TamgaError {
  const code = /no identity matched/.test(messageOf(cause)) ? 'recipient' : 'damaged';
  const why = code === 'recipient' ? 'the file is encrypted to another key' : 'the file was damaged or is no age file';
  return new TamgaError('refused', why, { cause, detail: { code } });
}

/**
 * The header that addresses a file to another identity: the same file key, wrapped to `to`, so that what follows the header
 * stays as it is. `ephemeral` must be used for this file and reader alone. Errors: refused, where `secret` does not open it.
 */
export async function readdress(
  header: Uint8Array,
  secret: Uint8Array,
  to: Uint8Array,
  ephemeral: Uint8Array,
): Promise<Buffer> {
  const { Decrypter } = await load();
  const decrypter = new Decrypter();
  decrypter.addIdentity(await toAgeIdentity(secret));
  try {
    return headerFor(await decrypter.decryptHeader(header), pointOf(to), ephemeral);
  } catch (cause) {
    throw notOpened(cause);
  }
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64').replaceAll('=', '');

/** age-encryption.org/v1, "The X25519 recipient type" and "Header MAC". */
function headerFor(fileKey: Uint8Array, point: Buffer, ephemeral: Uint8Array): Buffer {
  const share = pointOf(ephemeral);
  const publicKey = createPublicKey({ key: Buffer.concat([spkiPrefix, point]), format: 'der', type: 'spki' });
  const shared = diffieHellman({ privateKey: privateKeyOf(ephemeral), publicKey });
  const wrapKey = hkdfSync('sha256', shared, Buffer.concat([share, point]), 'age-encryption.org/v1/X25519', 32);
  const cipher = createCipheriv('chacha20-poly1305', Buffer.from(wrapKey), Buffer.alloc(12), {
    authTagLength: tagBytes,
  });
  const wrapped = Buffer.concat([cipher.update(fileKey), cipher.final(), cipher.getAuthTag()]);
  const text = `age-encryption.org/v1\n-> X25519 ${base64(share)}\n${base64(wrapped)}\n---`;
  const macKey = Buffer.from(hkdfSync('sha256', fileKey, Buffer.alloc(0), 'header', 32));
  return Buffer.from(`${text} ${base64(createHmac('sha256', macKey).update(text).digest())}\n`);
}

/** Names a file to whoever has its identity, and tells nobody else what is in it. */
export const nameOfIdentity = (secret: Uint8Array): string => toBase64url(pointOf(secret)).slice(0, 22);
