import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { toBase64url } from '../bytes.ts';
import { decryptWith, encryptTo } from './age.ts';

function newPair(): { publicKey: string; privateKey: string } {
  const { publicKey, privateKey } = generateKeyPairSync('x25519');
  return {
    publicKey: toBase64url(publicKey.export({ format: 'der', type: 'spki' }).subarray(-32)),
    privateKey: toBase64url(privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(-32)),
  };
}
const [mine, other] = [newPair(), newPair()];

test.each([0, 1, 65_536, 200_000])('%d bytes come back as they went in', async (length) => {
  const plaintext = Buffer.alloc(length, 'tamga');
  const file = await encryptTo(mine.publicKey, plaintext);
  expect(Buffer.from(file.subarray(0, 22)).toString()).toBe('age-encryption.org/v1\n');
  expect(Buffer.from(await decryptWith([other.privateKey, mine.privateKey], file)).equals(plaintext)).toBe(true);
});

test('another key does not open it', async () => {
  const file = await encryptTo(mine.publicKey, Buffer.from('text'));
  const refusal = { code: 'refused', detail: { code: 'recipient' } };
  await expect(decryptWith([other.privateKey], file)).rejects.toMatchObject(refusal);
  await expect(decryptWith([], file)).rejects.toMatchObject(refusal);
});

test('a byte changed, a file cut short and what is no age file are damaged', async () => {
  const file = await encryptTo(mine.publicKey, Buffer.alloc(70_000));
  const changed = Uint8Array.from(file);
  changed[file.length - 100]! ^= 1;
  for (const broken of [changed, file.subarray(0, -1), file.subarray(0, 30), Buffer.from('hello'), new Uint8Array(0)])
    await expect(decryptWith([mine.privateKey], broken)).rejects.toMatchObject({ detail: { code: 'damaged' } });
});
