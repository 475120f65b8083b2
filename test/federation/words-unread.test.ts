import { expect, test } from 'vitest';
import type { InboxItem, TakingView } from '#features/inbox/model.ts';
import type { ProposalSummary } from '#features/proposals/model.ts';
import { openTask } from '#features/tasks/actions.ts';
import type { Task } from '#features/tasks/model.ts';
import { transaction } from '#platform/db/db.ts';
import { sql } from 'kysely';
import { readAnswer } from '../ask.ts';
import { askAs } from './authorities.ts';
import { officersAt, shareNode } from './shared.ts';
import type { TestNode } from './nodes.ts';
import { plantGuarded, secret } from './unassigned.ts';
import type { Planted } from './unassigned.ts';

// What officers say about guarded content is for who may read that content, and what they say to each other is for no token.

const [author, colleague, admin, stranger, reviewer, giver] = officersAt(
  'xa/cyber',
  'o-1',
  'o-2',
  'o-3',
  'o-4',
  'o-5',
  'o-6',
);
let node: TestNode;
let planted: Planted;
shareNode('xa', async (made) => {
  node = made;
  planted = await plantGuarded(node);
  const common = { covers: 'desk', lastDay: '2030-06-01', reason: 'words of a giver' };
  const assign = (officers: string[], purpose: string) =>
    askAs(node, giver, '/api/assignments', { method: 'POST', body: { ...common, officers, purpose } });
  await assign([author, reviewer], 'counter-terrorism');
  await assign([stranger, colleague], 'coordination');
});

type Items<Item> = { items: Item[] };
const listFor = async <Item>(officer: string, path: string) => (await askAs<Items<Item>>(node, officer, path)).items;

/** A task about the guarded incident. */
async function newTask(code: 'finding' | 'opening-wrong'): Promise<number> {
  const { rows } = await sql<{ id: number }>`select id from record
    order by ref = ${planted.report} desc, id`.execute(node.deps.db);
  const [report, other] = rows;
  const causeId = (code === 'finding' ? report! : other!).id;
  const task = { recordId: report!.id, about: planted.report, causeId };
  await transaction(node.deps.db, (tx) => openTask(tx, node.deps, code, task));
  return (await listFor<Task>(author, '/api/tasks')).find((one) => one.code === code)!.id;
}
const handOver = (path: string, to: string, note: string) =>
  askAs(node, author, `/api/inbox/${path}/hand-over`, { method: 'PUT', body: { to, note } });
/** As before it was asked whom an item needs: the colleague, who reads no content, had been handed what others see to. */
const handToColleague = (kind: string, item: string, note: string) =>
  sql`insert into inbox_taking (kind, item, officer, by, note, at)
    values (${kind}, ${item}, ${colleague}, ${author}, ${note}, ${node.deps.now()})`.execute(node.deps.db);
/** The program of an officer: what an address answers to its token, as text. */
async function tokenOf(officer: string): Promise<(path: string) => Promise<string>> {
  const body = { name: 'a program', scopes: ['read'], days: 1 };
  const { token } = await askAs<{ token: string }>(node, officer, '/api/tokens', { method: 'POST', body });
  const headers = { authorization: `Bearer ${token}` };
  return async (path) =>
    JSON.stringify(await readAnswer(await node.api.request(`http://localhost${path}`, { headers })));
}

test('why a proposal was ended is told to who may read it, and to nobody else', async () => {
  const { proposal } = planted;
  const reason = `${secret}: the list is wrong`;
  await handToColleague('proposal', proposal, 'look at this one');
  await askAs(node, author, `/api/proposals/${proposal}/end`, { method: 'POST', body: { reason } });
  const told = async (officer: string) => [
    (await listFor<ProposalSummary>(officer, '/api/proposals?state=decided')).map((one) => one.reason),
    (await askAs<ProposalSummary>(node, officer, `/api/proposals/${proposal}`)).reason,
    (await listFor<TakingView>(officer, '/api/inbox/takings')).find(({ kind }) => kind === 'proposal')?.note,
  ];
  const all = [[reason], reason, 'look at this one'];
  for (const officer of [author, reviewer]) expect([officer, ...(await told(officer))]).toEqual([officer, ...all]);
  for (const officer of [admin, stranger])
    expect([officer, ...(await told(officer))]).toEqual([officer, [null], null, null]);
});

test('what is said of a task is told to who may read its record, and to whom it was said', async () => {
  const id = await newTask('finding');
  await handToColleague('task', String(id), `${secret} called`);
  const handed = async (officer: string) =>
    (await listFor<TakingView>(officer, '/api/inbox/takings')).find(({ item }) => item === String(id))?.note;
  for (const officer of [author, colleague, reviewer])
    expect([officer, await handed(officer)]).toEqual([officer, `${secret} called`]);
  for (const officer of [admin, stranger]) expect([officer, await handed(officer)]).toEqual([officer, null]);
  // When it is overdue it stands in everybody's inbox; what was said does not.
  await sql`update task set opened_at = opened_at - interval '90 days' where id = ${id}`.execute(node.deps.db);
  const inbox = await listFor<InboxItem>(stranger, '/api/inbox');
  expect(inbox.find((one) => one.id === String(id))).toMatchObject({ state: 'overdue', handedBy: author, note: null });
  await askAs(node, author, `/api/tasks/${id}/close`, { method: 'POST', body: { note: `${secret} it was` } });
  const closed = async (officer: string) =>
    (await listFor<Task>(officer, '/api/tasks?closed=true')).map(({ note }) => note);
  expect([await closed(reviewer), await closed(stranger)]).toEqual([[`${secret} it was`], [null]]);
});

test('what officers say to each other no token reads, whatever its officer reads', async () => {
  await handOver(`task/${await newTask('opening-wrong')}`, stranger, 'words of a hand-over');
  const path = '/api/assignments/requests';
  const body = { covers: 'desk', purpose: 'cybercrime', reason: 'please' };
  const { id } = await askAs<{ id: number }>(node, stranger, path, { method: 'POST', body });
  await askAs(node, giver, `${path}/${id}/refuse`, { method: 'POST', body: { reason: 'words of a refusal' } });
  const [point] = await listFor<{ participant: string; contact: string }>(author, '/api/watch/contacts');
  const tested = { way: 'telephone', answered: true, note: 'words of a test' };
  const contact = `/api/watch/contacts/${point!.participant}/${point!.contact}/test`;
  await askAs(node, author, contact, { method: 'PUT', body: tested });
  const addresses = [
    '/api/inbox',
    '/api/watch/contacts',
    '/api/assignments',
    '/api/tasks?closed=true',
    '/api/proposals?state=decided',
    `/api/proposals/${planted.proposal}`,
  ];
  const all = [
    'words of a hand-over',
    'words of a refusal',
    'words of a giver',
    'words of a test',
    `${secret} it was`,
    'list is wrong',
  ];
  const heard = async (ask: (path: string) => Promise<string>) => {
    const said = (await Promise.all(addresses.map(ask))).join('\n');
    return all.filter((words) => said.includes(words));
  };
  const asked = (officer: string) => heard(async (one) => JSON.stringify(await askAs(node, officer, one)));
  expect([await asked(author), await asked(stranger)]).toEqual([all.slice(2), all.slice(0, 4)]);
  expect([await heard(await tokenOf(author)), await heard(await tokenOf(stranger))]).toEqual([[], []]);
});
