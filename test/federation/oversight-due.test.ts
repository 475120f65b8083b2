import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { submitRecords } from '#features/records/actions.ts';
import { readProof } from '#features/records/read.ts';
import type { RecordDetail } from '#features/records/view.ts';
import { recallRecords, releaseRecords } from '#features/releases/actions.ts';
import { createProofs } from '#features/log/actions.ts';
import { verifyRecord } from '#features/records/verify.ts';
import type { Profile } from '#features/alliance/profile.ts';
import { becomeHostile } from './hostile.ts';
import type { Line } from './hostile.ts';
import { incident } from './drafts.ts';
import { meridian, startAlliance, startNodes } from './nodes.ts';
import type { Net, TestNode } from './nodes.ts';
import { readerOf } from '../viewer.ts';

const actor = { authority: 'xa/cyber', officer: 'xa/cyber/o-1' };
const green = { marking: { tlp: 'GREEN', base: 'unclassified' } };

/** The alliance whose profile owes oversight these kinds too. */
function owing(...kinds: string[]): Promise<Net> {
  const profile = JSON.parse(readFileSync(meridian, 'utf8')) as Profile;
  profile.oversight.due.push(...kinds);
  return startAlliance(JSON.stringify(profile), ['xa', 'xb', 'iop']);
}

type Held = { ref: string; kind: string; recipient: string | null; verdict: string; body: Buffer | null };
const heldAt = async (node: TestNode, from: string): Promise<Held[]> =>
  (
    await sql<Held>`select ref, kind, recipient, verdict, body from record where participant = ${from} order by id`.execute(
      node.deps.db,
    )
  ).rows;
const recordAt = (node: TestNode, ref: string): Promise<RecordDetail> => node.ask<RecordDetail>(`/api/records/${ref}`);
const receiptsAt = async (node: TestNode, ref: string): Promise<string[]> =>
  (
    await sql<{ status: string }>`select status from receipt_item where ref = ${ref} order by receipt_id`.execute(
      node.deps.db,
    )
  ).rows.map((row) => row.status);

test('oversight has the envelope of each release and recall, with its proof, and nothing of any content', async () => {
  await using net = await startNodes('xa', 'xb', 'xc', 'iop');
  const [xa, iop] = [net.node('xa'), net.node('iop')];
  const [report] = await submitRecords(xa.deps, [incident('xa')]);
  await releaseRecords(xa.deps, actor, [report!.ref], ['xb', 'xc']);
  await recallRecords(xa.deps, actor, [report!.ref], ['xc'], 'sent too widely');
  await net.settle();

  const held = await heldAt(iop, 'xa');
  expect(held.map(({ kind, recipient, verdict }) => [kind, recipient, verdict])).toEqual([
    ['release', 'xb', 'accepted'],
    ['release', 'xc', 'accepted'],
    ['recall', 'xc', 'accepted'],
  ]);
  expect(held.filter((row) => row.body !== null)).toEqual([]);
  expect((await sql`select 1 from release_item union all select 1 from recall_item`.execute(iop.deps.db)).rows).toEqual(
    [],
  );
  const { alliance } = iop.deps.self;
  for (const { ref } of held) {
    expect(await recordAt(iop, ref)).toMatchObject({ envelopeOnly: true, destroyed: false, body: null, title: null });
    const viewer = readerOf('iop/panel');
    const proof = await readProof({ ...iop.deps, proofs: createProofs(iop.deps.db) }, ref, viewer);
    const context = { id: alliance.id, profile: alliance.profile.number, digest: alliance.profileDigest };
    const steps = await verifyRecord(proof, {
      alliance: context,
      record: { ref, digest: proof.digest, body: null, facts: {} },
    });
    expect(steps.filter((step) => step.outcome !== 'pass').map((step) => step.name)).toEqual(['body']);
  }
});

test('what a node refuses of another is told to oversight, by an envelope that nobody receipts', async () => {
  await using net = await startNodes('xa', 'xb', 'iop');
  const hostile = becomeHostile(net, 'xa', 'xb');
  await hostile.offer(hostile.seal());
  await net.settle();
  const held = await heldAt(net.node('iop'), 'xb');
  expect(held).toMatchObject([{ kind: 'refusal', recipient: 'xa', verdict: 'accepted', body: null }]);
  expect(await heldAt(net.node('xb'), 'iop')).toEqual([]);
});

test('whoever is not named as oversight is given no envelope, and takes none', async () => {
  await using net = await owing();
  const xb = net.node('xb');
  const hostile = becomeHostile(net, 'xa', 'xb');
  const bare = ({ seq, jws, index, proof }: Line): object => ({ seq, jws, index, proof });
  const report = hostile.seal();
  const toAnother = hostile.release([report], { envelope: { to: 'iop' } });
  const toUs = hostile.release([report]);
  await hostile.offer(...[report, toAnother, toUs].map((record) => ({ ...record, change: bare })));
  expect(await heldAt(xb, 'xa')).toEqual([]);
  const { rows } = await sql`select code from refused_line order by seq`.execute(xb.deps.db);
  expect(rows).toEqual([{ code: 'not-due' }, { code: 'not-due' }, { code: 'not-due' }]);
});

test('oversight itself takes envelopes of the kinds that are due, and of no others; addressed to it, nothing comes without its content', async () => {
  await using net = await owing('incident.count');
  const iop = net.node('iop');
  const hostile = becomeHostile(net, 'xa', 'iop');
  const bare = ({ seq, jws, index, proof }: Line): object => ({ seq, jws, index, proof });
  const due = hostile.seal();
  const notDue = hostile.seal({ envelope: { kind: 'incident.report', case: undefined } });
  const toUs = hostile.release([due]);
  const half = { ...hostile.seal(), change: ({ bodyKey: _, ...line }: Line) => line };
  await hostile.offer(...[due, notDue, toUs].map((record) => ({ ...record, change: bare })), half);
  expect((await heldAt(iop, 'xa')).map((row) => row.ref)).toEqual([due.ref]);
  const { rows } = await sql`select code from refused_line order by seq`.execute(iop.deps.db);
  expect(rows).toEqual([{ code: 'not-due' }, { code: 'not-due' }, { code: 'line' }]);
});

test('the envelope of a recall for another takes nothing back at oversight', async () => {
  await using net = await owing();
  const [xa, iop] = [net.node('xa'), net.node('iop')];
  const [report] = await submitRecords(xa.deps, [incident('xa', green)]);
  await releaseRecords(xa.deps, actor, [report!.ref], ['xb', 'iop']);
  await net.settle();
  await recallRecords(xa.deps, actor, [report!.ref], ['xb'], 'not for them');
  net.clock.advance(3600_000); // out of touch: the recalls are asked for first
  await net.settle();
  expect(await recordAt(iop, report!.ref)).toMatchObject({
    destroyed: false,
    envelopeOnly: false,
    verdict: 'accepted',
  });
  expect((await recordAt(iop, report!.ref)).body).not.toBeNull();
});

test('a later release to oversight adds the content, once, and a recall before it finds nothing to destroy', async () => {
  await using net = await owing('incident.report');
  const [xa, iop] = [net.node('xa'), net.node('iop')];
  const [report] = await submitRecords(xa.deps, [incident('xa', green)]);
  await net.settle();
  expect(await recordAt(iop, report!.ref)).toMatchObject({ envelopeOnly: true, body: null, title: null });
  expect(await receiptsAt(xa, report!.ref)).toEqual([]);

  await releaseRecords(xa.deps, actor, [report!.ref], ['iop']);
  await recallRecords(xa.deps, actor, [report!.ref], ['iop'], 'too early');
  await net.settle();
  expect(await recordAt(iop, report!.ref)).toMatchObject({ envelopeOnly: true, destroyed: false, body: null });
  expect(await receiptsAt(xa, report!.ref)).toEqual(['never-held']);

  await releaseRecords(xa.deps, actor, [report!.ref], ['iop']);
  await net.settle();
  const there = await recordAt(iop, report!.ref);
  expect(there).toMatchObject({ envelopeOnly: false, title: 'Ticket halls down', verdict: 'accepted' });
  expect(there.body).toBe((await recordAt(xa, report!.ref)).body);
  expect(await receiptsAt(xa, report!.ref)).toEqual(['never-held', 'delivered']);
  expect((await heldAt(iop, 'xa')).filter((row) => row.ref === report!.ref)).toHaveLength(1);

  await recallRecords(xa.deps, actor, [report!.ref], ['iop'], 'over');
  await net.settle();
  expect(await recordAt(iop, report!.ref)).toMatchObject({ envelopeOnly: false, destroyed: true, body: null });
  expect(await receiptsAt(xa, report!.ref)).toEqual(['never-held', 'delivered', 'destroyed']);
});

test('what is due is given whatever its marking says, and after its content is gone', async () => {
  await using net = await owing('incident.report');
  const [xa, iop] = [net.node('xa'), net.node('iop')];
  const marking = { tlp: 'RED', base: 'confidential' };
  const [report] = await submitRecords(xa.deps, [incident('xa', { marking, retainUntil: '2030-05-13' })]);
  net.setLine('xa', 'iop', false);
  await net.settle();
  net.clock.advance(48 * 3600_000);
  await xa.endRetention();
  net.setLine('xa', 'iop', true);
  await net.settle();
  expect(await heldAt(iop, 'xa')).toMatchObject([{ ref: report!.ref, verdict: 'accepted', body: null }]);
});

test('a suspended member goes on owing: its envelopes are kept at oversight, without effect', async () => {
  const profile = JSON.parse(readFileSync(meridian, 'utf8')) as Profile;
  profile.participants.find((one) => one.code === 'xa')!.suspended = '2030-05-14';
  await using net = await startAlliance(JSON.stringify(profile), ['xa', 'xb', 'iop']);
  const [xa, iop] = [net.node('xa'), net.node('iop')];
  const [report] = await submitRecords(xa.deps, [incident('xa')]);
  await releaseRecords(xa.deps, actor, [report!.ref], ['xb']);
  await xa.sequence();
  net.clock.advance(24 * 3600_000);
  await net.settle();
  expect(await heldAt(iop, 'xa')).toMatchObject([{ kind: 'release', verdict: 'quarantined', body: null }]);
  expect(await heldAt(net.node('xb'), 'xa')).toEqual([]);
});
