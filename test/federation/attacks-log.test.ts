import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { serveFeed } from '#features/federation/feed.ts';
import { createProofs } from '#features/log/actions.ts';
import { submitRecords } from '#features/records/actions.ts';
import { releaseRecords } from '#features/releases/actions.ts';
import { seqAt, verdictsOf } from './attack-checks.ts';
import { incident } from './drafts.ts';
import { becomeHostile } from './hostile.ts';
import type { Hostile } from './hostile.ts';
import { startNodes } from './nodes.ts';
import type { Net, TestNode } from './nodes.ts';

let net: Net;
let xa: TestNode;
beforeEach(async () => {
  net = await startNodes('xa', 'xb');
  xa = net.node('xa');
});
afterEach(() => net[Symbol.asyncDispose]());

type Alliance = {
  alarms: { participant: string; code: string }[];
  participants: { code: string; stopped: boolean; logSize: number }[];
};

async function offerAndFail(peer: Hostile): Promise<void> {
  const sealed = peer.seal();
  await peer.offer(peer.release([sealed]), sealed);
  expect(await verdictsOf(xa, sealed.ref)).toEqual([]);
}

/** The peer is stopped, its officer told once, and whoever doubts it finds both notes. */
async function expectStopped(code: string, notes: number): Promise<void> {
  const { alarms, participants } = await xa.ask<Alliance>('/api/alliance');
  expect(alarms).toMatchObject([{ participant: 'xb', code }]);
  expect(participants.find((p) => p.code === 'xb')).toMatchObject({ stopped: true });
  const { rows } = await sql<{ evidence: string }>`select evidence from alarm`.execute(xa.deps.db);
  const evidence = JSON.parse(rows[0]!.evidence) as { notes: string[] };
  expect(evidence.notes.filter((note) => note.includes('/xb/log/1\n'))).toHaveLength(notes);
  const before = await seqAt(xa, 'xb');
  expect(await xa.pull('xb')).toBe(false);
  expect(await seqAt(xa, 'xb')).toBe(before);
}

/** What an honest peer has sent before it turns. */
async function honestStart(records: number): Promise<Hostile> {
  const peer = becomeHostile(net, 'xb', 'xa');
  const sealed = Array.from({ length: records }, () => peer.seal());
  await peer.offer(peer.release(sealed), ...sealed);
  return peer;
}

test('a log that shrank stops its peer: log-shrank', async () => {
  await honestStart(5);
  await offerAndFail(becomeHostile(net, 'xb', 'xa'));
  await expectStopped('log-shrank', 2);
});

test('two roots for one size stop the peer: log-forked', async () => {
  await honestStart(1);
  await offerAndFail(becomeHostile(net, 'xb', 'xa'));
  await expectStopped('log-forked', 2);
});

test('a log that does not continue the one seen before stops its peer: log-forked', async () => {
  await honestStart(1);
  const other = becomeHostile(net, 'xb', 'xa');
  other.pad(9);
  await offerAndFail(other);
  await expectStopped('log-forked', 2);
});

test('a checkpoint signed with another key stops the peer: checkpoint', async () => {
  await offerAndFail(becomeHostile(net, 'xb', 'xa', 'witness'));
  await expectStopped('checkpoint', 1);
});

test('a checkpoint that names another directory stops the peer: directory', async () => {
  const peer = becomeHostile(net, 'xb', 'xa');
  const { directories } = xa.deps.self.alliance;
  const held = directories.get('xb')!;
  const other = { ...held, digest: randomBytes(32).toString('base64url') };
  (directories as Map<string, typeof held>).set('xb', other);
  const sealed = peer.seal();
  const page = peer.offerPage([peer.release([sealed]), sealed], {
    page: (bytes) => {
      (directories as Map<string, typeof held>).set('xb', held);
      return bytes;
    },
  });
  await page;
  expect(await verdictsOf(xa, sealed.ref)).toEqual([]);
  await expectStopped('directory', 1);
});

test('a checkpoint that is no note, with a NUL in it, stops the peer: checkpoint', async () => {
  const peer = becomeHostile(net, 'xb', 'xa');
  await peer.offerPage([], { last: (last) => ({ ...last, checkpoint: 'a\u0000b' }) });
  await expectStopped('checkpoint', 0);
});

test('a peer that was stopped is stopped alone', async () => {
  await honestStart(1);
  await offerAndFail(becomeHostile(net, 'xb', 'xa'));
  const [report] = await submitRecords(xa.deps, [incident('xa')]);
  await releaseRecords(xa.deps, { authority: 'xa/cyber', officer: 'xa/cyber/o-1' }, [report!.ref], ['xb']);
  await xa.sequence();
  while (await net.node('xb').pull('xa'));
  expect(await verdictsOf(net.node('xb'), report!.ref)).toEqual([{ verdict: 'accepted', code: null }]);
});

test('two nodes that are shown different logs find out when they talk, and say so once', async () => {
  await using three = await startNodes('xa', 'xb', 'xc');
  const [one, other] = [becomeHostile(three, 'xb', 'xa'), becomeHostile(three, 'xb', 'xc')];
  await one.offer(one.release([one.seal()]));
  await other.offer(other.release([other.seal()]));
  for (const peer of ['xa', 'xc']) three.setLine('xb', peer, false);
  for (let round = 0; round < 3; round++) for (const code of ['xa', 'xc']) await three.node(code).shareHeads();
  for (const code of ['xa', 'xc']) {
    const { alarms, participants } = await three.node(code).ask<Alliance>('/api/alliance');
    expect(alarms).toMatchObject([{ participant: 'xb', code: 'log-forked' }]);
    expect(participants.find((p) => p.code === 'xb')).toMatchObject({ stopped: true });
  }
});

test('gossip that its subject did not sign changes nothing', async () => {
  await using three = await startNodes('xa', 'xb', 'xc');
  const [one, forger] = [becomeHostile(three, 'xb', 'xa'), becomeHostile(three, 'xb', 'xa', 'witness')];
  let forged = '';
  await forger
    .offerPage([], { last: (last) => ((forged = (last as { checkpoint: string }).checkpoint), last) })
    .catch(() => {});
  await sql`update peer set stopped = false`.execute(three.node('xa').deps.db);
  await sql`delete from alarm`.execute(three.node('xa').deps.db);
  await one.offer(one.release([one.seal()]));
  const liar = becomeHostile(three, 'xc', 'xa');
  await liar.offerPage([], { last: (last) => ({ ...last, gossip: [forged, 'no note at all', ''] }) });
  const { alarms } = await three.node('xa').ask<Alliance>('/api/alliance');
  expect(alarms).toEqual([]);
});

test('what is published while a page is being made does not break the page', async () => {
  const actor = { authority: 'xa/cyber', officer: 'xa/cyber/o-1' };
  const [report] = await submitRecords(xa.deps, [incident('xa')]);
  await releaseRecords(xa.deps, actor, [report!.ref], ['xb']);
  const proofs = createProofs(xa.deps.db);
  const current = async () => {
    const newest = await proofs.current();
    await xa.sequence();
    return newest;
  };
  const page = await serveFeed({ ...xa.deps, proofs: { current } }, 'xb', { log: 1, seq: 0 }, 0);
  expect(page.split('\n').filter(Boolean)).toHaveLength(1);
  expect(
    (await serveFeed({ ...xa.deps, proofs }, 'xb', { log: 1, seq: 0 }, 0)).split('\n').filter(Boolean),
  ).toHaveLength(3);
});
