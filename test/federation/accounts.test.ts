import { Hono } from 'hono';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accountForReads } from '#features/audits/account.ts';
import { accounted } from '#features/audits/rules.ts';
import type { SessionEnv } from '#features/officers/model.ts';
import { TamgaError } from '#platform/errors.ts';
import { listen } from '#platform/http/listen.ts';
import { contentOf, handIn, release, report } from './blob-acts.ts';
import { startNodes, tokenOf } from './nodes.ts';
import type { Net, TestNode } from './nodes.ts';

let net: Net;
let xb: TestNode;
beforeAll(async () => {
  net = await startNodes('xa', 'xb');
  xb = net.node('xb');
});
afterAll(() => net[Symbol.asyncDispose]());

const headers = { authorization: `Bearer ${tokenOf('case-officer')}` };

async function noted(): Promise<{ acts: number; exports: number }> {
  const { rows } = await sql<{ acts: number; exports: number }>`select
    (select coalesce(sum(count), 0) from audit_note)::int as acts,
    (select coalesce(sum(count), 0) from export_note)::int as exports`.execute(xb.deps.db);
  return rows[0]!;
}

test('every route of the API is accounted for or named as one that needs no account, and every name is a route', () => {
  const api = xb.api.routes.filter(({ path }) => path === '/api' || path.startsWith('/api/'));
  const open = api.filter(({ method }) => method === 'ALL').map(({ path }) => path);
  expect(new Set(open)).toEqual(new Set(['/api/*']));
  const routes = new Set(api.flatMap(({ method, path }) => (method === 'ALL' ? [] : [`${method} ${path}`])));
  expect([...routes].toSorted()).toEqual([...accounted.keys()].toSorted());
});

test('no two routes of the API take the same request: the account is of the one that answers', () => {
  const routes = [...accounted.keys()].map((key) => key.split(/[ /]/).filter((part) => part !== ''));
  const isAlike = (a: string[], b: string[]): boolean =>
    a.length === b.length && a.every((part, i) => part === b[i] || part.startsWith(':') || b[i]!.startsWith(':'));
  const pairs = routes.flatMap((a, i) => routes.slice(i + 1).flatMap((b) => (isAlike(a, b) ? [[a, b]] : [])));
  expect(pairs).toEqual([]);
});

test('a route that no rule names answers nobody, nor does a known one by another method', async () => {
  const app = new Hono<SessionEnv>();
  app.onError((error, c) => c.text(error instanceof TamgaError ? error.code : 'bug', 404));
  const officer = xb.deps.officers.find(({ role }) => role === 'case-officer')!;
  app.use(async (c, next) => {
    c.set('session', { officer, demo: false });
    await next();
  });
  app.use('/api/*', accountForReads(xb.deps));
  for (const path of ['/api/forgotten', '/api/kinds', '/api/records/:participant/:id/all', '/api/*'])
    app.get(path, (c) => c.text('content'));
  const ask = async (path: string, method = 'GET'): Promise<number> => (await app.request(path, { method })).status;
  expect(await ask('/api/kinds')).toBe(200);
  expect(await ask('/api/kinds', 'HEAD')).toBe(404);
  for (const path of ['/api/forgotten', '/api/records/xa/1/all', '/api/kinds/', '/api/x'])
    expect([path, await ask(path)]).toEqual([path, 404]);
});

test('content is read and taken out with an account under every spelling of its address, or not at all', async () => {
  const xa = net.node('xa');
  const bytes = contentOf(1000);
  const blob = await handIn(xa, bytes);
  const ref = await report(xa, blob);
  await release(xa, [ref], 'xb');
  await net.settle();
  while (await xb.fetchBlobs('xa'));
  // Through a socket: the address comes as it was typed.
  await using server = await listen(xb.api, '127.0.0.1', 0);
  const parts = ['', '/proof-file', `/blobs/${blob.sha256}`];
  const first = ref.slice(3, 4).codePointAt(0)!.toString(16);
  const spellings = [
    ['/api/records', ref],
    ['/api/%72ecords', ref],
    ['/%61pi/records', ref],
    ['//api/records', ref],
    ['/api//records', ref],
    ['/api/records', `xa/%${first}${ref.slice(4)}`],
    ['/api/./records', ref],
  ].map(([path, of]) => `${path}/${of}`);
  let shown = 0;
  for (const path of spellings.flatMap((one) => parts.map((part) => `${one}${part}`))) {
    const before = await noted();
    const answer = await fetch(`http://127.0.0.1:${server.port}${path}`, { headers });
    const body = Buffer.from(await answer.arrayBuffer());
    const after = await noted();
    const hasContent = body.includes('hostsAffected') || body.includes(bytes);
    if (hasContent) shown += 1;
    expect([path, after.acts - before.acts, after.exports - before.exports]).toEqual([
      path,
      hasContent ? 1 : 0,
      hasContent ? 1 : 0,
    ]);
  }
  expect(shown).toBeGreaterThanOrEqual(parts.length);
});

test('the federation does not answer under a second spelling', async () => {
  const plain = await xb.federation.request('http://xb.example/federation/v1/checkpoint');
  expect(plain.status).toBe(200);
  for (const path of ['/federation/v1/%63heckpoint', '//federation/v1/checkpoint', '/%66ederation/v1/feed']) {
    const answer = await xb.federation.request(`http://xb.example${path}`);
    expect([path, answer.status]).toEqual([path, 404]);
  }
});
