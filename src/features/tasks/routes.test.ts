import { afterAll, beforeAll, expect, test } from 'vitest';
import { submitRecords } from '#features/records/actions.ts';
import { recallRecords, releaseRecords, submitDraft } from '#features/releases/actions.ts';
import { incident } from '#test/federation/drafts.ts';
import { startNodes } from '#test/federation/nodes.ts';
import type { Net, TestNode } from '#test/federation/nodes.ts';
import { actors, checkGuards, expectProblem, readers } from '#test/guards.ts';
import type { RecordDetail } from '#api-client.ts';
import type { Task } from './model.ts';

let net: Net;
let xa: TestNode;
let xb: TestNode;
beforeAll(async () => {
  net = await startNodes('xa', 'xb');
  [xa, xb] = [net.node('xa'), net.node('xb')];
});
afterAll(() => net[Symbol.asyncDispose]());

const actor = { authority: 'xa/cyber', officer: 'xa/cyber/o-1' };
const tasksAt = async (node: TestNode, closed = false): Promise<Task[]> =>
  (await node.ask<{ items: Task[] }>(`/api/tasks?closed=${closed}`)).items;

/** xa releases a record to xb, and xb makes one of its own from it. */
async function reused(): Promise<{ source: string; made: string }> {
  const [source] = await submitRecords(xa.deps, [incident('xa')]);
  await releaseRecords(xa.deps, actor, [source!.ref], ['xb']);
  await net.settle();
  const [made] = await submitRecords(xb.deps, [incident('xb', { sources: [source!.ref] })]);
  return { source: source!.ref, made: made!.ref };
}

checkGuards(
  () => xa,
  [
    { method: 'GET', path: '/api/tasks', roles: readers },
    { method: 'POST', path: '/api/tasks/1/close', roles: actors },
  ],
);

test('a recall opens a task on what was made from the record, and its author learns how much that is', async () => {
  const { source, made } = await reused();
  await recallRecords(xa.deps, actor, [source], ['xb'], 'wrong');
  await net.settle();
  const [task] = await tasksAt(xb);
  expect(task).toMatchObject({
    code: 'source-recalled',
    record: made,
    about: source,
    closedAt: null,
    title: 'Ticket halls down',
  });
  // Its page says what was taken back, by whom, when and why: also of what merely speaks of it.
  const [reply] = await submitRecords(xb.deps, [incident('xb', { about: [source] })]);
  for (const ref of [made, reply!.ref]) {
    const { sourcesRecalled } = await xb.ask<RecordDetail>(`/api/records/${ref}`);
    expect(sourcesRecalled).toEqual([
      {
        ref: source,
        kind: 'incident.report',
        author: 'xa/cyber',
        recalled: {
          ref: task!.cause,
          by: 'xa/cyber',
          officers: ['xa/cyber/o-1'],
          at: expect.any(String),
          reason: 'wrong',
        },
      },
    ]);
  }
  const told = await xa.ask<{ body: string }>(`/api/records/${(await receiptsOf(xa)).at(-1)!}`);
  expect(JSON.parse(told.body)).toMatchObject({ items: [{ ref: source, status: 'destroyed', derived: 1 }] });

  await xb.ask(`/api/tasks/${task!.id}/close`, { method: 'POST', body: { note: 'our report was withdrawn too' } });
  expect(await tasksAt(xb)).toEqual([]);
  const closed = { id: task!.id, closedBy: 'xb/cyber/o-1', note: 'our report was withdrawn too' };
  expect(await tasksAt(xb, true)).toMatchObject([closed]);
  await expectProblem(xb.ask(`/api/tasks/${task!.id}/close`, { method: 'POST', body: { note: 'again' } }), 'not-found');
});

test('a replacement opens a task on what was made from the record that it replaces', async () => {
  const { source, made } = await reused();
  await submitDraft(xa.deps, actor, incident('xa', { replaces: source }));
  await net.settle();
  expect(await tasksAt(xb)).toMatchObject([{ code: 'source-replaced', record: made, about: source }]);
  expect(await tasksAt(xa)).toEqual([]);
});

async function receiptsOf(node: TestNode): Promise<string[]> {
  const { items } = await node.ask<{ items: { ref: string; author: string }[] }>('/api/records?kind=receipt&author=xb');
  return items.map((item) => item.ref).toReversed();
}
