import { afterAll, beforeAll, expect, test } from 'vitest';
import { startNodes } from '#test/federation/nodes.ts';
import type { Net } from '#test/federation/nodes.ts';
import { checkGuards, everyone } from '#test/guards.ts';

let net: Net;
beforeAll(async () => {
  net = await startNodes('xa', 'xb');
});
afterAll(() => net[Symbol.asyncDispose]());

checkGuards(
  () => net.node('xa'),
  ['', '/participants', '/history'].map((path) => ({
    method: 'GET' as const,
    path: `/api/alliance${path}`,
    roles: everyone,
  })),
);

type Seen = {
  code: string;
  directory: number;
  address: string;
  lastContactAt: string | null;
  logSize: number | null;
  lastFailure: { code: string } | null;
};
type Answer = {
  alliance: { id: string; profile: number; digest: string };
  self: string;
  participants: Seen[];
  alarms: object[];
  recipients: string[];
};
const ask = (): Promise<Answer> => net.node('xa').ask<Answer>('/api/alliance');

test('the alliance is its profile and directories, and what this node knows of each participant', async () => {
  const { alliance, self, participants, recipients, alarms } = await ask();
  expect(alliance).toMatchObject({ id: `mca#${alliance.digest}`, profile: 1 });
  expect([self, alarms]).toEqual(['xa', []]);
  expect(participants.map((one) => one.code)).toEqual(['ec', 'xa', 'xb', 'xc', 'iop']);
  expect(recipients).toEqual(['ec', 'xb', 'xc', 'iop']);
  for (const one of participants) expect(one).toMatchObject({ directory: 1, lastFailure: null });
  expect(participants.find((one) => one.code === 'xa')?.logSize).toBe(4);
  expect(participants.find((one) => one.code === 'xb')).toMatchObject({ logSize: null, lastContactAt: null });
});

test('contact is noted with its time, failure with its code, and contact ends failure', async () => {
  const xb = async () => (await ask()).participants.find((one) => one.code === 'xb');
  net.setLine('xa', 'xb', false);
  await expect(net.node('xa').pull('xb')).rejects.toMatchObject({ code: 'peer-unreachable' });
  expect(await xb()).toMatchObject({ lastFailure: { code: 'peer-unreachable' }, lastContactAt: null });
  net.setLine('xa', 'xb', true);
  await net.node('xa').pull('xb');
  expect(await xb()).toMatchObject({ lastFailure: null, lastContactAt: net.clock.now.toISOString(), logSize: 4 });
});

test('an address that no route has is not-found, for those with a session', async () => {
  await expect(net.node('xa').ask('/api/nothing')).rejects.toMatchObject({ detail: { code: 'not-found' } });
  expect((await net.node('xa').api.request('/api/nothing')).status).toBe(401);
});

test('every answer forbids frames, foreign scripts and guessing its type; the API’s is not kept', async () => {
  for (const path of ['/api/alliance', '/api/session']) {
    const { headers } = await net.node('xa').api.request(path);
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('no-store');
  }
});
