import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RecordSummary } from '#features/records/view.ts';
import { toInit } from '#test/ask.ts';
import { askAs } from '#test/federation/authorities.ts';
import { found, officersOf, warning } from '#test/federation/eyes.ts';
import { startNodes } from '#test/federation/nodes.ts';
import type { Net, TestNode } from '#test/federation/nodes.ts';
import { expectProblem } from '#test/guards.ts';
import type { Stopped } from './stop-model.ts';
import { maxAskedPerMinute, maxTokens } from './token-model.ts';
import type { MadeToken, TokenRow } from './token-model.ts';

// Programs that ask in an officer's name: what a token is, when it is over, and what is told of it.

const { author, admin, approver } = officersOf('xa/cyber');
let net: Net;
let node: TestNode;
beforeAll(async () => {
  net = await startNodes('xa');
  node = net.node('xa');
});
afterAll(() => net[Symbol.asyncDispose]());

const make = (officer: string, scopes: string[], days = 1, name = 'nightly import') =>
  askAs<MadeToken>(node, officer, '/api/tokens', { method: 'POST', body: { name, scopes, days } });
const list = async (officer: string, query = '') =>
  (await askAs<{ items: TokenRow[] }>(node, officer, `/api/tokens${query}`)).items;
const end = (officer: string, id: string) => askAs(node, officer, `/api/tokens/${id}`, { method: 'DELETE' });
const by = async (token: string, path = '/api/records', more = {}, headers = {}): Promise<[number, string]> => {
  const init = toInit(more, token);
  const response = await node.api.request(path, { ...init, headers: { ...init.headers, ...headers } });
  return [response.status, ((await response.json()) as { code?: string }).code ?? 'ok'];
};

test('a token is told once, is kept as a hash alone, and asks as its officer', async () => {
  const { id, token, expiresAt } = await make(author, ['read', 'read'], 90);
  expect(new Date(expiresAt).getTime() - net.clock.now.getTime()).toBe(90 * 86_400_000);
  expect(await by(token)).toEqual([200, 'ok']);
  const response = await node.api.request('/api/session', toInit({}, token));
  expect(await response.json()).toMatchObject({ officer: { id: author }, officers: [] });
  const [row] = await list(author);
  expect(row).toMatchObject({ id, officer: author, scopes: ['read'], state: 'live', endedAt: null });
  expect(row?.usedAt).not.toBeNull();
  expect(JSON.stringify(row)).not.toContain(token);
  const { rows } = await sql<{ kept: string }>`select t::text as kept from api_token t`.execute(node.deps.db);
  expect(rows.some(({ kept }) => kept.includes(token))).toBe(false);
});

test('an end is asked for, and 90 days are the most; what a role may not do, it gives no token', async () => {
  await expectProblem(make(author, ['read'], 91), 'malformed');
  await expectProblem(make(author, ['read'], 0), 'malformed');
  await expectProblem(make(author, []), 'malformed');
  await expectProblem(make(author, ['approve']), 'malformed');
  await expectProblem(make(admin, ['read', 'submit']), 'token-scope');
  await expectProblem(make(approver, ['import']), 'token-scope');
});

test('a token that is over, ended or made up is refused, and so is one that names another officer', async () => {
  const { id, token } = await make(author, ['read']);
  const gone = [401, 'token-ended'];
  expect(await by(`tamga_${'A'.repeat(43)}`)).toEqual(gone);
  const response = await node.api.request('/api/session', {
    headers: { authorization: `Bearer ${token}`, 'tamga-officer': admin },
  });
  expect(await response.json()).toMatchObject({ officer: { id: author } });
  await end(author, id);
  await end(author, id);
  expect(await by(token)).toEqual(gone);
  expect((await list(author)).find((one) => one.id === id)).toMatchObject({ state: 'ended', endedBy: author });
  const day = await make(author, ['read']);
  net.clock.advance(86_400_000);
  expect(await by(day.token)).toEqual(gone);
  expect((await list(author)).find((one) => one.id === day.id)?.state).toBe('expired');
});

test('an officer ends and sees the own tokens, who invites officers those of the authority, and nobody else any', async () => {
  const { id, token } = await make(author, ['read']);
  await expectProblem(end(approver, id), 'not-found');
  await expectProblem(askAs(node, author, '/api/tokens?all=true'), 'forbidden');
  expect((await list(approver)).map((one) => one.id)).not.toContain(id);
  expect((await list(admin, '?all=true')).map((one) => one.id)).toContain(id);
  await end(admin, id);
  expect(await by(token)).toEqual([401, 'token-ended']);
});

test('within its scope it does no more than its officer may, and beyond it nothing: not even a token', async () => {
  const { token } = await make(author, ['read', 'propose']);
  expect(await by(token, '/api/proposals', { method: 'POST', body: warning })).toEqual([201, 'ok']);
  const { items } = await askAs<{ items: { id: string }[] }>(node, author, '/api/proposals');
  const beyond = [403, 'token-scope'];
  const body = { credential: 'AA', authenticatorData: 'AA', clientData: 'AA', signature: 'AA' };
  expect(await by(token, `/api/proposals/${items[0]?.id}/approvals`, { method: 'POST', body })).toEqual(beyond);
  const more = { name: 'x', scopes: ['read'], days: 1 };
  expect(await by(token, '/api/tokens', { method: 'POST', body: more })).toEqual(beyond);
  expect(await by(token, '/api/session/link', { method: 'POST' })).toEqual(beyond);
  expect(await by(token, '/api/records', { method: 'POST', body: warning })).toEqual(beyond);
  const { token: administrators } = await make(admin, ['read']);
  expect(await by(administrators, '/api/threats')).toEqual([403, 'forbidden']);
});

test('a token asks 300 times within a minute, and an officer has ten that count', async () => {
  net.clock.advance(60_000 - (net.clock.now.getTime() % 60_000));
  const { token } = await make(author, ['read']);
  await sql`update api_token set asked = ${maxAskedPerMinute - 1}, minute = ${net.clock.now}
    where officer = ${author} and ended_at is null`.execute(node.deps.db);
  expect(await by(token, '/api/kinds')).toEqual([200, 'ok']);
  const response = await node.api.request('/api/kinds', toInit({}, token));
  expect([response.status, response.headers.get('retry-after')]).toEqual([429, '60']);
  net.clock.advance(60_000);
  expect(await by(token, '/api/kinds')).toEqual([200, 'ok']);
  const live = (await list(author)).filter(({ state }) => state === 'live').length;
  for (let i = live; i < maxTokens; i++) await make(author, ['read']);
  await expectProblem(make(author, ['read']), 'token-limit');
});

test('a new appointment of the officer ends the tokens of before', async () => {
  const { token } = await make(approver, ['read']);
  expect(await by(token)).toEqual([200, 'ok']);
  net.clock.advance(60_000);
  await found(node, 'xa/cyber');
  expect(await by(token)).toEqual([401, 'token-ended']);
  expect((await list(approver))[0]?.state).toBe('renewed');
  net.clock.advance(60_000);
  expect(await by((await make(approver, ['read'])).token)).toEqual([200, 'ok']);
});

test('who stops a passkey ends every token of its officer, whoever made it, and nobody else’s', async () => {
  await end(author, (await list(author))[0]!.id);
  const [{ token: taken }, { token: other }] = [
    await make(author, ['read', 'submit'], 90),
    await make(approver, ['read']),
  ];
  const body = { officer: author, reason: 'stolen' };
  const stop = () => askAs<Stopped>(node, admin, '/api/officers/passkeys/stop', { method: 'POST', body });
  const { stopped, tokensEnded } = await stop();
  expect([stopped.length, tokensEnded > 0]).toEqual([1, true]);
  expect([await by(taken), await by(other)]).toEqual([
    [401, 'token-ended'],
    [200, 'ok'],
  ]);
  expect((await list(author))[0]).toMatchObject({ state: 'ended', endedBy: admin });
  expect(await stop()).toEqual({ stopped: [], tokensEnded: 0 });
});

test('making, using and ending one stands in the audit by its number, and what it reads as its officer’s reading', async () => {
  const { id, token } = await make(approver, ['read']);
  const { items } = await node.ask<{ items: RecordSummary[] }>('/api/records');
  expect(await by(token, `/api/records/${items[0]?.ref}`)).toEqual([200, 'ok']);
  await end(approver, id);
  const { rows } = await sql<{ act: string; subject: string }>`
    select act, subject from audit_note where officer = ${approver} and subject in (${id}, ${items[0]?.ref ?? ''})`.execute(
    node.deps.db,
  );
  expect(rows.map(({ act, subject }) => `${act} ${subject}`).toSorted()).toEqual(
    [`end-token ${id}`, `make-token ${id}`, `read ${items[0]?.ref}`, `use-token ${id}`].toSorted(),
  );
});
