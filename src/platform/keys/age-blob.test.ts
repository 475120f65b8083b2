import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { decryptWith } from './age.ts';
import {
  ageFileBytes,
  ageHeaderBytes,
  decryptBlob,
  encryptBlob,
  fromAgeIdentity,
  readdress,
  toAgeIdentity,
} from './age-blob.ts';
import { toBase64url } from '../bytes.ts';

const streamOf = (bytes: Uint8Array): ReadableStream<Uint8Array> =>
  new ReadableStream({
    start(controller) {
      controller.enqueue(bytes);
      controller.close();
    },
  });
const all = async (stream: ReadableStream<Uint8Array>): Promise<Buffer> => {
  const parts: Uint8Array[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
};

test.each([0, 1, 65_535, 65_536, 65_537, 200_000])(
  'the age file of %d bytes is as long as is foretold, and the library opens it',
  async (size) => {
    const secret = randomBytes(32);
    const plain = randomBytes(size);
    const file = await all(await encryptBlob(secret, streamOf(plain)));
    expect(file.length).toBe(ageFileBytes(size));
    expect(Buffer.from(await decryptWith([toBase64url(secret)], file)).equals(plain)).toBe(true);
    expect((await all(await decryptBlob(secret, streamOf(file)))).equals(plain)).toBe(true);
  },
);

test('a file that is addressed to another identity is opened by that one alone, by the library itself', async () => {
  const [mine, theirs, ephemeral] = [randomBytes(32), randomBytes(32), randomBytes(32)];
  const plain = randomBytes(100_000);
  const file = await all(await encryptBlob(mine, streamOf(plain)));
  const header = await readdress(file.subarray(0, ageHeaderBytes), mine, theirs, ephemeral);
  expect(header).toHaveLength(ageHeaderBytes);
  expect(await readdress(file.subarray(0, ageHeaderBytes), mine, theirs, ephemeral)).toEqual(header);
  const addressed = Buffer.concat([header, file.subarray(ageHeaderBytes)]);
  expect(Buffer.from(await decryptWith([toBase64url(theirs)], addressed)).equals(plain)).toBe(true);
  await expect(decryptWith([toBase64url(mine)], addressed)).rejects.toMatchObject({ detail: { code: 'recipient' } });
  await expect(readdress(addressed.subarray(0, ageHeaderBytes), mine, theirs, ephemeral)).rejects.toMatchObject({
    detail: { code: 'recipient' },
  });
});

test('an identity has one spelling', async () => {
  const secret = randomBytes(32);
  const identity = await toAgeIdentity(secret);
  expect(identity).toMatch(/^AGE-SECRET-KEY-1[A-Z0-9]{58}$/);
  expect((await fromAgeIdentity(identity)).equals(secret)).toBe(true);
  for (const other of [identity.toLowerCase(), `${identity} `, identity.slice(0, -1), '', 'age1x'])
    await expect(fromAgeIdentity(other), other).rejects.toMatchObject({ code: 'encoding' });
});
