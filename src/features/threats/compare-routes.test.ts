import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importText } from '#features/imports/actions.ts';
import { rebuildProjections, takeBackWithin } from '#features/records/actions.ts';
import { recallRecords, releaseRecords } from '#features/releases/actions.ts';
import { transaction } from '#platform/db/db.ts';
import { tamga } from '#test/command-line.ts';
import { startNodes } from '#test/federation/nodes.ts';
import type { Net, TestNode } from '#test/federation/nodes.ts';
import { checkGuards, expectProblem, readers } from '#test/guards.ts';
import type { ThreatCounts, ThreatSummary } from './model.ts';

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

test('what relates to a person is in no list, search or count, and is found once what is at its end is known to be none (SG-07)', async () => {
  const xb = net.node('xb');
  const list = async (query: string) => (await xb.ask<{ items: ThreatSummary[] }>(`/api/threats?${query}`)).items;
  const counts = (query: string) => xb.ask<ThreatCounts>(`/api/threats/facets/counts?${query}`);
  const counted = async (query: string) => (await counts(query)).total.count;
  const types = async () => Object.fromEntries((await counts('')).facets.type.map((one) => [one.value, one.count]));
  const projected = async () =>
    (await sql<{ row: string }>`select o::text as row from threat_object o order by record_id`.execute(xb.deps.db))
      .rows;
  const held = await types();
  const xid = (type: string, n: number): string =>
    `${type}--${String(n).padStart(8, 'a0a0a0a0')}-0000-4000-8000-000000000000`;
  const thing = (type: string, n: number, change: object) => ({
    type,
    id: xid(type, n),
    ...at('05'),
    ...change,
  });
  const gang = thing('intrusion-set', 0, { name: 'Gang' });
  const desk = thing('identity', 1, { name: 'Zwdesk', identity_class: 'organization' });
  const roe = thing('identity', 2, { name: 'Jane Roe', identity_class: 'individual' });
  const gorilla = thing('threat-actor', 3, { name: 'Zwgorilla', aliases: ['Jack Example'] });
  const owls = thing('threat-actor', 4, { name: 'Zwowls' });
  const line = (n: number, source: string, relation: string, target: string) =>
    thing('relationship', n, {
      relationship_type: relation,
      description: 'zwline',
      source_ref: source,
      target_ref: target,
    });
  const traced = line(5, gorilla.id, 'attributed-to', roe.id);
  const lines = [
    traced,
    line(6, gang.id, 'targets', desk.id),
    line(7, gang.id, 'uses', gorilla.id),
    line(8, gang.id, 'targets', xid('user-account', 9)),
    line(9, gang.id, 'attributed-to', owls.id),
  ];
  // Lines before their ends: what is known later counts.
  await importInto(xb, [...lines, gang, desk, gorilla, owls]);
  const { items } = await importInto(xb, [roe]);
  const found = async (): Promise<string[]> =>
    (await list('q=zwline')).map((item) => item.id.slice(14 + 7, 22)).toSorted();
  expect(await found()).toEqual(['6', '9']);
  expect(await counted('q=zwline')).toBe(2);
  expect(await types()).toMatchObject({ relationship: (held['relationship'] ?? 0) + 2, 'threat-actor': 1 });
  expect(await list('q=Jack')).toEqual([]);
  expect(await list('q=zwowls')).toHaveLength(1);
  for (const one of [traced.id, gorilla.id]) await expectProblem(xb.ask(`/api/threats/${one}`), 'not-found');

  // Another's word that the desk is a person takes away nothing of what xb says.
  const other = await importInto(xa, [{ ...desk, ...at('12'), identity_class: 'individual' }]);
  const refs = other.items.flatMap(({ ref }) => ref ?? []);
  const actor = { authority: 'xa/cyber', officer: 'xa/cyber/o-1' };
  await releaseRecords(xa.deps, actor, refs, ['xb']);
  await net.settle();
  expect(await found()).toEqual(['6', '9']);

  const before = await projected();
  await transaction(xb.deps.db, (tx) => rebuildProjections(tx, xb.deps));
  expect(await projected()).toEqual(before);
  await transaction(xb.deps.db, async (tx) => {
    const { rows } = await sql<{ id: number }>`select id from record where ref = ${items[0]!.ref}`.execute(tx);
    await takeBackWithin(tx, xb.deps, [rows[0]!.id]);
  });
  // Whom the actor is traced to may still be a person: what says so stays aside, and the actor does not.
  expect(await found()).toEqual(['6', '7', '9']);
  expect(await counted('q=zwline')).toBe(3);
  expect(await types()).toMatchObject({ relationship: (held['relationship'] ?? 0) + 3, 'threat-actor': 2 });

  // The line that traces an actor may come after the person, and what the actor does follows.
  const joe = thing('identity', 3, { name: 'Joe Roe', identity_class: 'individual' });
  await importInto(xb, [joe]);
  await importInto(xb, [line(2, owls.id, 'attributed-to', joe.id)]);
  expect(await list('q=zwowls')).toEqual([]);
  expect(await found()).toEqual(['6', '7']);
  await importInto(xb, [{ ...roe, ...at('12'), name: 'Roe Works', identity_class: 'organization' }]);
  expect(await found()).toEqual(['5', '6', '7']);
});
