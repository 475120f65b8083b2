import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ed25519Signer, emptyRoot, formatCheckpoint, signNote } from '@tamga/log';
import { homeFiles } from '#features/alliance/actions.ts';
import { digestOf, kidOf, sealDirectory } from '#features/alliance/directory.ts';
import { maxSuccessions } from '#features/alliance/chain-limits.ts';
import { currentLog, logOrigin } from '#features/alliance/model.ts';
import { endedAs, sealSuccession } from '#features/alliance/succession.ts';
import { learnFrom } from '#features/federation/actions.ts';
import { readVerifiedHead } from '#features/federation/store.ts';
import { ferryIn, ferryOut } from '#features/ferry/actions.ts';
import { signingKeyFrom } from '#platform/keys/ed25519.ts';
import { readSecret } from '#platform/keys/key-file.ts';
import { newKey } from '#test/paper-alliance.ts';
import { report, release } from './blob-acts.ts';
import { rootOf } from './life.ts';
import { startNodes } from './nodes.ts';
import type { Net } from './nodes.ts';
import { beginAnew, peerAt, succession, tellFrom } from './restore.ts';

// A member makes documents without end: each is sealed by its own root key. The others bear a bounded part of it.

let net: Net;
beforeEach(async () => {
  net = await startNodes('xa', 'xb', 'xc');
  await tellFrom(net, 'xb', 'xc');
});
afterEach(() => net[Symbol.asyncDispose]());

/** A succession of xc that holds, but for what it is worth. */
async function endOf(log: number, size = 1_000_000): Promise<string> {
  const key = signingKeyFrom(readSecret(homeFiles(`${net.home}/xc`).key('log')));
  const { alliance } = net.node('xb').deps.self;
  const { directory, digest } = alliance.directories.get('xc')!;
  const origin = logOrigin(alliance.id, 'xc', log);
  const signer = ed25519Signer(origin, Buffer.from(key.publicKey, 'base64url'), (m) => key.sign(m));
  const note = await signNote(formatCheckpoint({ origin, size, root: emptyRoot(), extensions: [] }), [signer]);
  const ended = endedAs({ alliance: alliance.id, participant: 'xc', log }, [note]);
  const facts = { next: log + 1, directory: { number: directory.number, digest } };
  const issuedAt = net.clock.now.toISOString();
  return sealSuccession({ format: 'tamga-succession/1', ...ended, ...facts, issuedAt }, rootOf(net, 'xc'));
}

/** xc's node answers with these, at each question. */
function serve(successions: readonly string[]): void {
  net.tamper((from, path, body) => {
    if (from !== 'xc') return body;
    if (path.endsWith('/succession')) return Buffer.from(JSON.stringify({ successions, more: false }));
    if (!path.endsWith('/feed')) return body;
    const lines = body.toString().trimEnd().split('\n');
    const last = { ...(JSON.parse(lines.pop()!) as object), documents: 'A'.repeat(43) };
    return Buffer.from(`${[...lines, JSON.stringify(last)].join('\n')}\n`);
  });
}

const alarmsOf = async (code: string) =>
  (await net.node(code).ask<{ alarms: { participant: string; code: string }[] }>('/api/alliance')).alarms;

test('a member that ends its log without end keeps nobody from following another’s next log', async () => {
  serve(await Promise.all(Array.from({ length: 40 }, (_, i) => endOf(i + 1))));
  await net
    .node('xb')
    .pull('xc')
    .catch(() => {});
  expect(currentLog(net.node('xb').deps.self.alliance, 'xc')).toBe(maxSuccessions + 1);
  expect(await alarmsOf('xb')).toContainEqual(expect.objectContaining({ participant: 'xc', code: 'succession-limit' }));
  net.tamper(undefined);
  const file = await net.backup('xa');
  await tellFrom(net, 'xb');
  await net.restore('xa', file);
  await net
    .node('xa')
    .checkLog(undefined)
    .catch(() => {});
  await beginAnew(net, 'xa', await succession(net, 'xa'));
  await net.node('xb').pull('xa');
  await net.node('xb').pull('xa');
  expect(currentLog(net.node('xb').deps.self.alliance, 'xa')).toBe(2);
});

test('a member that fills its directories keeps no ferry file of others from being read', async () => {
  const [xa, xb] = [net.node('xa'), net.node('xb')];
  const root = rootOf(net, 'xc');
  const { directory: first, digest: firstDigest } = xb.deps.self.alliance.directories.get('xc')!;
  const extra = Array.from({ length: 850 }, () => {
    const { publicKey } = newKey();
    const use = { use: 'witness', alg: 'Ed25519', realm: 'live' } as const;
    return { kid: kidOf('xc', publicKey), ...use, publicKey, from: { log: 1, index: 9e6 } };
  });
  const filled = { ...first, keys: [...extra, ...first.keys] };
  let previous = firstDigest;
  const chain: string[] = [];
  for (let i = 0; i < 20; i++) {
    chain.push(sealDirectory({ ...filled, number: first.number + 1 + i, previous }, root));
    previous = digestOf(chain.at(-1)!);
  }
  for (const node of [xa, xb]) await learnFrom(node.deps, { profiles: [], directories: chain }, 'xc');
  expect(xb.deps.self.alliance.directories.get('xc')!.directory.number).toBeLessThan(15);
  expect(await alarmsOf('xb')).toContainEqual(expect.objectContaining({ participant: 'xc', code: 'directory-limit' }));
  await release(xa, [await report(xa)], 'xb');
  await xa.sequence();
  const { file } = await ferryOut(xa.deps, { to: 'xb', size: (await readVerifiedHead(xb.deps.db, 'xa')).size });
  expect((await ferryIn(xb.deps, file)).from).toBe('xa');
});

test('documents that never count are looked at once, and who offers too many of them is stopped', async () => {
  const xb = net.node('xb');
  // Log 2 ends, and log 1 is the newest here: refused, after both signatures were verified.
  const few = await Promise.all(Array.from({ length: 40 }, (_, i) => endOf(2, i + 1)));
  const lookAt = async (): Promise<void> => {
    await sql`delete from alarm`.execute(xb.deps.db);
    expect(await learnFrom(xb.deps, { profiles: [], directories: [], successions: few }, 'xc')).toBe(true);
  };
  await lookAt();
  expect((await alarmsOf('xb')).map(({ code }) => code)).toEqual(['succession-refused']);
  await lookAt();
  expect(await alarmsOf('xb'), 'it was not judged again').toEqual([]);
  serve(await Promise.all(Array.from({ length: 40 }, (_, i) => endOf(2, i + 100))));
  await xb.pull('xc').catch(() => {});
  expect(await peerAt(net, 'xb', 'xc')).toMatchObject({ stopped: true, code: 'refused-flood' });
});
