import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ImportReport } from '#features/imports/model.ts';
import type { OfficerEntry } from '#features/officers/model.ts';
import { acrossAuthorities } from './across-authorities.ts';
import { askAs, fetchAs, startAuthorities } from './authorities.ts';
import { incident } from './drafts.ts';
import { handling } from './eyes.ts';
import type { Net, TestNode } from './nodes.ts';

// What one authority's officers do with what another of the same participant sealed, received or began.

const [assigned, unassigned] = ['xb/fiu/o-11', 'xb/police/o-12'];
const guarded = { marking: { tlp: 'AMBER', base: 'confidential' }, purpose: 'counter-terrorism' };
let net: Net;
let xb: TestNode;
let names: Record<string, string>;
beforeAll(async () => {
  net = await startAuthorities();
  xb = net.node('xb');
  const officers = xb.deps.officers as OfficerEntry[];
  officers.find(({ id }) => id === unassigned)!.desk = ['coordination'];
  names = { REF: await reportOf(xb), FOREIGN: await reportOf(net.node('xa')), RUN: await importOf(xb) };
  const body = { records: [names['FOREIGN']], to: ['xb'] };
  await net.node('xa').ask('/api/releases', { method: 'POST', body });
  await net.settle();
});
afterAll(() => net[Symbol.asyncDispose]());

async function reportOf(node: TestNode): Promise<string> {
  const { author: _, officers: __, ...draft } = incident(node.code);
  return (await node.ask<{ ref: string }>('/api/records', { method: 'POST', body: { ...draft, ...guarded } })).ref;
}

async function importOf(node: TestNode): Promise<string> {
  const { marking, purpose, retainUntil } = handling;
  const query = new URLSearchParams({ name: 'a list', ...marking, basis: 'mca-2029:5', purpose, retainUntil });
  const time = '2030-05-01T00:00:00.000Z';
  const object = { type: 'malware', spec_version: '2.1', created: time, modified: time, name: 'M', is_family: false };
  const id = '01890000-0000-4000-8000-000000000001';
  const bundle = { type: 'bundle', id: `bundle--${id}`, objects: [{ ...object, id: `malware--${id}` }] };
  const bytes = Buffer.from(JSON.stringify(bundle));
  return (await node.ask<ImportReport>(`/api/imports?${query.toString()}`, { method: 'POST', bytes })).id;
}

async function answersTo(officer: string): Promise<Record<string, number>> {
  const named = (text: string) => Object.entries(names).reduce((all, [name, id]) => all.replaceAll(name, id), text);
  const found: Record<string, number> = {};
  for (const [route, { path = '', body }] of Object.entries(acrossAuthorities)) {
    const [method, template = ''] = route.split(' ');
    const asked = {
      method: method as 'POST',
      ...(body ? { body: JSON.parse(named(JSON.stringify(body))) as object } : {}),
    };
    found[route] = (await fetchAs(xb, officer, template.replace(/:participant\/:id|:id/, named(path)), asked)).status;
  }
  return found;
}

const expected = (who: 'assigned' | 'unassigned') =>
  Object.fromEntries(Object.entries(acrossAuthorities).map(([route, line]) => [route, line[who]]));

test('what was sealed is the participant’s: an officer of another authority lets it go, takes it back and holds it under an assignment, and not without', async () => {
  expect(await answersTo(unassigned)).toEqual(expected('unassigned'));
  expect(await answersTo(assigned)).toEqual(expected('assigned'));
});

test('the release says for which authority of the participant it was made', async () => {
  const { items } = await askAs<{ items: { author: string }[] }>(xb, assigned, '/api/records?kind=release');
  expect(items[0]?.author).toBe('xb/fiu');
});

test('another authority’s import is cancelled by its own officers alone', async () => {
  const path = `/api/imports/${names['RUN']}/cancel`;
  const refused = await (await fetchAs(xb, assigned, path, { method: 'POST' })).json();
  expect(refused).toMatchObject({ status: 403, code: 'other-authority' });
  expect((await fetchAs(xb, 'xb/cyber/o-1', path, { method: 'POST' })).status).toBe(409);
});
