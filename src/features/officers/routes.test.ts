import { createApi } from '#app.ts';
import { createProofs } from '#features/log/actions.ts';
import { TamgaError } from '#platform/errors.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startNodes, tokenOf } from '#test/federation/nodes.ts';
import type { Net, TestNode } from '#test/federation/nodes.ts';
import { limitAttempts, maxAttempts } from './actions/limit-attempts.ts';
import { SoftwareAuthenticator } from './software-authenticator.ts';

let net: Net;
let node: TestNode;
beforeAll(async () => {
  net = await startNodes('xa');
  node = net.node('xa');
});
afterAll(() => net[Symbol.asyncDispose]());

const origin = 'http://localhost';
const here = { incoming: { socket: { remoteAddress: '127.0.0.1' } } };
type Asked = {
  method?: string;
  path?: string;
  body?: unknown;
  cookie?: string;
  headers?: Record<string, string>;
  env?: object;
};
const ask = async ({
  method = 'GET',
  path = '/api/session',
  body,
  cookie,
  headers = {},
  env = here,
}: Asked): Promise<Response> =>
  node.api.request(
    path,
    {
      method,
      headers: { origin, ...(cookie ? { cookie: `tamga_session=${cookie}` } : {}), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    },
    env,
  );
const codeOf = async (response: Response): Promise<string> => ((await response.json()) as { code: string }).code;
const newLink = async (): Promise<string> => {
  const { url } = await node.ask<{ url: string }>('/api/session/link', { method: 'POST' });
  return new URL(url).hash.slice(1);
};

async function signIn(): Promise<string> {
  const response = await ask({ method: 'POST', body: { token: await newLink() } });
  expect(response.status).toBe(200);
  return /tamga_session=([^;]+)/.exec(response.headers.get('set-cookie') ?? '')?.[1] ?? '';
}

test('a token of a role is that of its first officer, or of one who has the role and is named', async () => {
  const officers = node.deps.officers as (typeof node.deps.officers)[number][];
  const first = officers.find(({ role }) => role === 'case-officer')!;
  const second = { ...first, id: 'xa/cyber/o-77' };
  officers.push(second);
  const as = (officer?: string) =>
    ask({
      headers: {
        authorization: `Bearer ${tokenOf('case-officer')}`,
        ...(officer === undefined ? {} : { 'tamga-officer': officer }),
      },
    });
  expect(await (await as()).json()).toMatchObject({ officer: { id: first.id } });
  expect(await (await as(second.id)).json()).toMatchObject({ officer: { id: second.id } });
  for (const other of [officers.find(({ role }) => role === 'auditor')!.id, 'xa/cyber/o-999', '']) {
    const refused = await as(other);
    expect(refused.status).toBe(403);
    expect(await refused.text()).toMatch(new RegExp(`but ${first.id}, .*${second.id}`));
  }
  officers.pop();
});

test('a session says who asks, at which node, in which alliance', async () => {
  for (const [role, n] of [
    ['case-officer', 1],
    ['auditor', 2],
    ['node-admin', 3],
  ] as const) {
    const session = await node.ask<{ officer: object; node: object; officers: object[] }>('/api/session', { role });
    expect(session).toMatchObject({
      officer: { id: `xa/cyber/o-${n}`, role },
      node: { code: 'xa', class: 'member' },
      officers: [],
    });
  }
});

test('who shows nothing is told that nobody is signed in, and who shows something that does not hold is refused', async () => {
  const nobody = await ask({});
  expect([nobody.status, await nobody.json()]).toEqual([200, null]);
  const shown: Asked[] = [
    { cookie: 'a-session-that-nobody-has' },
    { headers: { authorization: 'Bearer a-token-that-nobody-was-given' } },
    { headers: { authorization: 'Basic eA==' } },
  ];
  for (const one of shown) {
    const response = await ask(one);
    expect([response.status, await codeOf(response)]).toEqual([401, 'unauthenticated']);
  }
});

test('a demo link signs in once, from this machine, and the cookie is out of scripts’ reach', async () => {
  const token = await newLink();
  const first = await ask({ method: 'POST', body: { token } });
  expect(await first.json()).toMatchObject({
    officer: { id: 'xa/cyber/o-1' },
    officers: Array.from({ length: 7 }, () => ({})),
  });
  expect(first.headers.get('set-cookie')).toMatch(/HttpOnly.*SameSite=Strict/);
  const second = await ask({ method: 'POST', body: { token } });
  expect([second.status, await codeOf(second)]).toEqual([401, 'unauthenticated']);
});

test('a demo link from another machine is refused and stays unused: forbidden', async () => {
  const token = await newLink();
  for (const remoteAddress of ['192.0.2.7', '::ffff:192.0.2.7', '2001:db8::1', '']) {
    const response = await ask({ method: 'POST', body: { token }, env: { incoming: { socket: { remoteAddress } } } });
    expect([response.status, await codeOf(response)]).toEqual([403, 'forbidden']);
  }
  expect(
    (await ask({ method: 'POST', body: { token }, env: { incoming: { socket: { remoteAddress: '::1' } } } })).status,
  ).toBe(200);
});

test('links are made for the command line of this machine alone', async () => {
  const cookie = await signIn();
  const byCookie = await ask({ method: 'POST', path: '/api/session/link', cookie });
  expect([byCookie.status, await codeOf(byCookie)]).toEqual([403, 'forbidden']);
  expect((await ask({ method: 'POST', path: '/api/session/link' })).status).toBe(401);
});

test('a link and a session end by themselves', async () => {
  const token = await newLink();
  const cookie = await signIn();
  const before = net.clock.now;
  net.clock.advance(12 * 3_600_000 + 1);
  expect((await ask({ cookie })).status).toBe(401);
  net.clock.advance(12 * 3_600_000);
  expect(await codeOf(await ask({ method: 'POST', body: { token } }))).toBe('unauthenticated');
  net.clock.now = before;
});

test('a demo session acts as another officer of the node, and nobody else', async () => {
  const cookie = await signIn();
  const put = (officer: string) => ask({ method: 'PUT', cookie, body: { officer } });
  expect(await (await put('xa/cyber/o-3')).json()).toMatchObject({ officer: { role: 'node-admin' } });
  expect(await (await ask({ cookie })).json()).toMatchObject({ officer: { id: 'xa/cyber/o-3' } });
  for (const officer of ['xb/cyber/o-1', '', 'constructor'])
    expect([(await put(officer)).status, officer]).toEqual([403, officer]);
});

test('who has a token of the command line is one officer: forbidden', async () => {
  const response = await ask({
    method: 'PUT',
    body: { officer: 'xa/cyber/o-2' },
    headers: { authorization: `Bearer ${tokenOf('node-admin')}` },
  });
  expect([response.status, await codeOf(response)]).toEqual([403, 'forbidden']);
});

test('signing out ends the session', async () => {
  const cookie = await signIn();
  const response = await ask({ method: 'DELETE', cookie });
  expect(response.status).toBe(204);
  expect(response.headers.get('set-cookie')).toMatch(/tamga_session=;.*Max-Age=0/);
  expect((await ask({ cookie })).status).toBe(401);
});

test('another site cannot sign in, switch or sign out: forbidden', async () => {
  const cookie = await signIn();
  const token = await newLink();
  const tries: Asked[] = [
    { method: 'POST', body: { token } },
    { method: 'PUT', cookie, body: { officer: 'xa/cyber/o-2' } },
    { method: 'DELETE', cookie },
  ];
  for (const one of tries) {
    const response = await ask({ ...one, headers: { origin: 'http://evil.example' } });
    expect([response.status, await codeOf(response)]).toEqual([403, 'forbidden']);
  }
  expect((await ask({ cookie })).status).toBe(200);
});

test('a malformed request is refused with its place: malformed', async () => {
  const cookie = await signIn();
  for (const body of [undefined, null, [], {}, { token: 7 }, { token: 'x', more: 1 }, { token: 'x'.repeat(101) }]) {
    const response = await ask({ method: 'POST', body });
    expect([response.status, await codeOf(response)]).toEqual([400, 'malformed']);
  }
  for (const body of [undefined, {}, { officer: 1 }, { officer: 'x'.repeat(81) }])
    expect((await ask({ method: 'PUT', cookie, body })).status).toBe(400);
});

test('a session ends when nobody does anything for half an hour; a page that asks by itself does not keep it', async () => {
  const cookie = await signIn();
  const before = net.clock.now;
  const after = async (minutes: number, headers: Record<string, string> = {}) => {
    net.clock.advance(minutes * 60_000);
    return (await ask({ cookie, headers })).status;
  };
  expect([await after(29), await after(29), await after(20, { 'tamga-idle': '1' })]).toEqual([200, 200, 200]);
  expect([await after(10, { 'tamga-idle': '1' }), await after(0)]).toEqual([401, 401]);
  // Why is told to whom it was, and to nobody else.
  expect(await (await ask({ cookie })).json()).toMatchObject({ code: 'session-idle' });
  expect(await (await ask({ cookie: 'another' })).json()).toMatchObject({ code: 'unauthenticated' });
  net.clock.now = before;
});

test('whoever signs in has a new session, and the one of before is over', async () => {
  const first = await signIn();
  const again = await ask({ method: 'POST', cookie: first, body: { token: await newLink() } });
  const second = /tamga_session=([^;]+)/.exec(again.headers.get('set-cookie') ?? '')?.[1] ?? '';
  expect(second).not.toBe(first);
  expect([(await ask({ cookie: first })).status, (await ask({ cookie: second })).status]).toEqual([401, 200]);
});

test('under a name of its own the cookie is for https and this host alone, and no other is read', async () => {
  const at = (path: string, headers: Record<string, string>, body?: object) =>
    named.request(
      `http://xa.example${path}`,
      { method: body ? 'POST' : 'GET', headers, ...(body ? { body: JSON.stringify(body) } : {}) },
      here,
    );
  const named = createApi({ ...node.deps, proofs: createProofs(node.deps.db), hosts: ['xa.example'] });
  const signed = await at('/api/session', { origin: 'https://xa.example' }, { token: await newLink() });
  const set = signed.headers.get('set-cookie') ?? '';
  expect(set).toMatch(/^__Host-tamga_session=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/);
  const [pair = ''] = set.split(';', 1);
  const read = async (cookie: string) => (await at('/api/session', { cookie })).json();
  expect(await read(pair)).toMatchObject({ officer: { id: 'xa/cyber/o-1' } });
  expect(await read(pair.replace('__Host-', ''))).toBeNull();
  const token = await newLink();
  const proxied = await at('/api/session', { origin: 'https://xa.example', 'x-forwarded-for': '192.0.2.7' }, { token });
  expect([proxied.status, await codeOf(proxied)]).toEqual([403, 'forbidden']);
});

test('who tries too much in vain waits: from an address, whatever else is true of the next try', async () => {
  const before = net.clock.now;
  net.clock.advance(3_600_000);
  const from = (remoteAddress: string, token = 'made-up') =>
    ask({ method: 'POST', body: { token }, env: { incoming: { socket: { remoteAddress } } } });
  for (let i = 0; i < maxAttempts.address; i++) expect((await from('127.0.0.9')).status).toBe(401);
  const stopped = await from('127.0.0.9', await newLink());
  expect([stopped.status, await codeOf(stopped)]).toEqual([429, 'too-many-attempts']);
  expect(Number(stopped.headers.get('retry-after'))).toBe(15 * 60);
  expect((await from('127.0.0.10')).status, 'others are not kept').toBe(401);
  net.clock.advance(15 * 60_000);
  expect((await from('127.0.0.9', await newLink())).status).toBe(200);
  net.clock.now = before;
});

test('a passkey that answers wrongly too often waits, from wherever', async () => {
  const before = net.clock.now;
  net.clock.advance(7_200_000);
  const passkey = new SoftwareAuthenticator(origin);
  const trying = (n: number) =>
    ask({
      method: 'POST',
      path: '/api/session/passkey',
      body: passkey.assert(Buffer.alloc(32, n)),
      env: { incoming: { socket: { remoteAddress: `2001:db8:${n}::1` } } },
    });
  for (let n = 0; n < maxAttempts.credential; n++) expect((await trying(n)).status).toBe(401);
  expect((await trying(99)).status).toBe(429);
  net.clock.now = before;
});

test('the 64 bits below a network of IPv6 are one that tries', async () => {
  const before = net.clock.now;
  net.clock.advance(10_800_000);
  const from = async (address: string) =>
    limitAttempts(node.deps, { address }, () => Promise.reject(new TamgaError('refused', 'no'))).catch(
      (error: unknown) => (error as TamgaError).code,
    );
  for (let n = 0; n < maxAttempts.address; n++) expect(await from(`2001:db8:0:7::${n}`)).toBe('refused');
  expect(await from('2001:db8:0:7:1:2:3:4')).toBe('too-many');
  expect(await from('2001:db8:0:8::1')).toBe('refused');
  net.clock.now = before;
});
