import { expect, test } from 'vitest';
import { startNodes } from '#test/federation/nodes.ts';
import type { TestNode } from '#test/federation/nodes.ts';

const origin = 'http://localhost:7401';

/** Trades a link's token for a session, over a connection from `from`. */
const redeem = async (node: TestNode, token: string, from = '127.0.0.1'): Promise<Response> => {
  const headers = { 'content-type': 'application/json', origin };
  const request = new Request(`${origin}/api/session`, { method: 'POST', headers, body: JSON.stringify({ token }) });
  return node.api.fetch(request, { incoming: { socket: { remoteAddress: from } } });
};

async function linkOf(node: TestNode): Promise<string> {
  const { url } = await node.ask<{ url: string }>('/api/session/link', { method: 'POST' });
  return new URL(url).hash.slice(1);
}

test('a sign-in link works once, from this machine only', async () => {
  await using net = await startNodes('xa');
  const xa = net.node('xa');
  const token = await linkOf(xa);
  for (const foreign of ['192.0.2.7', '::ffff:192.0.2.7', '2001:db8::1', '10.0.0.1', ''])
    expect((await redeem(xa, token, foreign)).status, `from ${foreign}`).toBe(403);

  const first = await redeem(xa, token);
  expect(first.status).toBe(200);
  expect(first.headers.get('set-cookie')).toMatch(/^tamga_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
  const cookie = first.headers.get('set-cookie')!.split(';', 1)[0]!;
  expect((await xa.api.request(`${origin}/api/session`, { headers: { cookie } })).status).toBe(200);

  expect((await redeem(xa, token)).status, 'a second time').toBe(401);
  expect(
    (
      await redeem(
        xa,
        token.replace(/^./, (c) => (c === 'A' ? 'B' : 'A')),
      )
    ).status,
    'made up',
  ).toBe(401);
});

test('of two who use a link at the same time, one is signed in', async () => {
  await using net = await startNodes('xa');
  const token = await linkOf(net.node('xa'));
  const answers = await Promise.all(
    ['127.0.0.1', '::1', '127.0.0.1'].map((from) => redeem(net.node('xa'), token, from)),
  );
  expect(answers.map((answer) => answer.status).toSorted()).toEqual([200, 401, 401]);
});

test('a link expires after a day, a session after half a day', async () => {
  await using net = await startNodes('xa');
  const xa = net.node('xa');
  const [late, timely] = [await linkOf(xa), await linkOf(xa)];
  net.clock.advance(23 * 3_600_000);
  const answer = await redeem(xa, timely);
  const cookie = answer.headers.get('set-cookie')!.split(';', 1)[0]!;
  const ask = async () => (await xa.api.request(`${origin}/api/session`, { headers: { cookie } })).status;
  for (let i = 0; i < 35; i++) {
    net.clock.advance(20 * 60_000);
    expect(await ask(), 'somebody is at it').toBe(200);
  }
  expect((await redeem(xa, late)).status).toBe(401);
  net.clock.advance(20 * 60_000);
  expect(await ask()).toBe(401);
});

test('a link is made for the command line, never for a page or another site', async () => {
  await using net = await startNodes('xa');
  const xa = net.node('xa');
  const cookie = (await redeem(xa, await linkOf(xa))).headers.get('set-cookie')!.split(';', 1)[0]!;
  const make = async (headers: Record<string, string>) =>
    (await xa.api.request(`${origin}/api/session/link`, { method: 'POST', headers })).status;
  expect(await make({ cookie, origin })).toBe(403);
  expect(await make({ cookie, origin: 'http://evil.example' })).toBe(403);
  expect(await make({ authorization: 'Bearer what-nobody-was-ever-given' })).toBe(401);
});
