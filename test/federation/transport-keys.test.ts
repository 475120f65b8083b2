import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { snapshot } from '#features/alliance/model.ts';
import type { OwnKey, Self } from '#features/alliance/model.ts';
import { exchangeWithPeer } from '#features/federation/client.ts';
import { changeDirectory, seenBy } from './life.ts';
import { startNodes } from './nodes.ts';
import type { Net } from './nodes.ts';

let net: Net;
beforeEach(async () => {
  net = await startNodes('xa', 'xb');
  await net.settle();
});
afterEach(() => net[Symbol.asyncDispose]());

const sizeAt = async (code: string): Promise<number> =>
  (await sql<{ size: number }>`select size from log_head`.execute(net.node(code).deps.db)).rows[0]!.size;
const rotate = async (overlap: number): Promise<void> =>
  void (await changeDirectory(net, 'xa', { rotate: [{ use: 'transport' }], at: await sizeAt('xa'), overlap }));

/** What xb answers to xa under one transport key. */
async function statusUnder(key: OwnKey | null): Promise<number> {
  const { deps } = net.node('xa');
  const self: Self = { ...snapshot(deps.self), keys: { ...deps.self.keys, transport: key!, formerTransport: null } };
  const ask = { method: 'GET', path: '/federation/v1/feed?after=1.0' } as const;
  const limits = { maxBytes: 1 << 20, timeoutMs: 1_000 };
  return (await exchangeWithPeer({ ...deps, self, network: net.networkOf('xa') }, 'xb', ask, limits)).status;
}

test('a peer that has not learned of the new transport key answers to the one before it', async () => {
  net.setLine('xa', 'xb', false);
  await rotate(1_000);
  net.setLine('xa', 'xb', true);
  expect((await seenBy(net, 'xb')).participants.find(({ code }) => code === 'xa')).toMatchObject({ directory: 1 });
  const { transport, formerTransport } = net.node('xa').deps.self.keys;
  expect([await statusUnder(transport), await statusUnder(formerTransport)]).toEqual([401, 200]);
  await net.node('xa').pull('xb');
  expect((await seenBy(net, 'xa')).participants.find(({ code }) => code === 'xb')).toMatchObject({ lastFailure: null });
  await net.settle();
  expect([await statusUnder(transport), await statusUnder(formerTransport)]).toEqual([200, 200]);
});

test('when the overlap is over the old transport key is refused', async () => {
  await rotate(0);
  await net.node('xa').sequence();
  await net.settle();
  const { transport, formerTransport } = net.node('xa').deps.self.keys;
  expect(await sizeAt('xa')).toBeGreaterThan(
    net.node('xa').deps.self.alliance.keys.get(formerTransport!.kid)!.to!.index,
  );
  expect([await statusUnder(transport), await statusUnder(formerTransport)]).toEqual([200, 401]);
});
