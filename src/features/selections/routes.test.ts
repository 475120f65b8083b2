import { afterAll, beforeAll, expect, test } from 'vitest';
import { importText } from '#features/imports/actions.ts';
import { recallRecords, releaseRecords } from '#features/releases/actions.ts';
import { tamga } from '#test/command-line.ts';
import { startNodes } from '#test/federation/nodes.ts';
import type { Net, TestNode } from '#test/federation/nodes.ts';
import { checkGuards, expectProblem, readers } from '#test/guards.ts';
import { changeSelection, deleteSelection, listSelections, readSelection, saveSelection } from './actions.ts';
import { maxSelections } from './model.ts';
import type { Selection } from './model.ts';

const one = { id: 'xa/cyber/o-1', authority: 'xa/cyber' };
const colleague = { id: 'xa/cyber/o-2', authority: 'xa/cyber' };
const stranger = { id: 'xa/fiu/o-1', authority: 'xa/fiu' };
const query = { q: 'latchkey', type: 'malware', from: '2030-01-01' };
const nobody = '0197f3a4-0000-7000-8000-000000000000';

let net: Net;
let node: TestNode;
beforeAll(async () => {
  net = await startNodes('xa');
  node = net.node('xa');
});
afterAll(() => net[Symbol.asyncDispose]());

checkGuards(
  () => node,
  [
    { method: 'GET', path: '/api/selections', roles: readers },
    { method: 'POST', path: '/api/selections', roles: readers },
    { method: 'PUT', path: `/api/selections/${nobody}`, roles: readers },
    { method: 'DELETE', path: `/api/selections/${nobody}`, roles: readers },
  ],
);

const save = (body: unknown) => node.ask<Selection>('/api/selections', { method: 'POST', body });
const list = async (): Promise<Selection[]> => (await node.ask<{ items: Selection[] }>('/api/selections')).items;
const clear = async (): Promise<void> => {
  for (const { id } of await list()) await node.ask(`/api/selections/${id}`, { method: 'DELETE' });
};

test('what an officer saves is listed by name, renamed, given another question, and deleted', async () => {
  const second = await save({ name: 'Second', query });
  const first = await save({ name: ' First ', query: {} });
  expect(first).toMatchObject({ name: 'First', query: {}, shared: false, own: true });
  expect((await list()).map(({ name }) => name)).toEqual(['First', 'Second']);
  const path = `/api/selections/${second.id}`;
  expect(await node.ask(path, { method: 'PUT', body: { name: 'Another' } })).toMatchObject({ name: 'Another', query });
  expect(await node.ask(path, { method: 'PUT', body: { query: { label: 'x' } } })).toMatchObject({
    name: 'Another',
    query: { label: 'x' },
  });
  await node.ask(path, { method: 'DELETE' });
  expect((await list()).map(({ name }) => name)).toEqual(['First']);
  await expectProblem(node.ask(path, { method: 'DELETE' }), 'not-found');
  await clear();
});

test('a view keeps its order and columns, and an officer begins with one at most, which is nobody else’s', async () => {
  const first = await save({ name: 'a', query, sort: '-name', columns: ['type', 'modified'], shared: true });
  expect(first).toMatchObject({ sort: '-name', columns: ['type', 'modified'], first: false });
  const second = await save({ name: 'b', query });
  expect(second).toMatchObject({ sort: null, columns: null });
  const change = (id: string, body: unknown) => node.ask<Selection>(`/api/selections/${id}`, { method: 'PUT', body });
  expect(await change(first.id, { first: true })).toMatchObject({
    first: true,
    sort: '-name',
    columns: ['type', 'modified'],
  });
  await change(second.id, { first: true });
  expect((await list()).map(({ name, first: is }) => [name, is])).toEqual([
    ['a', false],
    ['b', true],
  ]);
  expect(await change(second.id, { sort: 'modified', columns: ['author'] })).toMatchObject({
    sort: 'modified',
    columns: ['author'],
    first: true,
    query,
  });
  await change(first.id, { first: true });
  expect(await listSelections(node.deps.db, colleague)).toMatchObject([{ name: 'a', first: false }]);
  expect(await change(first.id, { first: false, sort: null, columns: null })).toMatchObject({
    first: false,
    sort: null,
    columns: null,
  });
  await clear();
});

test('another officer sees what is shared within the authority and nothing else, and changes none of it', async () => {
  const own = await saveSelection(node.deps, one, { name: 'mine', query, shared: false });
  const shared = await saveSelection(node.deps, one, { name: 'ours', query, shared: true });
  const seen = async (asker: typeof one) =>
    (await listSelections(node.deps.db, asker)).map(({ name, own: o }) => [name, o]);
  expect(await seen(one)).toEqual([
    ['mine', true],
    ['ours', true],
  ]);
  expect(await seen(colleague)).toEqual([['ours', false]]);
  expect(await seen(stranger)).toEqual([]);
  expect(await readSelection(node.deps.db, colleague, 'ours')).toEqual(query);
  for (const named of ['mine', own.id])
    await expect(readSelection(node.deps.db, colleague, named)).rejects.toMatchObject({ code: 'not-found' });
  const attempts = (asker: typeof one, id: string) => [
    () => changeSelection(node.deps, asker, id, { name: 'taken' }),
    () => deleteSelection(node.deps, asker, id),
  ];
  for (const attempt of attempts(colleague, shared.id))
    await expect(attempt()).rejects.toMatchObject({ code: 'forbidden', detail: { code: 'selection-owner' } });
  for (const attempt of [...attempts(colleague, own.id), ...attempts(stranger, shared.id)])
    await expect(attempt()).rejects.toMatchObject({ code: 'not-found' });
  await changeSelection(node.deps, one, shared.id, { shared: false });
  expect(await seen(colleague)).toEqual([]);
  await clear();
});

test('an officer has one selection of a name and at most a hundred, also when they are saved at once', async () => {
  await save({ name: 'a', query });
  await expectProblem(save({ name: 'a', query: {} }), 'selection-name');
  const b = await save({ name: 'b', query });
  await expectProblem(node.ask(`/api/selections/${b.id}`, { method: 'PUT', body: { name: 'a' } }), 'selection-name');
  expect(await node.ask(`/api/selections/${b.id}`, { method: 'PUT', body: { name: 'b' } })).toMatchObject({
    name: 'b',
  });
  const more = Array.from({ length: maxSelections }, (_, n) =>
    saveSelection(node.deps, one, { name: `n${n}`, query, shared: false }),
  );
  const failed = (await Promise.allSettled(more)).filter(({ status }) => status === 'rejected');
  expect(failed).toHaveLength(2);
  expect(await listSelections(node.deps.db, one)).toHaveLength(maxSelections);
  await expectProblem(save({ name: 'one more', query }), 'selection-limit');
  await saveSelection(node.deps, colleague, { name: 'a', query, shared: false });
  await clear();
});

test.each([
  [{ name: '', query }],
  [{ name: '   ', query }],
  [{ name: 'x'.repeat(81), query }],
  [{ name: 'a\nb', query }],
  [{ name: 'a' }],
  [{ name: 'a', query: { colour: 'red' } }],
  [{ name: 'a', query: { q: 'x'.repeat(201) } }],
  [{ name: 'a', query: { from: 'yesterday' } }],
  [{ name: 'a', query, found: ['malware--1'] }],
  [{ name: 'a', query, shared: 'yes' }],
  [{ name: 'a', query, sort: 'colour' }],
  [{ name: 'a', query, columns: ['<b>'] }],
])('%j is no selection: malformed', async (body) => {
  await expectProblem(save(body), 'malformed');
});

test('a selection that is opened finds what may be read then: nothing of what was recalled, and nothing for who reads no content', async () => {
  await using pair = await startNodes('xa', 'xb');
  const xa = pair.node('xa');
  const object = {
    type: 'malware',
    id: 'malware--00000000-0000-4000-8000-000000000001',
    created: '2030-01-01T00:00:00.000Z',
    modified: '2030-01-01T00:00:00.000Z',
    name: 'Latchkey',
    is_family: true,
  };
  const actor = { authority: 'xa/cyber', officer: 'xa/cyber/o-1' };
  await importText(
    xa.deps,
    actor,
    Buffer.from(
      JSON.stringify({ type: 'bundle', id: 'bundle--00000000-0000-4000-8000-000000000000', objects: [object] }),
    ),
    {
      name: 'a file',
      marking: { tlp: 'GREEN', base: 'unclassified' },
      basis: [{ instrument: 'mca-2029', article: '5' }],
      purpose: 'counter-terrorism',
      retainUntil: '2031-05-13',
    },
  );
  const { items } = await xa.ask<{ items: { ref: string }[] }>('/api/threats');
  await releaseRecords(xa.deps, actor, [items[0]!.ref], ['xb']);
  await pair.settle();
  const at = (...args: string[]) => tamga(pair, ['--node', 'xb', ...args]);
  expect((await at('threats', 'latch', '--type', 'malware', '--save', 'keys', '--shared')).out).toMatch(
    /Latchkey[\s\S]*saved as keys/,
  );
  expect((await at('selections')).out).toMatch(/keys +you +shared +(type=malware q=latch|q=latch type=malware)/);
  expect((await at('threats', '--selection', 'keys')).out).toContain('Latchkey');
  expect(await at('threats', '--selection', 'keys', '--as', 'node-admin')).toMatchObject({ code: 1 });
  await recallRecords(xa.deps, actor, [items[0]!.ref], ['xb'], 'sent too widely');
  await pair.settle();
  expect((await at('threats', '--selection', 'keys')).out).toBe('nothing found\n');
  expect((await at('selections', 'rename', 'keys', 'locks')).out).toBe('keys is locks now\n');
  expect((await at('selections', 'unshare', 'locks')).code).toBe(0);
  expect((await at('selections', 'delete', 'locks')).out).toBe('locks is deleted\n');
  expect((await at('selections', 'delete', 'locks')).err).toContain('[not-found]');
  expect((await at('threats', '--selection', 'locks')).err).toContain('[not-found]');
});
