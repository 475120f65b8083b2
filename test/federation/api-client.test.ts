import { afterAll, beforeAll, expect, test } from 'vitest';
import { createClient, pagesOf } from '#api-client.ts';
import type { Client } from '#api-client.ts';
import { listQuarantined } from '../../docs/examples/quarantined.ts';
import { incident } from './drafts.ts';
import { fetchOf, startNodes, tokenOf } from './nodes.ts';
import type { Net } from './nodes.ts';

let net: Net;
let client: Client;
beforeAll(async () => {
  net = await startNodes('xa', 'xb');
  const options = { url: 'http://localhost', token: tokenOf('case-officer') };
  client = createClient({ ...options, fetch: fetchOf(net.node('xa')) });
});
afterAll(() => net[Symbol.asyncDispose]());

function draft(title: string) {
  const { kind, body, marking, basis = [], purpose = '', retainUntil = '' } = incident('xa');
  return { kind, body: { ...(body as object), title }, marking: marking!, basis: [...basis], purpose, retainUntil };
}

test('the generated client submits, reads, pages through lists and releases', async () => {
  const key = 'one-key-of-this-test';
  const made = await client.submitRecord({ body: draft('first'), key });
  expect(await client.submitRecord({ body: draft('first'), key })).toEqual(made);
  await client.submitRecord({ body: draft('second') });
  const refs: string[] = [];
  const query = { kind: 'incident.report', limit: 1 };
  for await (const { ref } of pagesOf((before) => client.listRecords({ query: { ...query, ...before } })))
    refs.push(ref);
  expect(refs).toHaveLength(2);
  const [participant = '', id = ''] = made.ref.split('/');
  expect((await client.readRecord({ params: { participant, id } })).title).toBe('first');
  expect((await client.releaseRecords({ body: { to: ['xb'], records: [made.ref] } })).releases).toMatchObject([
    { count: 1 },
  ]);
  expect(await listQuarantined(client)).toEqual([]);
});

test('what the node refuses is a problem with its code', async () => {
  const asked = client.submitRecord({ body: { ...draft('x'), marking: { tlp: 'PINK', base: 'unclassified' } } });
  await expect(asked).rejects.toMatchObject({ status: 422, code: 'tlp', problem: { type: '/problems/tlp' } });
});

test('the type of a problem leads to a page that says what its code means', async () => {
  const { api } = net.node('xa');
  const page = await api.request('http://localhost/problems/tlp');
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=UTF-8']);
  expect(await page.text()).toContain('TLP');
  expect((await api.request('http://localhost/problems/none-such')).status).toBe(404);
  expect(await (await api.request('http://localhost/problems')).text()).toContain('key-reused');
});

test('the description is served to whoever is signed in', async () => {
  const description = await client.readDescription();
  expect(description).toMatchObject({ openapi: '3.1.0' });
});
