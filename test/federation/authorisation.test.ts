import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Officer, Role } from '#features/officers/model.ts';
import { roles } from '#features/officers/model.ts';
import type { AuditBatch } from '#features/audits/model.ts';
import type { Counted, Figure } from '#features/figures/model.ts';
import { routesOf } from '#platform/http/operation.ts';
import { scopes } from '#features/officers/token-model.ts';
import { toInit } from '../ask.ts';
import { anyone, byToken, others, shown, whoMay } from './authorisations.ts';
import { askAs, fetchAs } from './authorities.ts';
import { handling } from './eyes.ts';
import { startNodes, tokenOf } from './nodes.ts';
import type { Net, TestNode } from './nodes.ts';
import { plantGuarded, secret } from './unassigned.ts';
import type { Planted } from './unassigned.ts';

let net: Net;
let node: TestNode;
const strangers: readonly Officer[] = [
  { id: 'xa/fiu/o-61', name: 'Stranger', role: 'case-officer', authority: 'xa/fiu' },
  { id: 'xa/fiu/o-62', name: 'Stranger', role: 'node-admin', authority: 'xa/fiu' },
];
beforeAll(async () => {
  net = await startNodes('xa');
  node = net.node('xa');
  const officers = node.deps.officers as Officer[];
  for (const role of roles)
    if (!officers.some((one) => one.role === role))
      officers.push({ id: `xa/cyber/o-7${roles.indexOf(role)}`, name: role, role, authority: 'xa/cyber' });
  officers.push(...strangers);
});
afterAll(() => net[Symbol.asyncDispose]());

const routes = (): string[] => routesOf(node.api).map(({ method, path }) => `${method} ${path}`);
const id = '01890000-0000-7000-8000-000000000000';
const pathOf = (path: string): string =>
  path
    .replace(':participant/:id', `xa/${id}`)
    .replace(':participant/:hash', `xa/${'A'.repeat(43)}`)
    .replace(/:(participant|to|from)/, 'xb')
    .replace(':sha256', 'A'.repeat(43))
    .replace(':id', id)
    .replace(/:\w+/, 'x');

/** Asks with nothing in it, so that nothing is done: what is looked at is whether the role is let in at all. */
async function isLetIn(route: string, role: Role | 'nobody'): Promise<boolean> {
  const [method = 'GET', path = ''] = route.split(' ');
  const init = role === 'nobody' ? {} : toInit({}, tokenOf(role));
  const headers = { ...(init.headers as Record<string, string> | undefined), origin: 'http://localhost' };
  const response = await node.api.request(pathOf(path), { method, headers }, here);
  const text = await response.text();
  if (response.status === 401) return false;
  return !(response.status === 403 && /the role .* may not/.test(text));
}
const here = { incoming: { socket: { remoteAddress: '127.0.0.1' } } };

test('every route of the API is in the table, and every line of the table is a route', () => {
  expect(Object.keys(whoMay).toSorted()).toEqual(routes().toSorted());
});

test.each(Object.entries(whoMay))('%s lets in the roles of its line, and nobody else', async (route, may) => {
  const letIn: string[] = [];
  for (const role of [...roles, 'nobody' as const]) if (await isLetIn(route, role)) letIn.push(role);
  const expected: string[] = roles.filter((role) => may.includes(role));
  expect(letIn).toEqual(may === anyone ? [...expected, 'nobody'] : expected);
});

test('what is another authority’s is as if it were not there, or refused', async () => {
  const warning = {
    kind: 'warning.issue',
    ...handling,
    purpose: 'cii-protection',
    body: { title: 'T', number: 1, severity: 'high', products: ['P'], summary: 'S', mitigation: 'M' },
  };
  const proposal = await node.ask<{ id: string }>('/api/proposals', { method: 'POST', body: warning });
  const selection = await node.ask<{ id: string | number }>('/api/selections', {
    method: 'POST',
    body: { name: 'mine', query: { q: 'x' } },
  });
  const passkey = { credential: 'AA', authenticatorData: 'AA', clientData: 'AA', signature: 'AA' };
  const bodies: Record<string, object> = {
    'POST /api/proposals/:id/approvals': passkey,
    'POST /api/proposals/:id/end': { reason: 'no' },
    'PUT /api/selections/:id': { name: 'other' },
    'POST /api/officers/invitations': { officer: 'xa/cyber/o-99', name: 'N', role: 'auditor' },
    'POST /api/proposals/appointments': { officers: ['xa/cyber/o-1'] },
    'POST /api/proposals/dismissals': { officer: 'xa/cyber/o-1', reason: 'left' },
  };
  const answered: Record<string, number> = {};
  for (const route of Object.keys(others)) {
    const [method, path = ''] = route.split(' ');
    const of = path.includes('selections') ? selection.id : proposal.id;
    const stranger = whoMay[route]?.includes('case-officer') ? strangers[0]! : strangers[1]!;
    const body = bodies[route];
    const asked = { method: method as 'POST', ...(body ? { body } : {}) };
    answered[route] = (await fetchAs(node, stranger.id, path.replace(':id', String(of)), asked)).status;
  }
  expect(answered).toEqual(others);
});

/** Routes that ask for no session take no notice of who asks. */
const isOpen = (route: string): boolean => whoMay[route] === anyone && route !== 'GET /api/session';

test('a token does what its scopes say and nothing else, whatever its officer may: no approval, release, appointment or other token', async () => {
  const found: Record<string, string[]> = {};
  for (const scope of scopes) {
    const body = { name: scope, scopes: [scope], days: 1 };
    const { token } = await node.ask<{ token: string }>('/api/tokens', { method: 'POST', body });
    for (const route of routes().filter((one) => !isOpen(one))) {
      const [method = 'GET', path = ''] = route.split(' ');
      const { headers } = toInit({}, token);
      const response = await node.api.request(pathOf(path), { method, headers: headers ?? {} }, here);
      const { code } = (await response.json()) as { code?: string };
      if (code !== 'token-scope') (found[route] ??= []).push(scope);
    }
  }
  expect(found).toEqual(byToken);
});
const [giver, reader] = ['xa/cyber/o-6', 'xa/cyber/o-4'];
const assign = (change: object) =>
  askAs<{ ref: string }>(node, giver, '/api/assignments', {
    method: 'POST',
    body: {
      officers: [reader],
      covers: 'desk',
      purpose: 'counter-terrorism',
      lastDay: '2030-06-01',
      reason: 'shift',
      ...change,
    },
  });

/** The routes that show any of the planted words to an officer. */
async function showing(planted: Planted, officer: string): Promise<string[]> {
  const names: Record<string, string> = {
    ':participant/:id': planted.report,
    ':sha256': planted.blob,
    '/threats/:id': `/threats/${planted.object}`,
    '/hypotheses/of/:id': `/hypotheses/of/${planted.object}`,
    '/imports/:id': `/imports/${planted.run}`,
    '/proposals/:id': `/proposals/${planted.proposal}`,
  };
  const found: string[] = [];
  for (const route of routes().filter((one) => one.startsWith('GET '))) {
    const path = Object.entries(names).reduce((text, [name, value]) => text.replace(name, value), route.slice(4));
    const query = (shown[route] ?? '').replace('OTHER', planted.other).replace('OBJECT', planted.object);
    const answer = await fetchAs(node, officer, `${pathOf(path)}${query}`);
    if (
      Buffer.from(await answer.arrayBuffer())
        .toString()
        .toLowerCase()
        .includes(secret.toLowerCase())
    )
      found.push(route);
  }
  return found.toSorted();
}

test('what is guarded is shown under an assignment, and nowhere to whom has none', async () => {
  const planted = await plantGuarded(node);
  await node.sequence();
  await assign({ purpose: 'coordination' });
  expect(await showing(planted, reader)).toEqual([]);
  const ofCase = await assign({ covers: 'case', subject: planted.report });
  expect(await showing(planted, reader)).toEqual([
    'GET /api/records',
    'GET /api/records/:participant/:id',
    'GET /api/records/:participant/:id/blobs/:sha256',
    'GET /api/records/:participant/:id/proof',
    'GET /api/records/:participant/:id/proof-file',
  ]);
  const desk = await assign({});
  expect(await showing(planted, reader)).toEqual(Object.keys(shown).toSorted());
  for (const { ref } of [ofCase, desk])
    await askAs(node, giver, `/api/assignments/${ref}/end`, { method: 'POST', body: { reason: 'over' } });
  expect(await showing(planted, reader)).toEqual([]);
}, 60_000);

test('reads of what is guarded are figures by under what, and each leads to the records that make it', async () => {
  net.clock.advance(120_000);
  await node.sealAccounts();
  const figures = await node.ask<{ items: Figure[] }>('/api/figures?figure=read');
  expect(figures.items.map(({ code }) => code).toSorted()).toEqual(
    ['assignment', 'author', 'none'].filter((one) => figures.items.some(({ code }) => code === one)),
  );
  const outside = figures.items.find(({ code }) => code === 'none')!;
  const { figure, code, participant, month } = outside;
  const query = new URLSearchParams({ figure, code, participant, month });
  const { items } = await node.ask<{ items: Counted[] }>(`/api/figures/records?${query.toString()}`);
  let sum = 0;
  for (const { ref } of items) {
    const { body } = await node.ask<{ body: string }>(`/api/records/${ref}`);
    const { acts } = JSON.parse(body) as AuditBatch;
    for (const { under, count } of acts) if (under === 'none') sum += count;
  }
  expect([items.length, sum]).toEqual([outside.records, outside.count]);
  expect(sum).toBeGreaterThan(0);
});
