import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Officer, Role } from '#features/officers/model.ts';
import { roles } from '#features/officers/model.ts';
import type { AuditBatch } from '#features/audits/model.ts';
import type { Counted, Figure } from '#features/figures/model.ts';
import { routesOf } from '#platform/http/operation.ts';
import { scopes } from '#features/officers/token-model.ts';
import { toInit } from '../ask.ts';
import { anyone, apart, byToken, others, shown, whoMay } from './authorisations.ts';
import { askAs, fetchAs } from './authorities.ts';
import { plantOfAuthority } from './of-authority.ts';
import { startNodes, tokenOf } from './nodes.ts';
import type { Net, TestNode } from './nodes.ts';
import { plantGuarded, secret } from './unassigned.ts';
import type { Planted } from './unassigned.ts';
import { absent, actsOn, namesNothing, plantToActOn } from './unread-acts.ts';
import type { Named } from './unread-acts.ts';

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
  const given = await assign({ purpose: 'oversight' });
  const { ids, bodies } = await plantOfAuthority(node, given.ref);
  const strangerFor = (route: string) => strangers[whoMay[route]?.includes('case-officer') ? 0 : 1]!.id;
  const answered: Record<string, number> = {};
  for (const route of Object.keys(others)) {
    const [method, template = ''] = route.split(' ');
    const path = Object.entries(ids).reduce((text, [name, value]) => text.replace(name, value), template);
    const body = bodies[route];
    const ask = { method: method as 'POST', ...(body ? { body } : {}) };
    answered[route] = (await fetchAs(node, strangerFor(route), path, ask)).status;
  }
  expect(answered).toEqual(others);
  for (const list of apart) {
    const answer = await fetchAs(node, strangers[/officers|tokens/.test(list) ? 1 : 0]!.id, list.slice(4));
    expect([list, answer.status, (await answer.text()).includes('xa/cyber')]).toEqual([list, 200, false]);
  }
  await askAs(node, giver, `/api/assignments/${given.ref}/end`, { method: 'POST', body: { reason: 'over' } });
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

let planting: Promise<Planted> | undefined;
const plantedOnce = (): Promise<Planted> => (planting ??= plantGuarded(node));

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
  const planted = await plantedOnce();
  await node.sequence();
  await assign({ purpose: 'coordination' });
  expect(await showing(planted, reader)).toEqual([]);
  const ofCase = await assign({ covers: 'case', subject: planted.report });
  expect(await showing(planted, reader)).toEqual([
    'GET /api/cases/:participant/:id',
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

test('every route that changes something acts on what can be guarded, or says why it does not', () => {
  const changing = routes().filter((route) => !route.startsWith('GET '));
  const acts = Object.keys(actsOn({ ...absent, call: '' }));
  expect([...acts, ...Object.values(namesNothing).flat()].toSorted()).toEqual(changing.toSorted());
});

/** What each act answers to an officer; ids are left out. */
async function answersTo(officer: string, named: Named): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const [route, { path = '', body }] of Object.entries(actsOn(named))) {
    const [method, template = ''] = route.split(' ');
    const asked = { method: method as 'POST', ...(body ? { body } : {}) };
    const answer = await fetchAs(node, officer, template.replace(/:participant\/:id|:id/, path), asked);
    const { detail = '' } = (await answer.json().catch(() => ({}))) as { detail?: string };
    const words = Object.values(named).reduce((text, one) => text.replaceAll(one, 'IT'), detail);
    found[route] = `${answer.status} ${words}`;
  }
  return found;
}

test('nobody acts on what he may not read: it is as if it were not there', async () => {
  const planted = await plantedOnce();
  const { report: ref, object, proposal, run } = planted;
  const actor = 'xa/cyber/o-7';
  const desk = () => assign({ officers: [actor] });
  const first = await desk();
  const { body } = actsOn({ ...absent, call: '', ref })['POST /api/drafts/previews']!;
  const { id: preview } = await askAs<{ id: string }>(node, actor, '/api/drafts/previews', { method: 'POST', body });
  const call = { direction: 'in', party: 'a desk', urgent: false, text: 'they called' };
  const noted = await askAs<{ id: string }>(node, actor, '/api/watch/calls', { method: 'POST', body: call });
  await askAs(node, giver, `/api/assignments/${first.ref}/end`, { method: 'POST', body: { reason: 'over' } });
  const named = {
    ...absent,
    ...(await plantToActOn(node, planted)),
    ref,
    object,
    proposal,
    run,
    preview,
    call: noted.id,
  };
  const unread = await answersTo(actor, named);
  const absentOnes = await answersTo(actor, { ...absent, call: noted.id });
  for (const [route, { other }] of Object.entries(actsOn(named)))
    expect([route, unread[route]]).toEqual([route, other ? '404 no record IT here' : absentOnes[route]]);
  expect(Object.entries(unread).filter(([, answer]) => !answer.startsWith('404 '))).toEqual([]);
  await desk();
  const { id: again } = await askAs<{ id: string }>(node, actor, '/api/drafts/previews', { method: 'POST', body });
  const read = await answersTo(actor, { ...named, preview: again });
  expect(Object.entries(read).filter(([, answer]) => answer.startsWith('404 '))).toEqual([]);
}, 60_000);

test('what is guarded for no purpose of the profile is no desk’s: who wrote it reads it, and who is assigned to its case', async () => {
  const { report: ref } = await plantedOnce();
  const { db } = node.deps;
  const guarded = (guard: string) => sql`update record set guard = ${guard} where ref = ${ref}`.execute(db);
  const wanting = async (officer: string) =>
    (await askAs<{ unassigned: string | null }>(node, officer, `/api/records/${ref}`)).unassigned;
  const desk = await assign({});
  await guarded('');
  expect([await wanting(reader), await wanting('xa/cyber/o-1')]).toEqual(['', null]);
  const ofCase = await assign({ covers: 'case', subject: ref, purpose: 'coordination' });
  expect(await wanting(reader)).toBe(null);
  await guarded('counter-terrorism');
  for (const one of [desk, ofCase])
    await askAs(node, giver, `/api/assignments/${one.ref}/end`, { method: 'POST', body: { reason: 'over' } });
});

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
