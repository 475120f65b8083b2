import { afterAll, beforeAll, expect, test } from 'vitest';
import { importText } from '#features/imports/actions.ts';
import { recallRecords, releaseRecords } from '#features/releases/actions.ts';
import { tamga } from '#test/command-line.ts';
import { startNodes } from '#test/federation/nodes.ts';
import type { Net, TestNode } from '#test/federation/nodes.ts';
import { checkGuards, expectProblem, readers } from '#test/guards.ts';

const id = (type: string, n: number): string => `${type}--${String(n).padStart(8, '0')}-0000-4000-8000-000000000000`;
const at = (month: string) => ({ created: '2030-01-01T00:00:00.000Z', modified: `2030-${month}-01T00:00:00.000Z` });
const lantern = (month: string, members: object) => ({
  type: 'malware',
  id: id('malware', 1),
  ...at(month),
  ...members,
});
const tool = { type: 'tool', id: id('tool', 2), ...at('01'), name: 'Kit' };
const uses = {
  type: 'relationship',
  id: id('relationship', 3),
  ...at('01'),
  relationship_type: 'uses',
  source_ref: id('malware', 1),
  target_ref: tool.id,
};
const jane = (month: string) => ({
  type: 'identity',
  id: id('identity', 9),
  ...at(month),
  name: 'Jane Roe',
  identity_class: 'individual',
});

type Told = {
  from: { ref: string; author: string };
  to: { ref: string; author: string };
  sameText: boolean;
  changes: unknown[];
};

let net: Net;
let xa: TestNode;
const importInto = (node: TestNode, given: object[]) =>
  importText(
    node.deps,
    { authority: `${node.code}/cyber`, officer: `${node.code}/cyber/o-1` },
    Buffer.from(JSON.stringify({ type: 'bundle', id: id('bundle', 0), objects: given })),
    {
      name: 'a file',
      marking: { tlp: 'GREEN', base: 'unclassified' },
      basis: [{ instrument: 'mca-2029', article: '5' }],
      purpose: 'counter-terrorism',
      retainUntil: '2031-05-13',
    },
  );
beforeAll(async () => {
  net = await startNodes('xa', 'xb');
  xa = net.node('xa');
  await importInto(xa, [
    lantern('01', { name: 'Lantern', description: 'a loader of old', aliases: ['Lamp', 'Torch'] }),
    lantern('02', { name: 'Lantern', description: 'a loader of new', aliases: ['Torch', 'Wick'], is_family: true }),
    tool,
    uses,
    { type: 'intrusion-set', id: id('intrusion-set', 4), ...at('01'), name: 'Grey Lamp' },
    {
      ...uses,
      id: id('relationship', 5),
      relationship_type: 'attributed-to',
      source_ref: id('malware', 1),
      target_ref: id('intrusion-set', 4),
    },
    jane('01'),
    jane('02'),
  ]);
});
afterAll(() => net[Symbol.asyncDispose]());

const path = `/api/threats/${id('malware', 1)}/diff`;
checkGuards(() => xa, [{ method: 'GET', path, roles: readers }]);

test('the newest two versions are compared member by member', async () => {
  const { changes, sameText, from, to } = await xa.ask<Told>(path);
  expect({ sameText, authors: [from.author, to.author] }).toEqual({ sameText: false, authors: ['xa', 'xa'] });
  expect(changes).toEqual([
    { path: ['modified'], kind: 'changed', text: expect.any(Array) },
    {
      path: ['description'],
      kind: 'changed',
      text: [
        { kind: 'same', text: 'a loader of ' },
        { kind: 'removed', text: 'old' },
        { kind: 'added', text: 'new' },
      ],
    },
    { path: ['aliases'], kind: 'changed', elements: { removed: ['Lamp'], added: ['Wick'], same: 1 } },
    { path: ['is_family'], kind: 'added', after: true },
  ]);
});

test('any two versions are compared, in either order, also of two authors, until one is taken back (I5)', async () => {
  const { from, to } = await xa.ask<Told>(path);
  const back = await xa.ask<Told>(`${path}?from=${to.ref}&to=${from.ref}`);
  expect(back.changes).toContainEqual({ path: ['is_family'], kind: 'removed', before: true });
  const actor = { authority: 'xa/cyber', officer: 'xa/cyber/o-1' };
  await releaseRecords(xa.deps, actor, [to.ref], ['xb']);
  await net.settle();
  const xb = net.node('xb');
  await expectProblem(xb.ask(path), 'not-found', 'no other version');
  await importInto(xb, [lantern('03', { name: 'Beacon' })]);
  const both = await xb.ask<Told>(path);
  expect([both.from.author, both.to.author]).toEqual(['xa', 'xb']);
  expect(both.changes).toContainEqual(expect.objectContaining({ path: ['name'] }));
  await recallRecords(xa.deps, actor, [to.ref], ['xb'], 'sent too widely');
  await net.settle();
  for (const query of ['', `?from=${to.ref}`, `?to=${to.ref}`]) await expectProblem(xb.ask(path + query), 'not-found');
});

test('versions of a person are not compared (SG-07); of what is not here there is nothing to compare', async () => {
  await expectProblem(
    xa.ask(`/api/threats/${id('identity', 9)}/diff`),
    'not-found',
    `no object ${id('identity', 9)} here`,
  );
  await expectProblem(xa.ask(`/api/threats/${id('tool', 77)}/diff`), 'not-found', `no object ${id('tool', 77)} here`);
  await expectProblem(xa.ask(`/api/threats/${tool.id}/diff`), 'not-found', 'no other version');
  const { from } = await xa.ask<Told>(path);
  await expectProblem(xa.ask(`/api/threats/${tool.id}/diff?from=${from.ref}`), 'not-found', 'no version');
  await expectProblem(xa.ask(`${path}?from=x`), 'malformed');
  await expectProblem(xa.ask(`${path}?until=x`), 'malformed');
});

test('the command line tells neighbours, paths and differences, as text and as the API’s JSON', async () => {
  const run = async (...args: string[]) => {
    const ran = await tamga(net, ['--node', 'xa', 'threats', ...args]);
    expect(ran).toMatchObject({ code: 0, err: '' });
    return ran.out;
  };
  expect(await run('neighbours', tool.id)).toMatch(
    /1 +← uses +Lantern +malware--00000001-\S+ +– +xa\nmalware 1\nuses in 1\n/,
  );
  expect(await run('path', tool.id, id('malware', 1))).toBe('Kit ←uses— Lantern\n');
  expect(await run('path', tool.id, id('malware', 1), '--length', '1')).toBe('Kit ←uses— Lantern\n');
  // Whose hypothesis an attribution is stands in the text as it does on the page (SG-26).
  const held = 'a hypothesis of xa, not a fact: attributed-to: Lantern → Grey Lamp';
  expect((await run('neighbours', id('malware', 1))).split('\n')).toContain(held);
  expect(await run('path', tool.id, id('intrusion-set', 4))).toBe(
    `Kit ←uses— Lantern —attributed-to, holds xa→ Grey Lamp\n${held}\n`,
  );
  expect(await run('neighbours', tool.id, '--type', 'campaign', '--limit', '3')).toMatch(/^nothing found\nmalware 1\n/);
  const told = await run('diff', id('malware', 1));
  const { from, to } = await xa.ask<Told>(path);
  expect(await run('diff', id('malware', 1), '--from', to.ref, '--to', from.ref)).toContain('- "new"\n+ "old"\n');
  expect(told).toContain('description: changed\n- "old"\n+ "new"\n');
  expect(told).toContain('aliases: changed\n- "Lamp"\n+ "Wick"\n  1 the same\n');
  for (const [args, at_] of [
    [['neighbours', tool.id], `/api/threats/${tool.id}/neighbours`],
    [['diff', id('malware', 1)], path],
  ] as const)
    expect(JSON.parse(await run(...args, '--json'))).toEqual(await xa.ask(at_));
  expect(await tamga(net, ['--node', 'xa', 'threats', 'neighbours', id('identity', 9)])).toMatchObject({
    code: 1,
    err: expect.stringContaining('[not-found]'),
  });
  expect(await tamga(net, ['--node', 'xa', 'threats', 'path', tool.id])).toMatchObject({ code: 2 });
  expect(await tamga(net, ['--node', 'xa', 'threats', 'lantern'])).toMatchObject({
    code: 0,
    out: expect.stringContaining('Lantern'),
  });
});
