import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApi } from '#app.ts';
import { createProofs } from '#features/log/actions.ts';
import { appointDemoOfficers } from '#features/proposals/actions.ts';
import { readAnswer, toInit } from '#test/ask.ts';
import { startNodes, tokenOf } from '#test/federation/nodes.ts';
import { accountOf } from './oidc-model.ts';
import type { Net, TestNode } from '#test/federation/nodes.ts';
import { startIdentityProvider } from '#test/identity-provider.ts';
import type { TestProvider } from '#test/identity-provider.ts';
import type { Hono } from 'hono';
import { sql } from 'kysely';

// A ministry's identity provider, which is the real one of npm on loopback, and a browser between it and the node.

const origin = 'http://localhost';
const stack = new AsyncDisposableStack();
let net: Net;
let node: TestNode;
let api: Hono;
let provider: TestProvider;
beforeAll(async () => {
  net = stack.use(await startNodes('xa'));
  node = net.node('xa');
  provider = stack.use(await startIdentityProvider('m.exemplar'));
  provider.serve(origin);
  const { oidc } = provider;
  api = createApi({ ...node.deps, oidc, proofs: createProofs(node.deps.db), hosts: [] });
});
afterAll(() => stack[Symbol.asyncDispose]());

const post = async (path: string, body: object, cookie = '', from = origin, by = api) => {
  const headers = { origin: from, 'content-type': 'application/json', cookie };
  const response = await by.request(`${origin}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  const set = response.headers.getSetCookie().map((one) => one.split(';', 1)[0]!);
  return { status: response.status, answer: (await response.json()) as Record<string, unknown>, set };
};
const begin = async () => {
  const { answer, set } = await post('/api/session/oidc/begin', {});
  return { url: String(answer['url']), cookie: set.find((one) => one.startsWith('tamga_oidc=')) ?? '' };
};

/** As a browser would: through the provider, with its cookies, until it is sent back to the node. Gives the query it comes with. */
async function visit(begun: string): Promise<string> {
  const jar = new Map<string, string>();
  for (let url = begun; !url.startsWith(origin + '/');) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { redirect: 'manual', headers: { cookie } });
    for (const set of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      jar.set(name, value);
    }
    const next = response.headers.get('location');
    if (!next) throw new Error(`the provider stopped at ${url}: ${response.status} ${await response.text()}`);
    url = new URL(next, url).href;
    if (url.startsWith(`${origin}/`)) return new URL(url).search;
  }
  throw new Error('the provider was not asked');
}
const inviteAs = async (body: object, by = api) => {
  const init = toInit({ method: 'POST', body }, tokenOf('node-admin'));
  return readAnswer(await by.request(`${origin}/api/officers/invitations`, init));
};
const invite = (officer: string, subject: string, by = api) =>
  inviteAs({ officer, name: 'Marn Exemplar', role: 'case-officer', subject }, by);
const as = async (path: string, cookie: string) =>
  (await api.request(`${origin}${path}`, { headers: { cookie } })).status;

test('an account that no administrator named signs in nobody', async () => {
  const { url, cookie } = await begin();
  const { status, answer } = await post('/api/session/oidc', { search: await visit(url) }, cookie);
  expect([status, answer['code']]).toEqual([401, 'oidc-unknown']);
});

test('an account whom nobody appointed registers a passkey, and does and sees nothing else', async () => {
  await invite('xa/cyber/o-51', provider.account);
  const { url, cookie } = await begin();
  const { status, answer, set } = await post('/api/session/oidc', { search: await visit(url) }, cookie);
  expect([status, answer]).toEqual([
    200,
    expect.objectContaining({
      officer: expect.objectContaining({ id: 'xa/cyber/o-51' }) as object,
      powers: [],
      isLimited: true,
    }),
  ]);
  const session = set.find((one) => one.startsWith('tamga_session=')) ?? '';
  for (const path of ['/api/records', '/api/alliance', '/api/proposals', '/api/officers', '/api/kinds'])
    expect([path, await as(path, session)]).toEqual([path, 403]);
  expect(await as('/api/session', session)).toBe(200);
  const invited = await post('/api/session/enrolment', {}, session);
  const { token } = invited.answer as { token: string };
  const asked = await post('/api/officers/enrolments/options', { token });
  expect(asked.answer).toMatchObject({ officer: { id: 'xa/cyber/o-51' } });
});

test('the provider’s answer signs in once, the browser that asked, and within ten minutes', async () => {
  const refused = [401, 'oidc'];
  const code = async (search: string, cookie: string) => {
    const { status, answer } = await post('/api/session/oidc', { search }, cookie);
    return [status, answer['code'] ?? 'ok'];
  };
  const first = await begin();
  const search = await visit(first.url);
  expect(await code(search, (await begin()).cookie), 'another browser').toEqual(refused);
  expect(await code(search, first.cookie), 'whoever showed it used it up').toEqual(refused);
  const second = await begin();
  const good = await visit(second.url);
  const forged = new URLSearchParams(good);
  forged.set('code', 'made-up');
  expect(await code(`?${forged.toString()}`, second.cookie)).toEqual(refused);
  const late = await begin();
  const answer = await visit(late.url);
  net.clock.advance(10 * 60_000);
  expect(await code(answer, late.cookie)).toEqual(refused);
  const mixed = [await begin(), await begin()] as const;
  const of = new URLSearchParams(await visit(mixed[0].url));
  of.set('state', new URL(mixed[1].url).searchParams.get('state') ?? '');
  expect(await code(`?${of.toString()}`, mixed[1].cookie), 'another’s code').toEqual(refused);
});

test('an account is one officer’s', async () => {
  await expect(invite('xa/cyber/o-52', 'm.exemplar')).rejects.toMatchObject({ detail: { code: 'officer-differs' } });
  provider.account = 'somebody.else';
  await invite('xa/cyber/o-53', provider.account);
  const { url, cookie } = await begin();
  const { answer } = await post('/api/session/oidc', { search: await visit(url) }, cookie);
  expect(answer['officer']).toMatchObject({ id: 'xa/cyber/o-53' });
});

test('an account that an administrator gives an officer whom two appointed opens nothing until two approve a passkey of it', async () => {
  const { deps } = node;
  await appointDemoOfficers(deps, deps.authenticators!);
  net.clock.advance(60_000);
  provider.account = 'the.administrator';
  const { id: officer, name, role } = deps.officers.find(({ id }) => id === 'xa/cyber/o-1')!;
  const body = { officer, name, role, subject: provider.account };
  await inviteAs(body);
  const { url, cookie } = await begin();
  const { answer, set } = await post('/api/session/oidc', { search: await visit(url) }, cookie);
  expect(answer).toMatchObject({ officer: { id: officer }, powers: [], isLimited: true });
  const session = set.find((one) => one.startsWith('tamga_session=')) ?? '';
  expect(await as('/api/records', session)).toBe(403);
  const vouch = (subject: string) =>
    sql`insert into enrolled_passkey (credential, officer, passkey, subject, enrolled_at)
    values (${deps.authenticators!.of(officer).passkey.id}, ${officer}, '{}', ${accountOf(provider.oidc, subject)}, now())
    on conflict (credential) do update set subject = excluded.subject`.execute(deps.db);
  await vouch('somebody.before');
  expect(await as('/api/records', session)).toBe(403);
  await vouch(provider.account);
  expect(await as('/api/records', session)).toBe(200);
  // Another account, and whoever came in by this one is out.
  const other = { ...body, subject: 'another.account' };
  await inviteAs(other);
  expect(await as('/api/session', session)).toBe(401);
});

test('the same number at another provider is another account, and without a provider there is none', async () => {
  await invite('xa/cyber/o-54', 'the.number');
  provider.account = 'the.number';
  const elsewhere = { ...provider.oidc, issuer: 'https://other.example' };
  await sql`update officer set subject = ${accountOf(elsewhere, 'the.number')} where id = 'xa/cyber/o-54'`.execute(
    node.deps.db,
  );
  const { url, cookie } = await begin();
  const { status, answer } = await post('/api/session/oidc', { search: await visit(url) }, cookie);
  expect([status, answer['code']]).toEqual([401, 'oidc-unknown']);
  await expect(invite('xa/cyber/o-54', 'the.number', node.api)).rejects.toMatchObject({
    detail: { code: 'no-identity-provider' },
  });
});

test('whom the provider refuses is signed in as nobody', async () => {
  const before = provider.account;
  provider.account = '';
  const { url, cookie } = await begin();
  const { status, answer } = await post('/api/session/oidc', { search: await visit(url) }, cookie);
  expect([status, answer['code']]).toEqual([401, 'oidc']);
  provider.account = before;
});

test('a page is told whether there is a provider', async () => {
  const ways = async (by: Hono) => (await by.request(`${origin}/api/session/ways`)).json();
  expect([await ways(api), await ways(node.api)]).toEqual([{ oidc: true }, { oidc: false }]);
});

test('another site begins nothing, and a node without a provider says that it has none', async () => {
  const foreign = await post('/api/session/oidc/begin', {}, '', 'http://evil.example');
  expect([foreign.status, foreign.answer['code']]).toEqual([403, 'forbidden']);
  const none = await post('/api/session/oidc/begin', {}, '', origin, node.api);
  expect([none.status, none.answer['code']]).toEqual([409, 'no-identity-provider']);
});
