// Files that cost more to read than to make, or that say they are somebody else's; docs/protocol/attacks.md has the table.
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ferryIn } from '#features/ferry/actions.ts';
import { ferryType, maxFerryBytes } from '#features/ferry/model.ts';
import { splitFerry } from '#features/ferry/ferry-file.ts';
import { readPeer } from '#features/federation/actions.ts';
import { decryptWith, encryptTo } from '#platform/keys/age.ts';
import { signCompact } from '#platform/keys/jws.ts';
import { out, publicOf, release, resealed, secretOf } from './ferries.ts';
import type { Change } from './ferries.ts';
import { startNodes } from './nodes.ts';
import type { Net, TestNode } from './nodes.ts';

const mib = 1024 * 1024;
let net: Net;
let xa: TestNode;
let xb: TestNode;
let honest: Uint8Array;
beforeEach(async () => {
  net = await startNodes('xa', 'xb');
  net.setLine('xa', 'xb', false);
  [xa, xb] = [net.node('xa'), net.node('xb')];
  await release(xa, 'xb', 2);
  honest = await out(xa, 'xb');
});
afterEach(async () => {
  // Nothing was applied, nobody was stopped, and the honest file is taken.
  expect(await readPeer(xb.deps.db, 'xa')).toMatchObject({ seq: 0, stopped: false });
  expect(await ferryIn(xb.deps, honest)).toMatchObject({ lines: 3 });
  await net[Symbol.asyncDispose]();
});

const expectRefused = async (file: Uint8Array, code: string): Promise<void> => {
  await expect(ferryIn(xb.deps, file)).rejects.toMatchObject({ code: 'refused', detail: { code } });
};
const sealed = (change: Change): Promise<Uint8Array> => resealed(honest, { by: xa, to: xb, ...change });
const toXb = (text: string | Buffer): Promise<Uint8Array> => encryptTo(publicOf(xb), Buffer.from(text));

test('what is compressed in a file is not unpacked: damaged', async () => {
  const bomb = gzipSync(Buffer.alloc(200 * mib), { level: 1 });
  expect(bomb.length).toBeLessThan(2 * mib);
  await expectRefused(bomb, 'damaged');
  await expectRefused(await toXb(bomb), 'damaged');
  await expectRefused(await sealed({ content: () => bomb }), 'damaged');
});

test('a header of more keys than anybody has is not tried key by key: too-large; one without end, or none: too-large, damaged', async () => {
  const stanza = `-> X25519 ${'A'.repeat(43)}\n${'A'.repeat(43)}\n`;
  await expectRefused(
    Buffer.from(`age-encryption.org/v1\n${stanza.repeat(500_000)}--- ${'A'.repeat(43)}\n`),
    'too-large',
  );
  await expectRefused(Buffer.from(`age-encryption.org/v1\n-> ${'a'.repeat(40 * mib)}`), 'too-large');
  await expectRefused(Buffer.alloc(40 * mib, 'a'), 'damaged');
});

test('a seal that is deep, long, twofold or counts beyond all measure: damaged', async () => {
  const { keys } = xa.deps.self;
  const { seal, content } = splitFerry(await decryptWith([secretOf(xb)], honest));
  const of = (payload: string): Promise<Uint8Array> => {
    const jws = signCompact(ferryType, keys.transport.kid, Buffer.from(payload), keys.transport.key);
    return toXb(Buffer.concat([Buffer.from(`${jws}\n`), content]));
  };
  const text = JSON.stringify(seal);
  const with_ = (member: string): string => text.replace(/\}$/, `,${member}}`);
  await expectRefused(await of(text.replace(/"last":\d+/, '"last":1e308')), 'damaged');
  await expectRefused(await of(text.replace(/"last":\d+/, `"last":${Number.MAX_SAFE_INTEGER}`)), 'damaged');
  await expectRefused(await of(text.replace(/"after":\d+/, `"after":-1`)), 'damaged');
  await expectRefused(await of(with_(`"x":${'['.repeat(50_000)}${']'.repeat(50_000)}`)), 'damaged');
  await expectRefused(await of(with_('"to":"xc"')), 'damaged');
  await expectRefused(await of(with_(`"x":"${'a'.repeat(300 * 1024)}"`)), 'damaged');
  const proof = { size: 1, proof: '' };
  await expectRefused(
    await of(JSON.stringify({ ...seal, consistency: Array.from({ length: 67 }, () => proof) })),
    'damaged',
  );
});

test('documents that are deep, or a list without end, under a good seal: damaged', async () => {
  const documents = (line: string) => (text: string) => line + text.slice(text.indexOf('\n'));
  for (const line of [
    '['.repeat(1_000_000),
    `{"format":"tamga-documents/1","profiles":[${'0,'.repeat(2_000_000)}0],"directories":[]}`,
    `{"format":"tamga-documents/1","profiles":[],"directories":["${'a.b.c","'.repeat(20_001)}"]}`,
    `"${'a'.repeat(17 * mib)}"`,
  ])
    await expectRefused(await sealed({ content: documents(line) }), 'damaged');
});

test('two million empty lines, hundreds of thousands of tiny ones, one giant page, and more than a file holds: too-large', async () => {
  const after = (lines: string) => (text: string) => text.replace('\n', `\n${lines}`);
  await expectRefused(await sealed({ content: after('\n'.repeat(2_000_000)) }), 'too-large');
  await expectRefused(await sealed({ content: after('{"seq":1,"void":true}\n'.repeat(200_000)) }), 'too-large');
  await expectRefused(await sealed({ content: after(`{"seq":1,"x":"${'a'.repeat(34 * mib)}"}\n`) }), 'too-large');
  await expectRefused(await toXb(Buffer.alloc(maxFerryBytes + 2 * mib)), 'too-large');
});

test('a key that its own file vouches for counts only under the root key, and a thousand false directories cost little: seal', async () => {
  const stranger = xb.deps.self.keys.transport;
  const [, payload = ''] = xa.deps.self.alliance.directories.get('xa')!.jws.split('.');
  const directory = JSON.parse(Buffer.from(payload, 'base64url').toString()) as {
    keys: { use: string; kid: string }[];
  };
  const forged = (number: number): string => {
    const next = {
      ...directory,
      number,
      keys: directory.keys.map((key) => (key.use === 'transport' ? { ...key, kid: stranger.kid } : key)),
    };
    return signCompact('tamga-directory+jws', stranger.kid, Buffer.from(JSON.stringify(next)), stranger.key);
  };
  const some = Array.from({ length: 1_000 }, (_, i) => forged(i + 2));
  const content = (text: string): string => {
    const end = text.indexOf('\n');
    const documents = JSON.parse(text.slice(0, end)) as { directories: string[] };
    return JSON.stringify({ ...documents, directories: [...documents.directories, ...some] }) + text.slice(end);
  };
  await expectRefused(await sealed({ content, by: xb }), 'seal');
  expect(
    (await xb.ask<{ alarms: unknown[] }>('/api/alliance')).alarms,
    'nobody is blamed for what nobody sealed',
  ).toEqual([]);
});
