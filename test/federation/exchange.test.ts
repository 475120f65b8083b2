import { expect, test } from 'vitest';
import { submitRecords } from '#features/records/actions.ts';
import { recallRecords, releaseRecords } from '#features/releases/actions.ts';
import { readRecord } from '#features/records/read.ts';
import { createProofs } from '#features/log/actions.ts';
import { anyOfficer, readOpened } from '../bodies.ts';
import { startNodes } from './nodes.ts';
import type { TestNode } from './nodes.ts';
import { incident } from './drafts.ts';

const actor = { authority: 'xa/cyber', officer: 'xa/cyber/o-1' };
const recordAt = (node: TestNode, ref: string) =>
  readRecord({ ...node.deps, proofs: createProofs(node.deps.db) }, ref, anyOfficer);

test('a record reaches whom it was released to, byte for byte, and nobody else', async () => {
  await using net = await startNodes('xa', 'xb', 'xc', 'ec');
  const xa = net.node('xa');
  const [report] = await submitRecords(xa.deps, [incident('xa')]);
  await releaseRecords(xa.deps, actor, [report!.ref], ['xb']);
  await net.settle();

  const atNode = async (node: TestNode) =>
    (await readOpened(node.deps.db, node.deps.self)).find((r) => r.ref === report!.ref);
  const sealed = await atNode(xa);
  expect(sealed?.body).toBeTruthy();
  expect(await atNode(net.node('xb'))).toEqual(sealed);
  expect((await recordAt(net.node('xb'), report!.ref)).verdict).toBe('accepted');
  await expect(recordAt(net.node('xc'), report!.ref)).rejects.toMatchObject({ code: 'not-found' });
  await expect(recordAt(net.node('ec'), report!.ref)).rejects.toMatchObject({ code: 'not-found' });
  expect((await recordAt(xa, report!.ref)).releases).toMatchObject([
    { to: 'xb', recalledAt: null, receipts: [{ status: 'delivered' }] },
  ]);
});

test('a recall destroys the content at its recipient alone, and the receipt says so', async () => {
  await using net = await startNodes('xa', 'xb', 'xc');
  const xa = net.node('xa');
  const [report] = await submitRecords(xa.deps, [incident('xa')]);
  await releaseRecords(xa.deps, actor, [report!.ref], ['xb', 'xc']);
  await net.settle();
  await recallRecords(xa.deps, actor, [report!.ref], ['xc'], 'sent too widely');
  await net.settle();

  expect(await recordAt(net.node('xc'), report!.ref)).toMatchObject({ destroyed: true, body: null, title: null });
  expect(await recordAt(net.node('xb'), report!.ref)).toMatchObject({ destroyed: false });
  const { releases } = await recordAt(xa, report!.ref);
  expect(releases.find((r) => r.to === 'xc')?.receipts.map((r) => r.status)).toEqual(['delivered', 'destroyed']);
  expect(releases.find((r) => r.to === 'xb')?.receipts.map((r) => r.status)).toEqual(['delivered']);
});

test('what was recalled can be released again', async () => {
  await using net = await startNodes('xa', 'xb');
  const xa = net.node('xa');
  const [report] = await submitRecords(xa.deps, [incident('xa')]);
  await releaseRecords(xa.deps, actor, [report!.ref], ['xb']);
  await net.settle();
  await recallRecords(xa.deps, actor, [report!.ref], ['xb'], 'by mistake');
  await releaseRecords(xa.deps, actor, [report!.ref], ['xb']);
  await net.settle();
  expect(await recordAt(net.node('xb'), report!.ref)).toMatchObject({ destroyed: false, verdict: 'accepted' });
});
