// The failures that other systems were caught with in public, one test each; docs/protocol/attacks.md has the table.
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { readSelf } from '#features/alliance/actions.ts';
import { serveFeed } from '#features/federation/feed.ts';
import { createProofs } from '#features/log/actions.ts';
import { submitRecords } from '#features/records/actions.ts';
import { readRecord } from '#features/records/read.ts';
import { recallRecords, releaseRecords } from '#features/releases/actions.ts';
import { expectProblem } from '../guards.ts';
import { expectRefused } from './attack-checks.ts';
import { incident } from './drafts.ts';
import { becomeHostile } from './hostile.ts';
import { anyOfficer, readOpened } from '../bodies.ts';
import { startNodes } from './nodes.ts';
import type { TestNode } from './nodes.ts';

const actor = { authority: 'xa/cyber', officer: 'xa/cyber/o-1' };
const recordAt = (node: TestNode, ref: string) =>
  readRecord({ ...node.deps, proofs: createProofs(node.deps.db) }, ref, anyOfficer);
const linesFor = async (node: TestNode, recipient: string): Promise<string[]> => {
  const page = await serveFeed({ ...node.deps, proofs: createProofs(node.deps.db) }, recipient, { log: 1, seq: 0 }, 0);
  return page.trim().split('\n').slice(0, -1);
};

test('who edits its id to be somebody else has no key for it: keys at its own node, author at everybody else’s', async () => {
  await using net = await startNodes('xa', 'xb', 'xc');
  const stolen = join(net.home, 'stolen');
  cpSync(join(net.home, 'xb'), stolen, { recursive: true });
  expect(() => readSelf(stolen, 'xc')).toThrow(expect.objectContaining({ code: 'keys' }));

  const peer = becomeHostile(net, 'xb', 'xa');
  const sealed = peer.seal({ envelope: { author: 'xc/cyber', officers: ['xc/cyber/o-1'] } });
  await peer.offer(peer.release([sealed]), sealed);
  await expectRefused(net, net.node('xa'), 'xb', 'author');
});

test('a later delivery with another body changes nothing: body-hash', async () => {
  await using net = await startNodes('xa', 'xb');
  const peer = becomeHostile(net, 'xb', 'xa');
  const sealed = peer.seal();
  await peer.offer(peer.release([sealed]), sealed);
  const update = { ...sealed, body: sealed.body.replace('7', '8') };
  await peer.offer(peer.release([sealed]), update);
  await expectRefused(net, net.node('xa'), 'xb', 'body-hash');
  const { rows } = await sql<{ ref: string }>`select ref from record where kind = 'incident.count'`.execute(
    net.node('xa').deps.db,
  );
  expect(rows).toEqual([{ ref: sealed.ref }]);
});

test('white space is part of what is sealed: body-hash', async () => {
  await using net = await startNodes('xa', 'xb');
  const peer = becomeHostile(net, 'xb', 'xa');
  const sealed = peer.seal();
  await peer.offer(peer.release([sealed]), { ...sealed, body: `${sealed.body} ` });
  await expectRefused(net, net.node('xa'), 'xb', 'body-hash');
});

test('a label is not rewritten on the way: who has a record cannot pass it on, under this label or another', async () => {
  await using net = await startNodes('xa', 'xb', 'xc');
  const [xa, xb] = [net.node('xa'), net.node('xb')];
  const [report] = await submitRecords(xa.deps, [incident('xa')]);
  await releaseRecords(xa.deps, actor, [report!.ref], ['xb']);
  net.setLine('xb', 'xc', false);
  await net.settle();
  net.setLine('xb', 'xc', true);
  const body = { to: ['xc'], records: [report!.ref] };
  await expectProblem(xb.ask('/api/releases', { method: 'POST', body }), 'not-author');

  const held = await readOpened(xa.deps.db, xa.deps.self);
  const peer = becomeHostile(net, 'xb', 'xc');
  const row = held.find(({ ref }) => ref === report!.ref)!;
  const text = (await recordAt(xa, report!.ref)).body!;
  const passed = {
    ref: report!.ref,
    jws: row.jws,
    digest: row.digest,
    body: text,
    bodyKey: row.bodyKey!.toString('base64url'),
  };
  await peer.offer(peer.release([passed]), passed);
  await expectRefused(net, net.node('xc'), 'xb', 'foreign-author');
});

test('an audience is named and sealed, so no number can come to mean another: misaddressed, recipient', async () => {
  await using net = await startNodes('xa', 'xb', 'xc');
  const [xa] = [net.node('xa')];
  const peer = becomeHostile(net, 'xb', 'xa');
  await peer.offer(peer.release([peer.seal()], { envelope: { to: 'xc' } }));
  await expectRefused(net, xa, 'xb', 'misaddressed');
  const [report] = await submitRecords(xa.deps, [incident('xa')]);
  for (const to of ['XB', '1', 'xb ', 'everyone', '*'])
    await expect(releaseRecords(xa.deps, actor, [report!.ref], [to])).rejects.toMatchObject({ code: 'refused' });
});

test('an empty audience is nobody: malformed', async () => {
  await using net = await startNodes('xa', 'xb', 'xc', 'ec');
  const xa = net.node('xa');
  const [report] = await submitRecords(xa.deps, [incident('xa')]);
  const body = { to: [], records: [report!.ref] };
  await expectProblem(xa.ask('/api/releases', { method: 'POST', body }), 'malformed');
  await net.settle();
  for (const code of ['xb', 'xc', 'ec']) expect(await linesFor(xa, code)).toEqual([]);
});

test('a deletion travels to every holder, and who has not confirmed it is seen', async () => {
  await using net = await startNodes('xa', 'xb', 'xc');
  const xa = net.node('xa');
  const [report] = await submitRecords(xa.deps, [incident('xa')]);
  await releaseRecords(xa.deps, actor, [report!.ref], ['xb', 'xc']);
  await net.settle();
  net.setLine('xa', 'xc', false);
  await recallRecords(xa.deps, actor, [report!.ref], ['xb', 'xc'], 'withdrawn');
  await net.settle();
  expect(await recordAt(net.node('xb'), report!.ref)).toMatchObject({ destroyed: true });
  const statuses = async (to: string) =>
    (await recordAt(xa, report!.ref)).releases.find((r) => r.to === to)?.receipts.at(-1)?.status;
  expect([await statuses('xb'), await statuses('xc')]).toEqual(['destroyed', 'delivered']);
  net.setLine('xa', 'xc', true);
  await net.settle();
  expect(await statuses('xc')).toBe('destroyed');
});

test('between its making and its release a record is in nobody’s feed, however often the log is published', async () => {
  await using net = await startNodes('xa', 'xb', 'xc', 'ec', 'iop');
  const xa = net.node('xa');
  await submitRecords(xa.deps, [incident('xa', { marking: { tlp: 'CLEAR', base: 'unclassified' } })]);
  await net.settle();
  for (const code of ['xb', 'xc', 'ec', 'iop']) expect(await linesFor(xa, code)).toEqual([]);
});

test('two nodes go on exchanging while everybody else, the coordinator included, is gone for years', async () => {
  await using net = await startNodes('xa', 'xb', 'ec');
  for (const code of ['xa', 'xb']) net.setLine(code, 'ec', false);
  net.clock.advance(3 * 365 * 24 * 3600_000);
  const xa = net.node('xa');
  const [report] = await submitRecords(xa.deps, [incident('xa', { retainUntil: '2040-01-01' })]);
  await releaseRecords(xa.deps, actor, [report!.ref], ['xb']);
  await net.settle();
  expect(await recordAt(net.node('xb'), report!.ref)).toMatchObject({ verdict: 'accepted' });
});
