import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { submitRecords } from '#features/records/actions.ts';
import type { Draft } from '#features/records/model.ts';
import type { RecordDetail, RecordSummary } from '#features/records/view.ts';
import { releaseRecords } from '#features/releases/actions.ts';
import type { Block } from '#features/gates/model.ts';
import { dumpText } from './attack-checks.ts';
import { incident } from './drafts.ts';
import { becomeHostile } from './hostile.ts';
import { startNodes } from './nodes.ts';
import type { TestNode } from './nodes.ts';

const actor = { authority: 'xa/cyber', officer: 'xa/cyber/o-1' };
const minuteMs = 60_000;

const secret = (change: Partial<Draft> = {}): Draft =>
  incident('xa', { marking: { tlp: 'AMBER', base: 'kestrel-secret' }, ...change });
const refuse = async (node: TestNode, draft: Draft): Promise<void> =>
  expect(submitRecords(node.deps, [draft])).rejects.toMatchObject({ code: 'refused' });

/** The accounts that a node has sealed, the oldest first. */
async function blocksOf(node: TestNode): Promise<(RecordDetail & { blocks: Block[] })[]> {
  const { items } = await node.ask<{ items: RecordSummary[] }>('/api/records?kind=gate.block');
  const details = await Promise.all(items.toReversed().map(({ ref }) => node.ask<RecordDetail>(`/api/records/${ref}`)));
  return details.map((detail) => ({
    ...detail,
    blocks: detail.body === null ? [] : (JSON.parse(detail.body) as { blocks: Block[] }).blocks,
  }));
}

test('what a rule refuses to a draft, a release, a recall or an import is told by the node: kind, rule and officer, nothing of the content', async () => {
  await using net = await startNodes('xa');
  const xa = net.node('xa');
  await refuse(xa, secret());
  await refuse(xa, incident('xa', { purpose: 'kestrel' }));
  const [report] = await submitRecords(xa.deps, [incident('xa')]);
  const post = (path: string, body: object): Promise<unknown> => xa.ask(path, { method: 'POST', body });
  await expect(post('/api/releases', { to: ['iop'], records: [report!.ref] })).rejects.toMatchObject({
    detail: { code: 'tlp' },
  });
  await expect(post('/api/recalls', { to: ['xb'], records: [report!.ref], reason: 'kestrel' })).rejects.toMatchObject({
    detail: { code: 'not-released' },
  });
  const query =
    'name=kestrel.json&tlp=AMBER&base=unclassified&basis=mca-2029:99&purpose=cybercrime&retainUntil=2031-01-01';
  const bytes = Buffer.from('{"type":"bundle","id":"bundle--0197a9a0-0000-4000-8000-000000000000","objects":[]}');
  await expect(xa.ask(`/api/imports?${query}`, { method: 'POST', bytes })).rejects.toMatchObject({
    detail: { code: 'basis' },
  });

  net.clock.advance(minuteMs);
  await xa.sealAccounts();
  const [account, ...others] = await blocksOf(xa);
  expect(others).toEqual([]);
  expect(account).toMatchObject({ author: 'xa/node', envelope: { officers: ['xa/cyber/o-1'] }, to: null });
  const told = account!.blocks.map(({ gate, kind, code, officer, count }) => [gate, kind, code, officer, count]);
  expect(told.toSorted()).toEqual(
    [
      ['draft', 'incident.report', 'SG-30', 'xa/cyber/o-1', 1],
      ['draft', 'incident.report', 'purpose', 'xa/cyber/o-1', 1],
      ['draft', 'release', 'tlp', 'xa/cyber/o-1', 1],
      ['draft', 'recall', 'not-released', 'xa/cyber/o-1', 1],
      ['draft', 'threat.object', 'basis', 'xa/cyber/o-1', 1],
    ].toSorted(),
  );
  expect(await dumpText(xa)).not.toContain('kestrel');
  expect(account!.body).not.toContain('kestrel');
});

test('a loop of refused drafts makes one record a minute, with the count in it', async () => {
  await using net = await startNodes('xa');
  const xa = net.node('xa');
  for (let i = 0; i < 30; i++) {
    await refuse(xa, secret());
    await xa.sealAccounts();
    net.clock.advance(1_000);
  }
  expect(await blocksOf(xa)).toEqual([]);
  net.clock.advance(minuteMs / 2);
  await xa.sealAccounts();
  await refuse(xa, secret());
  net.clock.advance(minuteMs - 1);
  await xa.sealAccounts();
  expect((await blocksOf(xa)).map(({ blocks }) => blocks.map((block) => block.count))).toEqual([[30]]);
  net.clock.advance(1);
  await Promise.all([xa.sealAccounts(), xa.sealAccounts()]);
  expect((await blocksOf(xa)).map(({ blocks }) => blocks.map((block) => block.count))).toEqual([[30], [1]]);
});

test('oversight has the envelope of the account, which names whose drafts were refused; its content once it is released', async () => {
  await using net = await startNodes('xa', 'iop');
  const [xa, iop] = [net.node('xa'), net.node('iop')];
  await refuse(xa, secret());
  net.clock.advance(minuteMs);
  await xa.sealAccounts();
  await net.settle();
  const [there] = await blocksOf(iop);
  expect(there).toMatchObject({ verdict: 'accepted', envelopeOnly: true, body: null, author: 'xa/node' });
  expect(there!.envelope.officers).toEqual(['xa/cyber/o-1']);
  await releaseRecords(xa.deps, actor, [there!.ref], ['iop']);
  await net.settle();
  expect((await blocksOf(iop))[0]).toMatchObject({ envelopeOnly: false, blocks: [{ code: 'SG-30' }] });
});

test('what a gate refuses on arrival is told by who received it', async () => {
  await using net = await startNodes('xa', 'xb', 'iop');
  const xb = net.node('xb');
  const hostile = becomeHostile(net, 'xa', 'xb');
  const wrong = hostile.seal({ envelope: { purpose: 'kestrel', case: undefined, kind: 'incident.report' } });
  const strange = hostile.seal({ envelope: { kind: 'kestrel.plan', case: undefined } });
  await hostile.offer(hostile.release([wrong, strange]), wrong, strange);
  net.clock.advance(minuteMs);
  await xb.sealAccounts();
  const [account] = await blocksOf(xb);
  expect(account).toMatchObject({ author: 'xb/node', envelope: { officers: [] } });
  expect(account!.blocks).toMatchObject([
    { gate: 'arrival', kind: 'incident.report', code: 'purpose', from: 'xa', count: 1 },
    { gate: 'arrival', kind: 'unknown', code: 'kind-unknown', from: 'xa', count: 1 },
  ]);
  expect(account!.body).not.toContain('kestrel');
});

test('an account of more officers than an envelope names comes in several, a minute apart, and none is left out', async () => {
  await using net = await startNodes('xa');
  const xa = net.node('xa');
  for (let n = 1; n <= 20; n++) await refuse(xa, secret({ officers: [`xa/cyber/o-${n}`] }));
  for (let i = 0; i < 3; i++) {
    net.clock.advance(minuteMs);
    await xa.sealAccounts();
    await xa.sealAccounts();
  }
  const accounts = await blocksOf(xa);
  expect(accounts.map(({ envelope }) => envelope.officers.length)).toEqual([16, 4]);
  const { rows } = await sql<{ n: number }>`select count(*) as n from gate_note`.execute(xa.deps.db);
  expect(rows[0]?.n).toBe(0);
});
