import { createCipheriv, createHmac, createPrivateKey, createPublicKey, diffieHellman, hkdfSync } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { base64url, digestOf, seeded } from './primitives.ts';

// age-encryption.org/v1 by the book: header with X25519 stanzas and MAC, then STREAM in chunks of 64 KiB.

const privateKey = (secret: Buffer): KeyObject =>
  createPrivateKey({
    key: Buffer.concat([Buffer.from('302e020100300506032b656e04220420', 'hex'), secret]),
    format: 'der',
    type: 'pkcs8',
  });
const pointOf = (secret: Buffer): Buffer =>
  createPublicKey(privateKey(secret)).export({ format: 'der', type: 'spki' }).subarray(-32);
const spki = (point: Buffer): KeyObject =>
  createPublicKey({
    key: Buffer.concat([Buffer.from('302a300506032b656e032100', 'hex'), point]),
    format: 'der',
    type: 'spki',
  });
const unpadded = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64').replaceAll('=', '');
const derive = (key: Uint8Array, salt: Uint8Array, info: string): Buffer =>
  Buffer.from(hkdfSync('sha256', key, salt, info, 32));
const none = Buffer.alloc(0);

function seal(key: Buffer, nonce: Buffer, text: Uint8Array): Buffer {
  const cipher = createCipheriv('chacha20-poly1305', key, nonce, { authTagLength: 16 });
  return Buffer.concat([cipher.update(text), cipher.final(), cipher.getAuthTag()]);
}

function stanza(fileKey: Buffer, secret: Buffer, ephemeral: Buffer): string {
  const [share, point] = [pointOf(ephemeral), pointOf(secret)];
  const shared = diffieHellman({ privateKey: privateKey(ephemeral), publicKey: spki(point) });
  const key = derive(shared, Buffer.concat([share, point]), 'age-encryption.org/v1/X25519');
  return `-> X25519 ${unpadded(share)}\n${unpadded(seal(key, Buffer.alloc(12), fileKey))}\n`;
}

function stream(key: Buffer, plain: Buffer, isEnded: boolean): Buffer {
  const count = Math.max(1, Math.ceil(plain.length / 65_536));
  const chunks = Array.from({ length: count }, (_, i) => {
    const nonce = Buffer.alloc(12);
    nonce.writeUInt32BE(i, 7);
    if (i === count - 1 && isEnded) nonce[11] = 1;
    return seal(key, nonce, plain.subarray(i * 65_536, (i + 1) * 65_536));
  });
  return Buffer.concat(chunks);
}

const secret = seeded('blob identity');
const fileKey = seeded('blob file key').subarray(0, 16);
const nonce = seeded('blob nonce').subarray(0, 16);

function file(plain: Buffer, { to = [secret], mac = fileKey, isEnded = true } = {}): Buffer {
  const stanzas = to.map((one, i) => stanza(fileKey, one, seeded(`blob ephemeral ${i}`))).join('');
  const text = `age-encryption.org/v1\n${stanzas}---`;
  const tag = createHmac('sha256', derive(mac, none, 'header'))
    .update(text)
    .digest();
  const payload = stream(derive(fileKey, nonce, 'payload'), plain, isEnded);
  return Buffer.concat([Buffer.from(`${text} ${unpadded(tag)}\n`), nonce, payload]);
}

const short = Buffer.from('a small file\n');
const long = Buffer.alloc(65_537, 'tamga ');
const facts = (plain: Buffer, bytes: Buffer) => ({
  sha256: digestOf(plain),
  size: plain.length,
  file: bytes.toString('base64'),
});
const changed = (bytes: Buffer, at: number): Buffer => {
  const copy = Buffer.from(bytes);
  copy[at < 0 ? copy.length + at : at]! ^= 1;
  return copy;
};
const wrong = (name: string, plain: Buffer, bytes: Buffer, code = 'blob-sealed') => ({
  name,
  ...facts(plain, bytes),
  valid: false,
  code,
});

export const blobCases = {
  about:
    'Age files of blobs, standard base64, with what the envelope says of them; `secret` is the X25519 identity, 32 bytes, that the line names.',
  secret: base64url(secret),
  cases: [
    { name: 'a file of one chunk', ...facts(short, file(short)), valid: true },
    { name: 'an empty file', ...facts(none, file(none)), valid: true },
    { name: 'a file of two chunks', ...facts(long, file(long)), valid: true },
    wrong('another file of the same length', short, file(Buffer.from('a smaller one')), 'blob-hash'),
    wrong('a file to another identity', short, file(short, { to: [seeded('another')] })),
    wrong('a file to two identities', short, file(short, { to: [secret, seeded('another')] })),
    wrong('a header whose MAC is of another key', short, file(short, { mac: seeded('another').subarray(0, 16) })),
    wrong('a bit turned in the wrapped key', short, changed(file(short), 80)),
    wrong('a bit turned in the content', short, changed(file(short), -20)),
    wrong('a last chunk that does not say so', short, file(short, { isEnded: false })),
    wrong('no age file', short, Buffer.alloc(file(short).length, 'x')),
  ],
};
