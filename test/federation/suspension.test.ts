import { expect, test } from 'vitest';
import { rebuildProjections, submitRecords } from '#features/records/actions.ts';
import type { RecordDetail } from '#features/records/view.ts';
import { releaseRecords } from '#features/releases/actions.ts';
import type { SuspensionRow } from '#features/oversight/model.ts';
import { transaction } from '#platform/db/db.ts';
import { incident } from './drafts.ts';
import { draftOfDismissal, found, officersOf, propose } from './eyes.ts';
import { becomeHostile } from './hostile.ts';
import { startNodes } from './nodes.ts';
import type { Net, TestNode } from './nodes.ts';

const actor = { authority: 'xa/cyber', officer: 'xa/cyber/o-1' };
const dayMs = 86_400_000;
const kinds = ['incident.report'];
const suspended = { code: 'refused', detail: { code: 'suspended' } };

const recordAt = (node: TestNode, ref: string): Promise<RecordDetail> => node.ask<RecordDetail>(`/api/records/${ref}`);
const draft = (node: TestNode): Promise<unknown> => submitRecords(node.deps, [incident(node.code)]);
const suspend = (net: Net, days: number): Promise<unknown> => {
  const until = new Date(net.clock.now.getTime() + days * dayMs).toISOString();
  const body = { kinds, until, reason: 'too many without a hearing' };
  return net.node('iop').ask('/api/suspensions', { method: 'POST', body });
};

test('what oversight suspends is sealed and released nowhere from then on, through rebuilds too, and again once it is over', async () => {
  await using net = await startNodes('xa', 'xb', 'iop');
  const xa = net.node('xa');
  const [before] = await submitRecords(xa.deps, [incident('xa')]);
  await suspend(net, 30);
  await net.settle();
  await expect(draft(xa)).rejects.toMatchObject(suspended);
  await expect(draft(net.node('xb'))).rejects.toMatchObject(suspended);
  await expect(releaseRecords(xa.deps, actor, [before!.ref], ['xb'])).rejects.toMatchObject(suspended);
  // Another kind goes on, and so does the exchange itself.
  const body = { hosts: 37, asOf: '2030-05-13T05:40:00Z' };
  const [counted] = await submitRecords(xa.deps, [incident('xa', { kind: 'incident.count', body, case: before!.ref })]);
  await releaseRecords(xa.deps, actor, [counted!.ref], ['xb']);
  await transaction(xa.deps.db, (tx) => rebuildProjections(tx, xa.deps));
  await expect(draft(xa)).rejects.toMatchObject(suspended);
  net.clock.advance(30 * dayMs);
  await expect(draft(xa)).resolves.toHaveLength(1);
});

test('what was on its way is set aside on arrival, and applied by itself when oversight lifts the suspension', async () => {
  await using net = await startNodes('xa', 'xb', 'iop');
  const [xa, xb] = [net.node('xa'), net.node('xb')];
  net.setLine('xa', 'xb', false);
  const [report] = await submitRecords(xa.deps, [incident('xa')]);
  await releaseRecords(xa.deps, actor, [report!.ref], ['xb']);
  await suspend(net, 20);
  await net.settle();
  net.setLine('xa', 'xb', true);
  await net.settle();
  await xb.resumeSuspended();
  expect(await recordAt(xb, report!.ref)).toMatchObject({ verdict: 'quarantined', code: 'suspended', title: null });
  await net.node('iop').ask('/api/suspensions/lift', { method: 'POST', body: { kinds, reason: 'heard' } });
  await net.settle();
  await xb.resumeSuspended();
  expect(await recordAt(xb, report!.ref)).toMatchObject({
    verdict: 'accepted',
    code: null,
    title: 'Ticket halls down',
  });
  await expect(draft(xb)).resolves.toHaveLength(1);
  const { items } = await xb.ask<{ items: SuspensionRow[] }>('/api/suspensions');
  expect(items).toMatchObject([{ kind: 'incident.report', by: 'iop', to: 'xb', standing: false }]);
  expect(items[0]?.liftedAt).not.toBeNull();
});

test('only oversight suspends or lifts, for no longer than the profile allows, and never the exchange itself', async () => {
  await using net = await startNodes('xa', 'xb', 'iop');
  const [xa, xb, iop] = [net.node('xa'), net.node('xb'), net.node('iop')];
  const until = '2030-05-20T00:00:00.000Z';
  const post = (node: TestNode, path: string, body: object): Promise<unknown> =>
    node.ask(path, { method: 'POST', body });
  const refused = (code: string): object => ({ detail: { code } });
  const reason = 'a reason';
  await expect(post(xa, '/api/suspensions', { kinds, until, reason })).rejects.toMatchObject(refused('not-oversight'));
  await expect(post(xa, '/api/suspensions/lift', { kinds, reason })).rejects.toMatchObject(refused('not-oversight'));
  await expect(suspend(net, 31)).rejects.toMatchObject(refused('suspension'));
  await expect(suspend(net, 0)).rejects.toMatchObject(refused('suspension'));
  for (const kind of ['recall', 'refusal', 'gate.block', 'audit.batch', 'oversight.lift'])
    await expect(post(iop, '/api/suspensions', { kinds: [kind], until, reason })).rejects.toMatchObject(
      refused('malformed'),
    );
  // What nobody knows would be told to everybody, and suspend nothing.
  for (const path of ['/api/suspensions', '/api/suspensions/lift']) {
    const times = path.endsWith('lift') ? {} : { until };
    await expect(post(iop, path, { kinds: [...kinds, 'nonsense.kind'], reason, ...times })).rejects.toMatchObject(
      refused('kind-unknown'),
    );
  }
  expect((await iop.ask<{ items: object[] }>('/api/suspensions')).items).toEqual([]);
  const hostile = becomeHostile(net, 'xa', 'xb');
  const bare = { case: undefined, basis: undefined, purpose: undefined, marking: undefined, retainUntil: undefined };
  const asOversight = (kind: string, body: object): ReturnType<typeof hostile.seal> =>
    hostile.seal({ body, envelope: { ...bare, kind, to: 'xb' } });
  const forged = asOversight('oversight.suspension', { kinds, until, reason });
  await hostile.offer(forged);
  expect(await recordAt(xb, forged.ref)).toMatchObject({ verdict: 'quarantined', code: 'not-oversight' });
  await expect(draft(xb)).resolves.toHaveLength(1);
});

test('a suspended member cannot lift it: what it says of a suspension has no effect anywhere', async () => {
  await using net = await startNodes('xa', 'xb', 'iop');
  const xb = net.node('xb');
  // Nothing of xa's honest log has reached xb: another one would be refused as a fork.
  net.setLine('xa', 'xb', false);
  await suspend(net, 10);
  await net.settle();
  net.setLine('xa', 'xb', true);
  const hostile = becomeHostile(net, 'xa', 'xb');
  const bare = { case: undefined, basis: undefined, purpose: undefined, marking: undefined, retainUntil: undefined };
  const lift = hostile.seal({
    body: { kinds, reason: 'enough' },
    envelope: { ...bare, kind: 'oversight.lift', to: 'xb' },
  });
  await hostile.offer(lift);
  expect(await recordAt(xb, lift.ref)).toMatchObject({ verdict: 'quarantined', code: 'not-oversight' });
  await expect(draft(xb)).rejects.toMatchObject(suspended);
});

test('oversight that runs another program keeps nobody from dismissing a thief: such a suspension arrives, and has no effect', async () => {
  await using net = await startNodes('xa', 'iop');
  const [xa, iop] = [net.node('xa'), net.node('iop')];
  const { admin, author } = officersOf('xa/cyber');
  await found(xa, 'xa/cyber');
  const until = new Date(net.clock.now.getTime() + 20 * dayMs).toISOString();
  const named = ['officer.dismiss', 'officer.appoint', 'assignment.end', 'approval.confirmation', 'incident.report'];
  const body = { kinds: named, until, reason: 'none' };
  const asked = iop.ask('/api/suspensions', { method: 'POST', body });
  await expect(asked).rejects.toMatchObject({ detail: { code: 'malformed' } });
  const by = { author: 'iop/panel', officers: ['iop/panel/o-1'] };
  await submitRecords(iop.deps, [{ kind: 'oversight.suspension', to: 'xa', ...by, body }]);
  await net.settle();
  net.clock.advance(60_000);
  await expect(draft(xa)).rejects.toMatchObject(suspended);
  await expect(propose(xa, admin, draftOfDismissal(author))).resolves.toMatchObject({ state: 'open' });
  const { items } = await xa.ask<{ items: SuspensionRow[] }>('/api/suspensions');
  expect(items.filter(({ standing }) => standing).map(({ kind }) => kind)).toEqual(['incident.report']);
  expect(items).toHaveLength(named.length);
  // Nodes of before are told that it is over.
  await iop.ask('/api/suspensions/lift', { method: 'POST', body: { kinds: named, reason: 'heard' } });
  await net.settle();
  await expect(draft(xa)).resolves.toHaveLength(1);
});
