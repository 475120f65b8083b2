import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { createProofs } from '#features/log/actions.ts';
import { submitRecords } from '#features/records/actions.ts';
import { readRecord } from '#features/records/read.ts';
import { releaseRecords } from '#features/releases/actions.ts';
import type { ProposalSummary } from '#features/proposals/model.ts';
import { askAs } from './authorities.ts';
import { incident } from './drafts.ts';
import { approve, found, officersOf, propose, warning } from './eyes.ts';
import { anyOfficer } from '../bodies.ts';
import { startNodes } from './nodes.ts';
import type { Net, TestNode } from './nodes.ts';

const actor = { authority: 'xa/cyber', officer: 'xa/cyber/o-1' };
const recordAt = (node: TestNode, ref: string) =>
  readRecord({ ...node.deps, proofs: createProofs(node.deps.db) }, ref, anyOfficer);
const endAt = (net: Net, day: string): void => void (net.clock.now = new Date(`${day}T00:00:00.000Z`));
const until = (retainUntil: string) => incident('xa', { retainUntil });

test('when the last day of retention is over the content is gone at its author and at every holder, and they say so', async () => {
  await using net = await startNodes('xa', 'xb');
  const [xa, xb] = [net.node('xa'), net.node('xb')];
  const [short, long] = await submitRecords(xa.deps, [until('2030-06-30'), until('2031-05-13')]);
  await releaseRecords(xa.deps, actor, [short!.ref, long!.ref], ['xb']);
  await net.settle();

  net.clock.now = new Date('2030-06-30T23:59:59.999Z');
  expect(await xb.endRetention()).toBe(false);
  expect(await recordAt(xb, short!.ref)).toMatchObject({ destroyed: false });

  endAt(net, '2030-07-01');
  for (const node of [xa, xb]) await node.endRetention();
  await net.settle();
  for (const node of [xa, xb]) {
    expect(await recordAt(node, short!.ref)).toMatchObject({ destroyed: true, body: null, title: null });
    expect(await recordAt(node, long!.ref)).toMatchObject({ destroyed: false });
  }
  const { releases } = await recordAt(xa, short!.ref);
  expect(releases[0]?.receipts.map((r) => r.status)).toEqual(['delivered', 'destroyed']);
});

test('what is over is no longer served, whether its author got round to destroying it or not', async () => {
  await using net = await startNodes('xa', 'xb');
  const [xa, xb] = [net.node('xa'), net.node('xb')];
  const [report] = await submitRecords(xa.deps, [until('2030-06-30')]);
  await releaseRecords(xa.deps, actor, [report!.ref], ['xb']);
  await xa.sequence();
  endAt(net, '2030-07-01');
  await net.settle();
  const { rows } = await sql`select 1 from record where ref = ${report!.ref}`.execute(xb.deps.db);
  expect(rows).toHaveLength(0);
});

test('a thousand records end in turns, each once', async () => {
  await using net = await startNodes('xa');
  const xa = net.node('xa');
  await submitRecords(
    xa.deps,
    Array.from({ length: 1_001 }, () => until('2030-06-30')),
  );
  endAt(net, '2030-07-01');
  expect([await xa.endRetention(), await xa.endRetention(), await xa.endRetention()]).toEqual([true, true, false]);
  const { rows } = await sql<{ n: number }>`select count(*) as n from record where body is not null`.execute(
    xa.deps.db,
  );
  expect(rows[0]?.n).toBe(0);
});

test('a proposal whose record has run out says that its content was destroyed, and no longer what it was called', async () => {
  await using net = await startNodes('xa');
  const xa = net.node('xa');
  const { passkeys } = await found(xa, 'xa/cyber');
  const { author, reviewer } = officersOf('xa/cyber');
  const { id } = await propose(xa, author, { ...warning, retainUntil: '2030-06-30' });
  for (const officer of [author, reviewer]) await approve(xa, officer, id, passkeys);
  const listed = async () => {
    const { items } = await askAs<{ items: ProposalSummary[] }>(xa, reviewer, '/api/proposals');
    return items.find((one) => one.id === id);
  };
  expect(await listed()).toMatchObject({ state: 'sealed', destroyed: false, title: `${warning.body.title} (v1)` });
  endAt(net, '2030-07-01');
  await xa.endRetention();
  expect(await listed()).toMatchObject({ state: 'sealed', destroyed: true, title: null });
  expect(await askAs(xa, reviewer, `/api/proposals/${id}`)).toMatchObject({ destroyed: true });
});
