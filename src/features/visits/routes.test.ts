import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApi } from '#app.ts';
import { createProofs } from '#features/log/actions.ts';
import { createSignInLink } from '#features/officers/actions.ts';
import { startNodes } from '#test/federation/nodes.ts';
import type { Net } from '#test/federation/nodes.ts';

const nodes = [
  { code: 'ec', name: 'Executive Committee', url: 'http://ec.localhost', officer: 'ec/duty/o-1' },
  { code: 'xa', name: 'Arvenia', url: 'http://xa.localhost', officer: 'xa/cyber/o-1' },
  { code: 'xb', name: 'Belmara', url: 'http://xb.localhost', officer: 'xb/cyber/o-7' },
];
const beside = { secret: Buffer.alloc(32, 7).toString('base64url'), nodes };
let net: Net;
beforeAll(async () => {
  net = await startNodes('xa', 'xb');
});
afterAll(() => net[Symbol.asyncDispose]());

type Change = Partial<{ secret: string; isDemo: boolean }>;

/** A node's program as a browser on this machine reaches it. */
function open(code: string, { secret = beside.secret, isDemo = true }: Change = {}) {
  const { deps } = net.node(code);
  const given = { ...deps, isDemo, beside: { ...beside, secret } };
  const api = createApi({ ...given, proofs: createProofs(deps.db), hosts: [`${code}.localhost`] });
  const origin = `http://${code}.localhost`;
  const ask = (path: string, body: object, cookie = '') =>
    api.request(
      `${origin}${path}`,
      { method: 'POST', body: JSON.stringify(body), headers: { origin, cookie, 'content-type': 'application/json' } },
      { incoming: { socket: { remoteAddress: '127.0.0.1' } } },
    );
  return { ask, signIn: (token: string) => ask('/api/session', { token }) };
}

async function enterXa(change?: Change) {
  const xa = open('xa', change);
  const { deps } = net.node('xa');
  const answer = await xa.signIn(
    await createSignInLink({ ...deps, isDemo: change?.isDemo ?? true }, deps.officers[0]!),
  );
  const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
  return { ask: (body: object) => xa.ask('/api/visits', body, cookie), session: await answer.json() };
}

const tokenIn = async (answer: Response): Promise<string> =>
  new URL(((await answer.json()) as { url: string }).url).hash.slice(1);

test('who sits at one node of a demonstration is let in at the next, once, as its officer, on the page that was asked for', async () => {
  const { ask, session } = await enterXa();
  expect(session).toMatchObject({ beside: [{ code: 'xb' }, { code: 'ec' }] });
  const answer = await ask({ node: 'xb', path: '/records' });
  expect(answer.status).toBe(201);
  const { url } = (await answer.json()) as { url: string };
  expect(url).toMatch(/^http:\/\/xb\.localhost\/sign-in\?to=%2Frecords#/);
  const xb = open('xb');
  const token = new URL(url).hash.slice(1);
  const entered = await xb.signIn(token);
  expect(await entered.json()).toMatchObject({ officer: { id: 'xb/cyber/o-7' }, node: { code: 'xb' } });
  expect((await xb.signIn(token)).status, 'a second time').toBe(401);
});

test('a ticket that is late, altered, for nobody there, or of another start opens nothing', async () => {
  const { ask } = await enterXa();
  const fresh = async (): Promise<string> => tokenIn(await ask({ node: 'xb', path: '/' }));
  const xb = open('xb');
  const token = await fresh();
  const [officer = '', until = '', nonce = '', mac = ''] = token.split('~');
  const altered = [
    ['xb/cyber/o-1', until, nonce, mac],
    [officer, (Number.parseInt(until, 36) + 1).toString(36), nonce, mac],
    [officer, until, nonce, 'A'.repeat(mac.length)],
    [officer, until, nonce, ''],
  ];
  for (const parts of altered) expect((await xb.signIn(parts.join('~'))).status).toBe(401);
  expect((await open('xb', { secret: Buffer.alloc(32, 8).toString('base64url') }).signIn(token)).status).toBe(401);
  expect((await open('xb', { isDemo: false }).signIn(token)).status, 'no demonstration').toBe(401);
  expect((await open('xa').signIn(token)).status, 'an officer of another node').toBe(401);
  net.clock.advance(60_000);
  expect((await xb.signIn(token)).status, 'late').toBe(401);
  expect((await xb.signIn(await fresh())).status).toBe(200);
});

test('only a demonstration’s own visitor goes on, only to its nodes, and to a page of theirs', async () => {
  const { ask } = await enterXa();
  expect((await ask({ node: 'xc', path: '/' })).status).toBe(404);
  for (const path of ['//evil.example', '/\\evil.example', 'https://evil.example', 'records'])
    expect((await ask({ node: 'xb', path })).status, path).toBe(400);
  const real = await enterXa({ isDemo: false });
  expect(real.session).toMatchObject({ beside: [] });
  expect((await real.ask({ node: 'xb', path: '/' })).status).toBe(403);
  expect((await open('xa').ask('/api/visits', { node: 'xb', path: '/' })).status).toBe(401);
});
