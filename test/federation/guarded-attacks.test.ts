import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ImportReport } from '#features/imports/model.ts';
import type { Request } from '#features/assignments/model.ts';
import type { InboxItem, TakingView } from '#features/inbox/model.ts';
import { createSignInLink, redeemLink } from '#features/officers/actions.ts';
import { maxOpenProposals } from '#features/proposals/model.ts';
import type { RecordDetail } from '#features/records/view.ts';
import { openTask } from '#features/tasks/actions.ts';
import { transaction } from '#platform/db/db.ts';
import { sql } from 'kysely';
import { refOf } from '#test/alliance.ts';
import { expectProblem } from '#test/guards.ts';
import { askAs, fetchAs } from './authorities.ts';
import { incident } from './drafts.ts';
import { approve, found, officersOf, propose as proposeAs, warning } from './eyes.ts';
import { startNodes } from './nodes.ts';
import type { Net, TestNode } from './nodes.ts';

// What an officer tries who wants to read more than others assigned him to.

const [giver, reader, colleague] = ['xa/cyber/o-6', 'xa/cyber/o-4', 'xa/cyber/o-2'];
const purpose = 'counter-terrorism';
let net: Net;
let node: TestNode;
beforeAll(async () => {
  net = await startNodes('xa');
  node = net.node('xa');
  await assign({ purpose: 'coordination' });
});
afterAll(() => net[Symbol.asyncDispose]());

const assign = (change: object) =>
  askAs<{ ref: string }>(node, giver, '/api/assignments', {
    method: 'POST',
    body: { officers: [reader], covers: 'desk', purpose, lastDay: '2030-06-01', reason: 'shift', ...change },
  });
/** A draft of an incident, as an officer sends it. */
const draft = (change: object) => {
  const { author: _, officers: __, ...rest } = incident('xa');
  return { ...rest, marking: { tlp: 'AMBER', base: 'confidential' }, ...change };
};
const submit = (change: object, officer?: string) => {
  const asked = { method: 'POST', body: draft(change) } as const;
  return officer === undefined
    ? node.ask<{ ref: string }>('/api/records', asked)
    : askAs<{ ref: string }>(node, officer, '/api/records', asked);
};
const bodyFor = async (officer: string, ref: string) =>
  (await askAs<RecordDetail>(node, officer, `/api/records/${ref}`)).body;

test('a file of a record that the officer may not read is, by its hash, as if it were not there', async () => {
  const bytes = Buffer.from('Quillfeather, as a file');
  const { sha256, size } = await node.ask<{ sha256: string; size: number }>('/api/blobs', { method: 'POST', bytes });
  const blobs = [{ sha256, size, type: 'application/pdf' }];
  const { ref } = await submit({ blobs });
  const { envelope, body } = await askAs<RecordDetail>(node, reader, `/api/records/${ref}`);
  expect([body, envelope.blobs]).toEqual([null, blobs]);
  const stolen = { blobs: envelope.blobs, purpose: 'coordination' };
  await expect(submit(stolen, reader)).rejects.toMatchObject({ detail: { code: 'blob-absent' } });
  await expect(submit({ blobs })).resolves.toMatchObject({});
  await assign({ covers: 'case', subject: ref });
  const corrected = await submit({ blobs, replaces: ref }, reader);
  expect((await fetchAs(node, reader, `/api/records/${corrected.ref}/blobs/${sha256}`)).status).toBe(200);
});

test('who is assigned to a case adds nothing to what it holds for him by naming it there', async () => {
  const [aCase, other] = [await submit({}), await submit({})];
  await assign({ covers: 'case', subject: aCase.ref });
  expect([await bodyFor(reader, aCase.ref), await bodyFor(reader, other.ref)]).toEqual([expect.any(String), null]);
  const naming = { case: aCase.ref, about: [other.ref] };
  const count = { ...naming, kind: 'incident.count', body: { hosts: 3, asOf: '2030-05-13T07:05:00Z' } };
  const drafts = [naming, { about: [aCase.ref, other.ref] }, count];
  for (const one of drafts) await expect(submit(one, reader)).rejects.toMatchObject({ detail: { code: 'not-found' } });
  const { ref: ended } = await assign({ covers: 'case', subject: other.ref });
  for (const one of drafts) await submit(one, reader);
  const over = { method: 'POST', body: { reason: 'over' } } as const;
  await askAs(node, giver, `/api/assignments/${ended}/end`, over);
  expect(await bodyFor(reader, other.ref)).toBeNull();
  await submit({ case: aCase.ref, about: [other.ref] });
  expect(await bodyFor(reader, other.ref)).not.toBeNull();
});

test('a case holds what somebody of this participant names who could read it then: not what came later, nor what another participant names', async () => {
  const { db } = node.deps;
  const naming = async (ref: string) => (await submit({ case: aCase.ref, about: [ref] }).catch(() => undefined))?.ref;
  const aCase = await submit({});
  await assign({ covers: 'case', subject: aCase.ref });
  const late = await submit({});
  const early = await naming(late.ref);
  expect(await bodyFor(reader, late.ref)).not.toBeNull();
  // It came only after it was named.
  await sql`update record set stored_at = stored_at + interval '1 hour' where ref = ${late.ref}`.execute(db);
  expect(await bodyFor(reader, late.ref)).toBeNull();
  await sql`update record set stored_at = stored_at - interval '1 hour' where ref = ${late.ref}`.execute(db);
  expect(await bodyFor(reader, late.ref)).not.toBeNull();
  // It is a member that names it.
  await sql`update record set verdict = 'accepted', wrote = null where ref = ${early!}`.execute(db);
  expect(await bodyFor(reader, late.ref)).toBeNull();
});

test('a restored node has no assignment of before: who reads is assigned anew, and the operator’s word does not come back', async () => {
  const [record] = [await submit({})];
  const { ref } = await assign({});
  expect(await bodyFor(reader, record.ref)).not.toBeNull();
  const file = await net.backup('xa');
  await askAs(node, giver, `/api/assignments/${ref}/end`, { method: 'POST', body: { reason: 'left the desk' } });
  const before = node;
  try {
    await net.restore('xa', file);
    node = net.node('xa');
    await node.checkLog(undefined);
    expect(await bodyFor(reader, record.ref)).toBeNull();
    expect(await askAs(node, reader, '/api/assignments/own')).toMatchObject({ desks: [], byOperator: false });
    await assign({});
    expect(await bodyFor(reader, record.ref)).not.toBeNull();
  } finally {
    node = before;
  }
});

test('an import does not tell the ids of guarded objects that its text leaves out, nor what officers call it', async () => {
  const query = new URLSearchParams({
    name: 'Quillfeather list',
    tlp: 'AMBER',
    base: 'confidential',
    basis: 'mca-2029:5',
    purpose,
    retainUntil: '2040-05-13',
    source: 'Quillfeather desk',
  });
  const [id, other] = [1, 2].map((n) => `malware--01890000-0000-4000-8000-00000000000${n}`);
  const run = (ids: (string | undefined)[]) => {
    const time = '2030-05-01T00:00:00.000Z';
    const common = { type: 'malware', spec_version: '2.1', created: time, modified: time, name: 'M', is_family: false };
    const text = JSON.stringify({
      type: 'bundle',
      id: 'bundle--01890000-0000-4000-8000-000000000009',
      objects: ids.map((one) => ({ ...common, id: one })),
    });
    return node.ask<ImportReport>(`/api/imports?${query.toString()}`, { method: 'POST', bytes: Buffer.from(text) });
  };
  await run([id, other]);
  const later = await run([other]);
  expect(JSON.stringify(later)).toContain(id);
  const shown = await askAs<ImportReport>(node, reader, `/api/imports/${later.id}`);
  expect(JSON.stringify(shown)).not.toMatch(/malware--|Quillfeather/);
  for (const path of ['/api/imports', `/api/imports/${later.id}/progress`]) {
    expect(JSON.stringify(await node.ask(path))).toContain('Quillfeather list');
    expect(JSON.stringify(await askAs(node, reader, path))).not.toContain('Quillfeather');
  }
});

test('what officers say to each other at a hand-over is told to nobody who reads no content', async () => {
  const { ref } = await submit({});
  const [row] = (await sql<{ id: number }>`select id from record where ref = ${ref}`.execute(node.deps.db)).rows;
  const cause = { recordId: row!.id, about: ref, causeId: row!.id };
  await transaction(node.deps.db, (tx) => openTask(tx, node.deps, 'finding', cause));
  const { items } = await askAs<{ items: { id: string }[] }>(node, reader, '/api/inbox');
  const body = { to: 'xa/cyber/o-1', note: 'Quillfeather called again' };
  await askAs(node, reader, `/api/inbox/task/${items[0]!.id}/hand-over`, { method: 'PUT', body });
  const notes = async (officer: string) =>
    (await askAs<{ items: TakingView[] }>(node, officer, '/api/inbox/takings')).items.map(({ note }) => note);
  expect([await notes(reader), await notes('xa/cyber/o-3')]).toEqual([[body.note], [null]]);
});

test('what an officer asks to be assigned to is answered by somebody else, with a reason where it is refused', async () => {
  const ask = (officer: string) => {
    const body = { covers: 'desk', purpose: 'cybercrime', reason: 'they called me' };
    return askAs<{ id: number }>(node, officer, '/api/assignments/requests', { method: 'POST', body });
  };
  const waiting = async (officer: string) => {
    const { items } = await askAs<{ items: InboxItem[] }>(node, officer, '/api/inbox?limit=200');
    return items.filter(({ kind, code }) => kind === 'request' && code === 'cybercrime').map(({ id: one }) => one);
  };
  const refuse = async (officer: string, one: number) => {
    const body = { reason: 'ask for the case' };
    return (await fetchAs(node, officer, `/api/assignments/requests/${one}/refuse`, { method: 'POST', body })).status;
  };
  const answers = async () => {
    const path = '/api/assignments/requests?state=all';
    const { items } = await askAs<{ items: Request[] }>(node, reader, path);
    return items
      .filter((one) => one.purpose === 'cybercrime')
      .map(({ state, answeredBy, answer }) => [state, answeredBy, answer]);
  };
  const [{ id: asked }, { id: own }] = [await ask(reader), await ask(giver)];
  expect([await waiting(giver), await waiting(reader)]).toEqual([[String(asked)], []]);
  const drop = (officer: string) => fetchAs(node, officer, `/api/assignments/requests/${asked}`, { method: 'DELETE' });
  expect([await refuse(giver, own), await refuse(reader, asked), (await drop(giver)).status]).toEqual([404, 403, 404]);
  expect([await refuse(giver, asked), await refuse(giver, asked)]).toEqual([204, 404]);
  expect([await waiting(giver), await answers()]).toEqual([[], [['refused', giver, 'ask for the case']]]);
  // The answer stands in the inbox of who asked, and of nobody else, until that officer has seen it.
  const told = async (officer: string) => {
    const { items } = await askAs<{ items: InboxItem[] }>(node, officer, '/api/inbox?limit=200');
    return items.filter(({ kind }) => kind === 'answer').map(({ id: one, code, title }) => [one, code, title]);
  };
  const answer = [String(asked), 'refused', 'cybercrime: ask for the case'];
  expect([await told(reader), await told(giver), await told(colleague)]).toEqual([[answer], [], []]);
  expect((await fetchAs(node, colleague, `/api/inbox/answer/${asked}/taken`, { method: 'PUT' })).status).toBe(404);
  await askAs(node, reader, `/api/inbox/answer/${asked}/taken`, { method: 'PUT' });
  expect(await told(reader)).toEqual([]);
  await ask(reader);
  const { ref } = await assign({ purpose: 'cybercrime' });
  expect((await answers())[0]).toEqual(['given', giver, ref]);
  const noted = await sql<{ act: string }>`select distinct act from audit_note
    where act in ('ask-assignment', 'refuse-assignment') order by 1`.execute(node.deps.db);
  expect(noted.rows.map(({ act }) => act)).toEqual(['ask-assignment', 'refuse-assignment']);
});

test('nobody fills the inbox of who assigns: fifty requests of one officer wait at most', async () => {
  const ask = (n: number) => {
    const body = { covers: 'case', subject: refOf('xa', 7000 + n), purpose: 'cybercrime', reason: 'they called me' };
    return fetchAs(node, colleague, '/api/assignments/requests', { method: 'POST', body });
  };
  // All at once: each is counted before the next.
  const answers = await Promise.all(Array.from({ length: 80 }, async (_, n) => (await ask(n)).status));
  expect([answers.filter((one) => one === 201).length, answers.filter((one) => one === 409).length]).toEqual([50, 30]);
  expect(await (await ask(80)).json()).toMatchObject({ status: 409, code: 'request-limit' });
});

test('who asks and takes back leaves no rows without end: a hundred requests within a day', async () => {
  const officer = 'xa/cyber/o-1';
  const path = '/api/assignments/requests';
  const body = { covers: 'desk', purpose: 'cybercrime', reason: 'they called me' };
  const askAndDrop = async () => {
    const { id } = await askAs<{ id: number }>(node, officer, path, { method: 'POST', body });
    await askAs(node, officer, `${path}/${id}`, { method: 'DELETE' });
  };
  for (let n = 0; n < 100; n++) await askAndDrop();
  await expectProblem(askAndDrop(), 'day-limit');
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from assignment_request
    where officer = ${officer}`.execute(node.deps.db);
  expect(rows).toEqual([{ n: 100 }]);
});

test('the operator’s word does not come back when the assignments of an authority are over and destroyed', async () => {
  await sql`delete from assignment`.execute(node.deps.db);
  expect(await askAs(node, reader, '/api/assignments/own')).toMatchObject({ desks: [], byOperator: false });
});

test('a passkey that an administrator stopped approves nothing any more', async () => {
  const { passkeys } = await found(node, 'xa/cyber');
  const { author, admin, reviewer } = officersOf('xa/cyber');
  const { id } = await proposeAs(node, author, warning);
  await approve(node, author, id, passkeys);
  const stop = { method: 'POST', body: { officer: reviewer, reason: 'stolen' } } as const;
  const stopped = () => askAs<{ stopped: string[] }>(node, admin, '/api/officers/passkeys/stop', stop);
  expect([(await stopped()).stopped.length, (await stopped()).stopped.length]).toEqual([1, 0]);
  await expect(approve(node, reviewer, id, passkeys)).rejects.toMatchObject({ detail: { code: 'approval-stopped' } });
  await askAs(node, author, `/api/proposals/${id}/end`, { method: 'POST', body: { reason: 'a try' } });
  const noted = await sql<{ officer: string }>`select officer from audit_note where act = 'stop-passkey'
    and subject = ${reviewer}`.execute(node.deps.db);
  expect(noted.rows).toEqual([{ officer: admin }]);
});

test('nobody fills the inbox of who approves: 50 proposals of one officer wait at most', async () => {
  const propose = () => node.ask<{ id: string }>('/api/proposals', { method: 'POST', body: warning });
  const { id } = await propose();
  for (let made = 1; made < maxOpenProposals; made++) await propose();
  await expect(propose()).rejects.toMatchObject({ detail: { code: 'proposal-limit' } });
  await node.ask(`/api/proposals/${id}/end`, { method: 'POST', body: { reason: 'too many' } });
  await propose();
});

test('a browser’s session makes no link, whatever it says in a header', async () => {
  const officer = node.deps.officers.find(({ id }) => id === reader)!;
  const { cookie: secret } = await redeemLink(node.deps, await createSignInLink(node.deps, officer));
  const cookie = `tamga_session=${secret}`;
  const ask = (authorization: string) => {
    const headers = { cookie, origin: 'http://localhost', authorization };
    return node.api.request('http://localhost/api/session/link', { method: 'POST', headers });
  };
  for (const header of ['Basic eA==', 'Bearer x', 'x'])
    expect([header, (await ask(header)).status]).toEqual([header, 403]);
});
