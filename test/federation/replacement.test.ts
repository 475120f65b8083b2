import { expect, test } from 'vitest';
import { recallRecords, releaseRecords, submitDraft } from '#features/releases/actions.ts';
import { createProofs } from '#features/log/actions.ts';
import { submitRecords } from '#features/records/actions.ts';
import { readRecord } from '#features/records/read.ts';
import { incident } from './drafts.ts';
import { anyOfficer } from '../bodies.ts';
import { startNodes } from './nodes.ts';
import type { TestNode } from './nodes.ts';

const actor = { authority: 'xa/cyber', officer: 'xa/cyber/o-1' };
const recordAt = (node: TestNode, ref: string) =>
  readRecord({ ...node.deps, proofs: createProofs(node.deps.db) }, ref, anyOfficer);

test('whoever has a record is given its replacement, and nobody else is', async () => {
  await using net = await startNodes('xa', 'xb', 'xc');
  const xa = net.node('xa');
  const [old] = await submitRecords(xa.deps, [incident('xa')]);
  await releaseRecords(xa.deps, actor, [old!.ref], ['xb', 'xc']);
  await net.settle();
  await recallRecords(xa.deps, actor, [old!.ref], ['xc'], 'sent too widely');

  const made = await submitDraft(xa.deps, actor, incident('xa', { replaces: old!.ref }));
  expect(made).toMatchObject({ released: [{ to: 'xb', count: 1 }], withheld: [] });
  await net.settle();
  expect(await recordAt(net.node('xb'), made.record.ref)).toMatchObject({ verdict: 'accepted', destroyed: false });
  await expect(recordAt(net.node('xc'), made.record.ref)).rejects.toMatchObject({ code: 'not-found' });
});

test('a replacement under a narrower marking goes to nobody whom the marking forbids, and the officer is told', async () => {
  await using net = await startNodes('xa', 'iop');
  const xa = net.node('xa');
  const green = { tlp: 'GREEN', base: 'unclassified' };
  const [old] = await submitRecords(xa.deps, [incident('xa', { marking: green })]);
  await releaseRecords(xa.deps, actor, [old!.ref], ['iop']);
  const made = await submitDraft(xa.deps, actor, incident('xa', { replaces: old!.ref }));
  expect(made).toMatchObject({ released: [], withheld: [{ to: 'iop', code: 'tlp' }] });
  await net.settle();
  await expect(recordAt(net.node('iop'), made.record.ref)).rejects.toMatchObject({ code: 'not-found' });
});
