import { afterAll, beforeAll, expect, test } from 'vitest';
import { startNodes } from '#test/federation/nodes.ts';
import type { Net } from '#test/federation/nodes.ts';
import { actors, checkGuards, expectProblem } from '#test/guards.ts';
import { stopPeer } from './store.ts';

let net: Net;
beforeAll(async () => {
  net = await startNodes('xa', 'xb');
  await net.settle();
});
afterAll(() => net[Symbol.asyncDispose]());

checkGuards(() => net.node('xa'), [{ method: 'POST', path: '/api/peers/xb/resume', roles: actors }]);

const resume = (body: unknown, peer = 'xb') =>
  net.node('xa').ask(`/api/peers/${peer}/resume`, { method: 'POST', body });
const stopped = async () => {
  const { participants } = await net
    .node('xa')
    .ask<{ participants: { code: string; stopped: boolean }[] }>('/api/alliance');
  return participants.find(({ code }) => code === 'xb')?.stopped;
};

test('a stopped peer is resumed with a reason, which stands beside the alarm and is accounted for', async () => {
  const xa = net.node('xa');
  await stopPeer(xa.deps.db, 'xb', 'log-shrank', 'size 4 after 8', { notes: [] }, net.clock.now);
  expect(await stopped()).toBe(true);
  for (const body of [{}, { reason: ' ' }, { reason: 'x'.repeat(1_001) }]) {
    await expectProblem(resume(body), 'malformed', /reason/);
    expect(await stopped()).toBe(true);
  }
  await resume({ reason: 'its officers restored a later backup' });
  expect(await stopped()).toBe(false);
  const { alarms } = await xa.ask<{ alarms: object[] }>('/api/alliance');
  const decision = {
    at: net.clock.now.toISOString(),
    by: 'xa/cyber/o-1',
    reason: 'its officers restored a later backup',
  };
  expect(alarms).toMatchObject([{ participant: 'xb', code: 'log-shrank', resumed: decision }]);
  net.clock.advance(120_000);
  await xa.sealAccounts();
  const { items } = await xa.ask<{ items: { ref: string }[] }>('/api/records?kind=audit.batch');
  const batch = await xa.ask<{ body: string }>(`/api/records/${items[0]!.ref}`);
  expect((JSON.parse(batch.body) as { acts: object[] }).acts).toContainEqual(
    expect.objectContaining({ officer: 'xa/cyber/o-1', act: 'resume-peer', subject: 'xb', count: 1 }),
  );
});

test('who is not stopped, or is no other participant, is not resumed', async () => {
  await expectProblem(resume({ reason: 'r' }), 'conflict', /not stopped/);
  for (const peer of ['xa', 'zz', 'XB', 'x'.repeat(30)])
    await expectProblem(resume({ reason: 'r' }, peer), 'not-found');
});
