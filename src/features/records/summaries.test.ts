import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Case, InboxItem, RecordDetail, RecordSummary, Task } from '#api-client.ts';
import { openTask } from '#features/tasks/actions.ts';
import { transaction } from '#platform/db/db.ts';
import { incident } from '#test/federation/drafts.ts';
import { startNodes } from '#test/federation/nodes.ts';
import type { Net, TestNode } from '#test/federation/nodes.ts';
import { submitRecords } from './actions.ts';
import { grimFilm } from '#test/disturbing.ts';

let net: Net;
let node: TestNode;
beforeAll(async () => {
  net = await startNodes('xa');
  node = net.node('xa');
});
afterAll(() => net[Symbol.asyncDispose]());

const titles = { title: 'Ticket halls down', disturbing: true };

test('what its author marked as disturbing is named so wherever its title goes', async () => {
  const { body } = incident('xa');
  const [marked, plain] = await submitRecords(node.deps, [
    incident('xa', { body: { ...(body as object), disturbing: true } }),
    incident('xa'),
  ]);
  const { id: recordId, ref } = marked!;
  await transaction(node.deps.db, (tx) =>
    openTask(tx, node.deps, 'finding', { recordId, about: ref, causeId: recordId }),
  );
  const of = <T extends { ref: string }>(items: T[], one: string): T | undefined => items.find((i) => i.ref === one);
  const { items } = await node.ask<{ items: RecordSummary[] }>('/api/records');
  expect(of(items, ref)).toMatchObject(titles);
  expect(of(items, plain!.ref)).toMatchObject({ ...titles, disturbing: false });
  expect(await node.ask<RecordDetail>(`/api/records/${ref}`)).toMatchObject(titles);
  expect(of((await node.ask<Case>(`/api/cases/${ref}`)).records, ref)).toMatchObject(titles);
  const tasks = await node.ask<{ items: Task[] }>('/api/tasks');
  expect(tasks.items.find(({ record }) => record === ref)).toMatchObject({ ...titles, kind: 'incident.report' });
  const inbox = await node.ask<{ items: InboxItem[] }>('/api/inbox');
  expect(inbox.items.find(({ record }) => record === ref)).toMatchObject({ ...titles, recordKind: 'incident.report' });
});

test('the label of an object marks it too, where its title is stored and its body is not', async () => {
  await node.ask(grimFilm.path, { method: 'POST', bytes: grimFilm.bytes });
  const { items } = await node.ask<{ items: RecordSummary[] }>('/api/records?kind=threat.object');
  expect(items).toMatchObject([{ title: 'Grim film', disturbing: true }]);
});
