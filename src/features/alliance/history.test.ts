import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { submitRecords } from '#features/records/actions.ts';
import { incident } from '#test/federation/drafts.ts';
import { changeDirectory, changeProfile } from '#test/federation/life.ts';
import { tamga } from '#test/command-line.ts';
import { startNodes } from '#test/federation/nodes.ts';
import type { Net } from '#test/federation/nodes.ts';
import { expectProblem } from '#test/guards.ts';
import type { readParticipants } from './read-participants.ts';
import type { DocumentVersion } from './view-model.ts';

let net: Net;
beforeAll(async () => {
  net = await startNodes('xa', 'xb', 'xc');
  await net.settle();
});
afterAll(() => net[Symbol.asyncDispose]());

type Detail = Awaited<ReturnType<typeof readParticipants>>[number];
const history = async (query = ''): Promise<DocumentVersion[]> =>
  (await net.node('xa').ask<{ items: DocumentVersion[] }>(`/api/alliance/history${query}`)).items;
const detail = async (code: string): Promise<Detail> =>
  (await net.node('xa').ask<{ items: Detail[] }>('/api/alliance/participants')).items.find((one) => one.code === code)!;
const sizeAt = async (code: string): Promise<number> =>
  (await sql<{ size: number }>`select size from log_head`.execute(net.node(code).deps.db)).rows[0]!.size;

test('every version is told with its digest, who endorsed or sealed it, from whom it came, and what it changed', async () => {
  const [first] = await history('?kind=profile');
  expect(first).toMatchObject({ number: 1, changes: [], learnedFrom: 'folder', by: ['ec', 'iop', 'xa', 'xb', 'xc'] });
  net.clock.advance(60_000);
  await changeProfile(net, 'xb', ['ec', 'xb', 'xc'], { suspend: [{ code: 'xc', day: '2030-06-01' }] });
  const profiles = await history('?kind=profile');
  expect(profiles.map(({ number }) => number)).toEqual([2, 1]);
  expect(profiles[0]).toMatchObject({
    by: ['ec', 'xb', 'xc'],
    previous: first!.digest,
    learnedAt: net.clock.now.toISOString(),
    changes: [{ path: ['participants', 'xc', 'suspended'], before: null, after: '2030-06-01' }],
  });
  expect(['ec', 'xb', 'xc']).toContain(profiles[0]!.learnedFrom);
  expect(profiles[0]!.digest).toBe(net.node('xa').deps.self.alliance.profileDigest);

  await changeDirectory(net, 'xb', { addAddress: ['https://second.xb.example'] });
  const directories = await history('?participant=xb');
  expect(directories.map(({ number }) => number)).toEqual([2, 1]);
  expect(directories[0]).toMatchObject({
    by: [expect.stringMatching(/^xb\//)],
    changes: [{ path: ['addresses'], before: null, after: 'https://second.xb.example' }],
  });
  await expectProblem(history('?kind=rumour'), 'malformed', 'kind');
});

test('of each participant keys with their places, contact, log, growth and cosignatures are told', async () => {
  await net.node('xa').noteGrowth();
  const before = await detail('xb');
  net.clock.advance(24 * 3600_000);
  await submitRecords(net.node('xb').deps, [incident('xb')]);
  await changeDirectory(net, 'xb', { rotate: [{ use: 'record', authority: 'xb/cyber' }], at: await sizeAt('xb') });
  await net.node('xb').collectCosignatures();
  await net.node('xa').collectCosignatures();
  const xb = await detail('xb');
  expect(xb).toMatchObject({ standing: 'standing', directory: { number: 3 }, stopped: false, alarms: [] });
  expect(xb.lastContactAt).toBe(net.clock.now.toISOString());
  expect(xb.growth).toEqual({ since: '2030-05-13', by: xb.logSize! - before.logSize! });
  expect(xb.growth!.by).toBeGreaterThan(0);
  expect(xb.weCosigned?.size).toBe(await sizeAt('xb'));
  expect(xb.cosignedOurs).toBe(await sizeAt('xa'));
  const records = xb.keys.filter(({ use, authority }) => use === 'record' && authority === 'xb/cyber');
  expect(records.map(({ to }) => to === null)).toEqual([false, true]);
  net.clock.advance(30 * 24 * 3600_000);
  expect(await detail('xc')).toMatchObject({ standing: 'suspended', suspended: '2030-06-01' });
  const { participants } = await net.node('xa').ask<{ participants: Detail[] }>('/api/alliance');
  expect(participants.find(({ code }) => code === 'xc')).toMatchObject({ standing: 'suspended', log: 1 });
  const { out } = await tamga(net, ['--node', 'xa', 'alliance']);
  expect(out, 'membership is told where contact is').toMatch(/^xc .* suspended/m);
  expect(out).toMatch(/^xb .* ok$/m);
});
