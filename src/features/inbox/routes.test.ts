import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { submitRecords } from '#features/records/actions.ts';
import { openTask } from '#features/tasks/actions.ts';
import { transaction } from '#platform/db/db.ts';
import { askAs } from '#test/federation/authorities.ts';
import { incident } from '#test/federation/drafts.ts';
import { found, handling, propose } from '#test/federation/eyes.ts';
import type { Net, TestNode } from '#test/federation/nodes.ts';
import { officersAt, shareNode } from '#test/federation/shared.ts';
import { checkGuards, everyone, expectProblem } from '#test/guards.ts';
import { dayLimit } from './model.ts';
import type { Deputy, InboxItem, TakingView } from './model.ts';

const [author, other, reviewer, auditor] = officersAt('xa/cyber', 'o-1', 'o-4', 'o-5', 'o-2');
let net: Net;
let node: TestNode;
shareNode('xa', async (...shared) => {
  [node, net] = shared;
  const [record] = await submitRecords(node.deps, [incident('xa')]);
  const { id: recordId, ref: about } = record!;
  await transaction(node.deps.db, (tx) => openTask(tx, node.deps, 'finding', { recordId, about, causeId: recordId }));
});

checkGuards(
  () => node,
  [
    { method: 'GET', path: '/api/inbox', roles: everyone },
    { method: 'GET', path: '/api/inbox/count', roles: everyone },
    { method: 'GET', path: '/api/inbox/takings', roles: everyone },
    { method: 'DELETE', path: '/api/inbox/task/999/taken', roles: everyone },
    { method: 'GET', path: '/api/inbox/deputies', roles: everyone },
    { method: 'PUT', path: '/api/inbox/task/999/taken', roles: everyone },
    { method: 'PUT', path: '/api/inbox/task/999/hand-over', roles: everyone },
    { method: 'PUT', path: '/api/inbox/deputies/own', roles: everyone },
    { method: 'DELETE', path: '/api/inbox/deputies/own', roles: everyone },
  ],
);

const inboxOf = async (officer: string): Promise<InboxItem[]> =>
  (await askAs<{ items: InboxItem[] }>(node, officer, '/api/inbox')).items;
const kindsOf = async (officer: string): Promise<string[]> => (await inboxOf(officer)).map(({ kind }) => kind);
const put = (officer: string, path: string, body?: object) =>
  askAs(node, officer, `/api/inbox/${path}`, { method: 'PUT', ...(body ? { body } : {}) });

test('a task needs whoever may do something about it, by the deadline of the profile', async () => {
  const [task] = await inboxOf(author);
  expect(task).toMatchObject({
    kind: 'task',
    code: 'finding',
    state: 'open',
    takenBy: null,
    due: '2030-05-27T06:00:00.000Z',
  });
  expect(await kindsOf(auditor)).toEqual([]);
});

test('who takes it has it alone; who hands it over says why; a deputy has it on the days that were said', async () => {
  const [task] = await inboxOf(author);
  await put(author, `task/${task!.id}/taken`);
  expect(await kindsOf(other)).toEqual([]);
  await expectProblem(put(other, `task/${task!.id}/taken`), 'not-found');
  const tomorrow = { firstDay: '2030-05-14', lastDay: '2030-05-14' };
  await put(author, 'deputies/own', { deputy: other, ...tomorrow });
  expect(await kindsOf(other)).toEqual([]);
  net.clock.advance(86_400_000);
  expect(await kindsOf(other)).toEqual(['task']);
  expect((await askAs<{ items: Deputy[] }>(node, other, '/api/inbox/deputies')).items).toEqual([
    { officer: author, deputy: other, ...tomorrow },
  ]);
  await askAs(node, author, '/api/inbox/deputies/own', { method: 'DELETE' });
  expect(await kindsOf(other)).toEqual([]);
  await put(author, `task/${task!.id}/hand-over`, { to: other, note: 'You know the operator.' });
  expect(await kindsOf(author)).toEqual([]);
  expect(await inboxOf(other)).toMatchObject([{ takenBy: other, handedBy: author, note: 'You know the operator.' }]);
});

test('who has an item gives it back, nobody else does, and the account tells who had it when', async () => {
  const [task] = await inboxOf(other);
  await expectProblem(askAs(node, author, `/api/inbox/task/${task!.id}/taken`, { method: 'DELETE' }), 'not-found');
  await askAs(node, other, `/api/inbox/task/${task!.id}/taken`, { method: 'DELETE' });
  expect(await inboxOf(author)).toMatchObject([{ takenBy: null, handedBy: null, note: null }]);
  const { items } = await askAs<{ items: TakingView[] }>(node, author, '/api/inbox/takings');
  expect(items.map(({ officer, by, note }) => [by, officer, note])).toEqual([
    [other, null, null],
    [author, other, 'You know the operator.'],
    [author, author, null],
  ]);
  expect(await askAs(node, author, '/api/inbox/count')).toEqual({ count: 1, urgent: 0, overdue: 0, more: false });
});

test('one officer takes and hands over a bounded number of times within a day', async () => {
  const [task] = await inboxOf(other);
  const { db } = node.deps;
  await sql`insert into inbox_taking (kind, item, officer, by, at)
    select 'task', '0', ${other}, ${other}, ${net.clock.now} from generate_series(1, ${dayLimit.most})`.execute(db);
  await expectProblem(put(other, `task/${task!.id}/taken`), 'day-limit');
  expect((await inboxOf(other))[0]?.takenBy).toBe(null);
  await put(author, `task/${task!.id}/taken`);
  await askAs(node, author, `/api/inbox/task/${task!.id}/taken`, { method: 'DELETE' });
  await sql`delete from inbox_taking where item = '0'`.execute(db);
});

test('nothing is handed to oneself, to another authority, to nobody, or to whom it does not need', async () => {
  const [task] = await inboxOf(other);
  for (const to of [other, 'xb/cyber/o-1', 'xa/cyber/o-99', auditor])
    await expectProblem(put(other, `task/${task!.id}/hand-over`, { to, note: 'yours' }), 'malformed', /^to:/);
  await expectProblem(
    put(author, 'deputies/own', { deputy: other, firstDay: '2030-05-15', lastDay: '2030-05-14' }),
    'malformed',
    /lastDay/,
  );
});

test('a proposal needs its author first, and then those who may approve it', async () => {
  const { passkeys } = await found(node, 'xa/cyber');
  const body = { title: 'Isolate', number: 1, severity: 'high', products: [], summary: 'a', mitigation: 'b' };
  const { id } = await propose(node, author, { kind: 'warning.issue', ...handling, body });
  const waits = async (officer: string) => (await inboxOf(officer)).some((item) => item.id === id);
  expect([await waits(author), await waits(reviewer)]).toEqual([true, false]);
  const { digest } = await askAs<{ digest: string }>(node, author, `/api/proposals/${id}`);
  const assertion = passkeys.get(author)!.assert(Buffer.from(digest, 'base64url'));
  await askAs(node, author, `/api/proposals/${id}/approvals`, { method: 'POST', body: assertion });
  expect([await waits(author), await waits(reviewer)]).toEqual([false, true]);
});

test('half the clock: what nobody took is escalated; at its end it is everybody’s', async () => {
  net.clock.advance(4 * 86_400_000);
  expect((await inboxOf(reviewer)).map(({ state }) => state)).toEqual(['escalated']);
  net.clock.advance(12 * 86_400_000);
  expect((await inboxOf(author)).map(({ kind, state }) => [kind, state])).toEqual([['task', 'overdue']]);
});
