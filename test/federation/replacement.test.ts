import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { recallRecords, releaseRecords, submitDraft } from '#features/releases/actions.ts';
import { createProofs } from '#features/log/actions.ts';
import { submitRecords } from '#features/records/actions.ts';
import { readRecord } from '#features/records/read.ts';
import { incident } from './drafts.ts';
import { tamga } from '../command-line.ts';
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

test('from the command line a correction says to whom it went at once, and the old record what replaces it', async () => {
  await using net = await startNodes('xa', 'xb', 'iop');
  const [xa, xb] = [net.node('xa'), net.node('xb')];
  const [old] = await submitRecords(xa.deps, [incident('xa', { marking: { tlp: 'GREEN', base: 'unclassified' } })]);
  await releaseRecords(xa.deps, actor, [old!.ref], ['xb', 'iop']);
  await net.settle();
  const folder = mkdtempSync(join(tmpdir(), 'tamga-replacement-'));
  try {
    const { author: _, officers: _o, ...draft } = incident('xa', { replaces: old!.ref });
    const file = join(folder, 'draft.json');
    writeFileSync(file, JSON.stringify(draft));
    const made = await tamga(net, ['--node', 'xa', 'submit', file]);
    const [ref = '', ...told] = made.out.trim().split('\n');
    expect(told).toEqual([
      'released to xb, who has the record that it replaces',
      expect.stringMatching(/^NOT released to iop, .*\[tlp\]$/),
    ]);
    await net.settle();
    expect((await tamga(net, ['--node', 'xb', 'record', old!.ref])).out).toContain(`replaced by   ${ref}`);
    expect((await recordAt(xb, ref)).replacedBy).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
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
