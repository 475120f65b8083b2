import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startNodes, tokenOf } from '#test/federation/nodes.ts';
import type { Net, TestNode } from '#test/federation/nodes.ts';

let net: Net;
let node: TestNode;
beforeAll(async () => {
  net = await startNodes('xa', 'xb');
  node = net.node('xa');
});
afterAll(() => net[Symbol.asyncDispose]());

const handling = {
  marking: { tlp: 'AMBER', base: 'unclassified' },
  basis: [{ instrument: 'mca-2029', article: '5' }],
  purpose: 'counter-terrorism',
  retainUntil: '2031-05-13',
};
const draft = (text: string) => ({ kind: 'gate.none', ...handling, body: { text } });
const warning = (title: string) => ({
  kind: 'incident.report',
  ...handling,
  body: {
    title,
    operator: 'Arvenia Rail',
    sector: 'rail',
    service: 'ticketing',
    severity: 'high',
    hostsAffected: 4,
    detectedAt: '2030-05-13T05:40:00Z',
    description: 'Halls closed.',
  },
});

let made = 0;
const newKey = (): string => `a-key-of-this-test-${++made}`;
async function post(key: string, body: object, role: 'case-officer' | 'auditor' = 'case-officer') {
  const headers = { authorization: `Bearer ${tokenOf(role)}`, 'idempotency-key': key };
  const response = await node.api.request('/api/records', { method: 'POST', headers, body: JSON.stringify(body) });
  return { status: response.status, body: (await response.json()) as { ref?: string; code?: string } };
}
const count = async (): Promise<number> =>
  (await sql<{ n: number }>`select count(*) as n from record where kind = 'incident.report'`.execute(node.deps.db))
    .rows[0]!.n;

test('the same request with the same key is done once and answered alike', async () => {
  const key = newKey();
  const first = await post(key, warning('once'));
  expect(first.status).toBe(201);
  const before = await count();
  expect(await post(key, warning('once'))).toEqual(first);
  expect(await post(`"${key}"`, warning('once'))).toEqual(first);
  expect(await count()).toBe(before);
});

test('another request with the same key is refused: key-reused', async () => {
  const key = newKey();
  await post(key, warning('one'));
  expect(await post(key, warning('another'))).toMatchObject({ status: 422, body: { code: 'key-reused' } });
});

test('a key that is none is refused: key-malformed', async () => {
  for (const key of ['short', 'with spaces in the middle of it', 'x'.repeat(101)])
    expect(await post(key, warning('one'))).toMatchObject({ status: 400, body: { code: 'key-malformed' } });
});

test('what was refused made nothing, and its key is free again', async () => {
  const key = newKey();
  expect((await post(key, draft('none'))).status).toBe(400);
  expect((await post(key, warning('now right'))).status).toBe(201);
});

test('of requests with one key that come together one is done; the others wait or are told so: key-busy', async () => {
  const key = newKey();
  const before = await count();
  const all = await Promise.all(Array.from({ length: 8 }, () => post(key, warning('together'))));
  expect(await count()).toBe(before + 1);
  expect(all.filter(({ status }) => status === 201).length).toBeGreaterThan(0);
  for (const { status, body } of all) if (status !== 201) expect([status, body.code]).toEqual([409, 'key-busy']);
  expect(new Set(all.flatMap(({ body }) => body.ref ?? [])).size).toBe(1);
});

test('where the node fell after it made something nothing is made again: key-unanswered', async () => {
  const key = newKey();
  await post(key, warning('fallen'));
  await sql`update once_request set answer = null, process = 'a run before this one' where made_at is not null`.execute(
    node.deps.db,
  );
  const before = await count();
  expect(await post(key, warning('fallen'))).toMatchObject({ status: 409, body: { code: 'key-unanswered' } });
  expect(await count()).toBe(before);
});

test('where the node fell before it made something the request is done when it comes again', async () => {
  const key = newKey();
  await post(key, warning('early'));
  await sql`update once_request set answer = null, made_at = null, process = 'a run before this one'`.execute(
    node.deps.db,
  );
  const before = await count();
  expect((await post(key, warning('early'))).status).toBe(201);
  expect(await count()).toBe(before + 1);
});

test('that something was made is noted by the transaction that made it', async () => {
  const key = newKey();
  const { body } = await post(key, warning('marked'));
  const { rows } = await sql<{ same: boolean }>`
    select exists (select 1 from once_request o where o.made_at is not null and o.answer like ${`%${body.ref}%`}) as same`.execute(
    node.deps.db,
  );
  expect(rows).toEqual([{ same: true }]);
});

test('after a day a key is forgotten, and nothing that is kept of it is content', async () => {
  const key = newKey();
  await post(key, warning('Words of the case'));
  const { rows } = await sql<{ row: string }>`select row_to_json(o)::text as row from once_request o`.execute(
    node.deps.db,
  );
  expect(rows.map(({ row }) => row).join()).not.toMatch(/Words of the case|a-key-of-this-test/);
  net.clock.advance(25 * 3600_000);
  const again = await post(key, warning('another of the next day'));
  expect(again.status).toBe(201);
  expect((await sql`select 1 from once_request`.execute(node.deps.db)).rows).toHaveLength(1);
});
