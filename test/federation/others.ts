import { randomUUID } from 'node:crypto';
import { exchangeWithPeer } from '#features/federation/actions.ts';
import { submitRecords } from '#features/records/actions.ts';
import { recallRecords, releaseRecords } from '#features/releases/actions.ts';
import type { BlobFacts } from '#features/records/model.ts';
import { handIn, hashOf } from './blob-acts.ts';
import { incident } from './drafts.ts';
import { startNodes } from './nodes.ts';
import type { Net, TestNode } from './nodes.ts';

// Two worlds for invariant I4: in both, xa and xc do the same at the same moments; in one, xa also deals with others.

export type Answer = { ask: string; status: number; headers: Record<string, string>; body: string };
export type World = AsyncDisposable & {
  net: Net;
  /** Requests that xa made of xc. */
  heard: string[];
  /** A record that xa has and never released to xc. */
  unreleased: string;
  /** Hashes of files: one that xc has by a release, one of the unreleased record, and one that others have where there are others. */
  blobs: { released: string; unreleased: string; foreign: string };
};

const actor = (node: TestNode) => ({ authority: `${node.code}/cyber`, officer: `${node.code}/cyber/o-1` });

async function say(node: TestNode, count: number, change = {}): Promise<string[]> {
  const drafts = Array.from({ length: count }, () => incident(node.code, change));
  return (await submitRecords(node.deps, drafts)).map((record) => record.ref);
}

/** What xc and xa do, and with `others` what xa has to do with everybody else meanwhile. */
export async function playWorld(others: boolean, more = 0): Promise<World> {
  const net = await startNodes('xa', 'xb', 'xc', 'ec');
  const [xa, xb, xc] = [net.node('xa'), net.node('xb'), net.node('xc')];
  const heard: string[] = [];
  net.watch((asker, target, method, { pathname }) => {
    if (asker === 'xa' && target === 'xc') heard.push(`${method} ${pathname}`);
  });
  const shareAll = async (): Promise<void> => {
    for (const code of net.codes) await net.node(code).shareHeads();
    for (const code of net.codes) await net.node(code).collectCosignatures();
    for (const code of net.codes) await net.node(code).proveHeads();
  };
  const file = (word: string): Promise<BlobFacts> => handIn(xa, Buffer.alloc(70_000, word));
  const [shown, hidden] = [await file('shown'), await file('hidden')];
  const [unreleased = ''] = await say(xa, 1, { blobs: [hidden] });
  const [first = '', second = '', third = ''] = await say(xa, 3 + more, { blobs: [shown] });
  const foreign = Buffer.alloc(70_000, 'foreign');
  if (others) {
    await releaseRecords(xa.deps, actor(xa), await say(xa, 40), ['xb', 'ec']);
    const theirs = await say(xa, 1, { blobs: [await handIn(xa, foreign), shown] });
    await releaseRecords(xa.deps, actor(xa), theirs, ['xb', 'ec']);
  }
  // The same call names others too: no release record tells of the next.
  await releaseRecords(xa.deps, actor(xa), [first, second, third], others ? ['xb', 'xc', 'ec'] : ['xc']);
  await net.settle();
  net.clock.advance(60_000);
  await releaseRecords(xc.deps, actor(xc), await say(xc, 2), ['xa']);
  if (others) {
    await releaseRecords(xb.deps, actor(xb), await say(xb, 25), ['xa', 'ec']);
    await recallRecords(xa.deps, actor(xa), [first, third], ['xb'], 'a reason');
  }
  await net.settle();
  net.clock.advance(60_000);
  await shareAll();
  await recallRecords(xa.deps, actor(xa), [second], ['xc'], 'a reason');
  if (others) await recallRecords(xa.deps, actor(xa), [second], ['ec'], 'a reason');
  await net.settle();
  const [newer = ''] = await say(xa, 1, { replaces: third });
  await releaseRecords(xa.deps, actor(xa), [newer], others ? ['ec', 'xc', 'xb'] : ['xc']);
  await net.settle();
  net.clock.advance(60_000);
  await shareAll();
  const blobs = { released: shown.sha256, unreleased: hidden.sha256, foreign: hashOf(foreign) };
  const made = { net, heard, unreleased, blobs };
  return { ...made, [Symbol.asyncDispose]: () => net[Symbol.asyncDispose]() };
}

/** A second conversation of xa and xb, between two rounds of gossip. */
export async function talkAside({ net }: World): Promise<void> {
  const [xa, xb] = [net.node('xa'), net.node('xb')];
  await releaseRecords(xb.deps, actor(xb), await say(xb, 5), ['xa']);
  await xb.sequence();
  while (await xa.pull('xb'));
}

/** All that xc can ask of xa, rightly or not. */
export function questions({ unreleased, blobs }: World): { method: 'GET' | 'POST'; path: string }[] {
  const absent = `xa/${randomUUID().replace(/^(.{14})./, '$17')}`;
  const foreign = unreleased.replace(/^xa/, 'xb');
  const digests = [blobs.unreleased, hashOf(Buffer.from(absent)), blobs.foreign];
  const paths = [
    ...[unreleased, absent, foreign].flatMap((ref) => [`records/${ref}`, `proof/${ref}`, `feed/${ref}`]),
    ...[...digests, blobs.released].map((digest) => `blobs/${digest}`),
    'feed?after=1.0',
    'feed?after=1.0&size=4',
    'feed?after=1.2',
    'feed?after=1.999',
    'feed?after=1.0&only=recall',
    'feed?after=1.0&size=999999999',
    'feed?after=2.0',
    'feed',
    'feed?after=1.-1',
    'feed?after=1.0&recipient=xb',
    'checkpoint',
    'checkpoint/witnessed',
    'profile',
    'profile?number=9',
    'directory',
    'directory?known=xb',
    'head',
    'held?log=1&size=4',
    'held?log=1&size=999999',
    'held',
    'tile/0/000.p/4',
    'tile/0/x999/999',
    'tile/0/999.p/1',
    'tile/entries/999.p/1',
    'tile/9/000',
    'tile/0/0',
    'tile/',
    '',
    'gossip',
    'peers',
    'recipients',
    'releases',
    'witness',
    'nudge',
    'alarms',
  ];
  const posts = ['nudge', 'witness', 'feed', 'checkpoint'].map((path) => ({ method: 'POST' as const, path }));
  return [...paths.map((path) => ({ method: 'GET' as const, path })), ...posts];
}

export async function ask({ net }: World, method: 'GET' | 'POST', path: string): Promise<Answer> {
  const deps = { ...net.node('xc').deps, network: net.networkOf('xc') };
  const limits = { maxBytes: 1e8, timeoutMs: 1e4 };
  const answer = await exchangeWithPeer(deps, 'xa', { method, path: `/federation/v1/${path}` }, limits);
  return { ask: `${method} ${path}`, status: answer.status, headers: answer.headers, body: answer.body.toString() };
}
