import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import { importText } from '#features/imports/actions.ts';
import { destroyWithin, projectDue, rebuildProjections } from '#features/records/actions.ts';
import { recallRecords, releaseRecords } from '#features/releases/actions.ts';
import { transaction } from '#platform/db/db.ts';
import { startNodes } from '#test/federation/nodes.ts';
import type { Net, TestNode } from '#test/federation/nodes.ts';
import { checkGuards, expectProblem, readers } from '#test/guards.ts';
import { exploreFrom } from './explore-actions.ts';
import type { Explored } from './explore-model.ts';
import type { Neighbours, Paths } from './graph-model.ts';
import type { ThreatSummary } from './model.ts';
import { readerOf } from '#test/viewer.ts';

const id = (type: string, n: number): string => `${type}--${String(n).padStart(8, '0')}-0000-4000-8000-000000000000`;
const object = (type: string, n: number, members: object = {}) => ({
  type,
  id: id(type, n),
  created: '2030-01-01T00:00:00.000Z',
  modified: '2030-01-01T00:00:00.000Z',
  ...members,
});
const relation = (n: number, source: string, target: string, members: object = {}) =>
  object('relationship', n, { relationship_type: 'uses', source_ref: source, target_ref: target, ...members });

const lantern = id('malware', 1);
const kit = id('tool', 2);
const set = id('intrusion-set', 3);
const report = id('report', 4);
const way = id('attack-pattern', 5);
const host = id('domain-name', 6);
const jane = id('identity', 20);
const firm = id('identity', 21);
const later = { modified: '2030-02-01T00:00:00.000Z' };
const company = { name: 'Brightwater', identity_class: 'organization' };

const objects = [
  object('malware', 1, { name: 'Lantern', created_by_ref: firm }),
  object('tool', 2, { name: 'Kit', created_by_ref: firm }),
  object('intrusion-set', 3, { name: 'Grey Lamp', created_by_ref: firm }),
  object('report', 4, { name: 'A report', object_refs: [set, way, relation(50, set, jane).id, jane] }),
  object('attack-pattern', 5, { name: 'Way in' }),
  { type: 'domain-name', id: host, value: 'lamp.example', resolves_to_refs: [id('ipv4-addr', 7)] },
  { type: 'email-addr', id: id('email-addr', 22), value: 'jane@lamp.example' },
  object('identity', 20, { name: 'Jane Roe', identity_class: 'individual' }),
  object('identity', 21, company),
  relation(10, set, lantern),
  relation(11, lantern, kit, { relationship_type: 'downloads' }),
  relation(12, lantern, host, { relationship_type: 'communicates-with' }),
  // All roads that lead to persons.
  relation(13, lantern, jane, { relationship_type: 'targets' }),
  relation(14, jane, way),
  relation(15, set, id('identity', 99), { relationship_type: 'attributed-to' }),
  relation(16, set, firm, { relationship_type: 'targets' }),
  relation(17, lantern, id('email-addr', 22)),
  object('observed-data', 8, { number_observed: 1, object_refs: [host, id('email-addr', 22)] }),
  object('sighting', 9, { sighting_of_ref: lantern, where_sighted_refs: [jane, firm] }),
  object('sighting', 19, { sighting_of_ref: jane, where_sighted_refs: [firm] }),
  relation(50, set, jane),
];

let net: Net;
let xa: TestNode;
const importInto = (node: TestNode, given: object[]) =>
  importText(
    node.deps,
    { authority: `${node.code}/cyber`, officer: `${node.code}/cyber/o-1` },
    Buffer.from(JSON.stringify({ type: 'bundle', id: id('bundle', given.length), objects: given })),
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
  await importInto(xa, objects);
});
afterAll(() => net[Symbol.asyncDispose]());

checkGuards(
  () => xa,
  [
    { method: 'GET', path: `/api/threats/${lantern}/neighbours`, roles: readers },
    { method: 'GET', path: `/api/threats/${lantern}/paths?to=${set}`, roles: readers },
  ],
);

const around = (of: string, query = '', node = xa): Promise<Neighbours> =>
  node.ask<Neighbours>(`/api/threats/${of}/neighbours?${query}`);
const idsAround = async (of: string, query = '', node = xa): Promise<string[]> =>
  (await around(of, query, node)).items.map((item) => item.id).toSorted();
const path = (from: string, to: string, query = '', node = xa): Promise<Paths> =>
  node.ask<Paths>(`/api/threats/${from}/paths?to=${to}${query}`);

test('an object is shown with what it refers to and what refers to it, and who says so', async () => {
  const { object: centre, items, complete, types, relations } = await around(lantern);
  expect(centre).toEqual({ id: lantern, type: 'malware', name: 'Lantern', revoked: false, here: true });
  expect(items.map(({ id: of, name, links }) => [of, name, links.map((l) => [l.from, l.relation, l.to])])).toEqual([
    [host, 'lamp.example', [[lantern, 'communicates-with', host]]],
    [kit, 'Kit', [[lantern, 'downloads', kit]]],
    [id('sighting', 9), 'sighting: Lantern', [[id('sighting', 9), 'sighting_of_ref', lantern]]],
    [set, 'Grey Lamp', [[set, 'uses', lantern]]],
  ]);
  expect(items[3]?.links[0]).toMatchObject({ by: id('relationship', 10), author: 'xa', revoked: false, held: null });
  expect(complete).toBe(true);
  expect(types.map(({ type, count }) => `${type} ${count}`)).toEqual([
    'domain-name 1',
    'intrusion-set 1',
    'sighting 1',
    'tool 1',
  ]);
  expect(relations).toContainEqual({ relation: 'uses', direction: 'in', count: 1 });
});

test('two steps lead further by one object between, which is told', async () => {
  const { items } = await around(kit, 'depth=2');
  expect(items.map(({ id: of, steps, via }) => [of, steps, via?.name ?? null])).toEqual([
    [lantern, 1, null],
    [host, 2, 'Lantern'],
    [id('sighting', 9), 2, 'Lantern'],
    [set, 2, 'Lantern'],
  ]);
});

test('what made an object connects it with nothing', async () => {
  expect(await idsAround(firm)).toEqual([set, id('sighting', 9)].toSorted());
});

test('an object that others speak of and that is not here is told as not here; a relationship shows its ends', async () => {
  const ip = id('ipv4-addr', 7);
  expect((await around(host)).items.find((item) => item.id === ip)).toMatchObject({ here: false, name: null });
  expect(await around(ip)).toMatchObject({ object: { here: false }, items: [{ id: host }] });
  const { items } = await around(id('relationship', 11));
  expect(items.map(({ id: of, links }) => [of, links.length])).toEqual([
    [lantern, 1],
    [kit, 1],
  ]);
});

test('persons are in no answer: no neighbour, no step between, no name of a relationship (SG-07)', async () => {
  const things = [lantern, kit, set, report, way, host, firm, id('observed-data', 8), id('sighting', 9)];
  const answers = await Promise.all(things.flatMap((of) => [around(of, 'limit=100'), around(of, 'depth=2&limit=100')]));
  const paths = await Promise.all(things.flatMap((a) => things.filter((b) => b !== a).map((b) => path(a, b))));
  const told = JSON.stringify([answers, paths]);
  for (const person of [jane, id('identity', 99), id('email-addr', 22)]) expect(told).not.toContain(person);
  for (const line of [13, 14, 15, 17, 50]) expect(told).not.toContain(id('relationship', line));
  expect(told).not.toContain(id('sighting', 19));
  expect(told).not.toMatch(/Jane|identity 000000(20|99)/);
  // Only Jane leads from one to the other.
  expect((await path(kit, way)).paths).toEqual([[kit, lantern, set, report, way]]);
  for (const person of [jane, id('email-addr', 22), id('relationship', 13), id('sighting', 19)]) {
    await expectProblem(around(person), 'not-found', `no object ${person} here`);
    await expectProblem(path(person, lantern), 'not-found', `no object ${person} here`);
  }
  await expectProblem(path(lantern, jane), 'not-found', `no object ${jane} here`);
  await expectProblem(around(id('identity', 99)), 'not-found', `no object ${id('identity', 99)} here`);
});

test('the graph around an object has what its neighbours are, and every line between any two of them; persons are none of it', async () => {
  const { nodes, lines, complete } = await xa.ask<Explored>(`/api/threats/${lantern}/graph?depth=2`);
  const ids = nodes.map((node) => node.id);
  expect(ids[0]).toBe(lantern);
  expect(ids.slice(1).toSorted()).toEqual((await idsAround(lantern, 'depth=2')).toSorted());
  expect(complete).toBe(true);
  const said = lines.map(({ from, relation: by, to }) => `${ids[from]} ${by} ${ids[to]}`);
  expect(said).toContain(`${lantern} downloads ${kit}`);
  expect(said).toContain(`${report} object_refs ${set}`);
  expect(JSON.stringify(nodes)).not.toMatch(/Jane|identity--00000020/);
  for (const person of [jane, id('email-addr', 22)])
    await expectProblem(xa.ask(`/api/threats/${person}/graph`), 'not-found');
  const cut = await exploreFrom(xa.deps.db, lantern, { depth: '2' }, readerOf('xa/cyber'), { nodes: 3, lines: 1 });
  expect(cut.answer).toMatchObject({ complete: false });
  expect([cut.answer.nodes.length, cut.answer.lines.length]).toEqual([3, 1]);
});

test('the database keeps no line to an account, an address or a message of a person, and none from a person', async () => {
  const { rows } = await sql<{ n: number }>`select count(*) as n from threat_edge
    where source_id like 'email%' or target_id like 'email%'
      or record_id in (select record_id from threat_object where search is null and aside is null)`.execute(xa.deps.db);
  expect(rows[0]?.n).toBe(0);
});

test('an object that somebody describes as a person is one, whoever else says otherwise, until that is taken back', async () => {
  await importInto(xa, [object('identity', 21, { ...company, identity_class: 'individual', ...later })]);
  expect(await idsAround(set)).not.toContain(firm);
  await expectProblem(around(firm), 'not-found');
  const { rows } = await sql<{ id: number }>`select record_id as id from threat_object
    where object_id = ${firm} and search is null`.execute(xa.deps.db);
  await transaction(xa.deps.db, (tx) => destroyWithin(tx, xa.deps, [rows[0]!.id]));
  expect(await idsAround(set)).toContain(firm);
});

test('all shortest paths are told with what is said along them; longer than asked for is none', async () => {
  const { paths, length, links, nodes, complete, more } = await path(kit, report);
  expect(paths).toEqual([[kit, lantern, set, report]]);
  expect({ length, complete, more }).toEqual({ length: 3, complete: true, more: false });
  expect(links.map((link) => link.relation)).toEqual(['downloads', 'uses', 'object_refs']);
  expect(nodes.map((node) => node.name)).toEqual(['Kit', 'A report', 'Lantern', 'Grey Lamp']);
  expect(await path(kit, report, '&length=2')).toMatchObject({ length: null, paths: [], complete: true, searched: 2 });
});

test('neighbours are picked by type and by relation; the counts stay those of all', async () => {
  expect(await idsAround(lantern, 'type=tool,domain-name')).toEqual([host, kit].toSorted());
  const { items, types, relations } = await around(lantern, 'relation=uses');
  expect(items.map((item) => item.id)).toEqual([set]);
  expect({ types, relations }).toEqual({
    types: [{ type: 'intrusion-set', count: 1 }],
    relations: [{ relation: 'uses', direction: 'in', count: 1 }],
  });
});

test.each(['', 'depth=2'])(
  'pages of any length are the whole list, nothing twice and nothing left out, and each has the counts of all: %s',
  async (query) => {
    const { items, types, relations } = await around(lantern, `${query}&limit=100`);
    expect(items).toHaveLength(types.reduce((sum, { count }) => sum + count, 0));
    for (const limit of [1, 2, 3]) {
      const walked: Neighbours['items'] = [];
      let after: string | null = null;
      do {
        const page: Neighbours = await around(lantern, `${query}&limit=${limit}${after ? `&before=${after}` : ''}`);
        expect(page).toMatchObject({ types, relations });
        walked.push(...page.items);
        after = page.next;
      } while (after !== null);
      expect(walked).toEqual(items);
    }
  },
);

test('the newest version of its author counts: a corrected relationship leads elsewhere, a revoked one says so', async () => {
  await importInto(xa, [relation(11, lantern, way, { relationship_type: 'downloads', ...later })]);
  expect(await idsAround(lantern)).toContain(way);
  expect(await idsAround(lantern)).not.toContain(kit);
  await importInto(xa, [relation(11, lantern, kit, { revoked: true, modified: '2030-03-01T00:00:00.000Z' })]);
  const { items } = await around(lantern);
  expect(items.find((item) => item.id === kit)?.links).toMatchObject([{ revoked: true }]);
  expect(items.map((item) => item.id)).not.toContain(way);
});

test('what another says stands beside it, and a recall takes it out of every answer, also what was newer (I5)', async () => {
  const xb = net.node('xb');
  const { items } = await xa.ask<{ items: ThreatSummary[] }>('/api/threats?limit=100');
  const refOf = (of: string): string => items.find((item) => item.id === of)?.ref ?? '';
  const actor = { authority: 'xa/cyber', officer: 'xa/cyber/o-1' };
  await releaseRecords(xa.deps, actor, [lantern, set, id('relationship', 10)].map(refOf), ['xb']);
  await net.settle();
  await importInto(xb, [
    relation(10, lantern, id('tool', 77), { modified: '2031-01-01T00:00:00.000Z', relationship_type: 'drops' }),
  ]);
  const before = await around(lantern, '', xb);
  expect(before.items.map(({ id: of, links }) => [of, links[0]?.author])).toEqual([
    [id('tool', 77), 'xb'],
    [set, 'xa'],
  ]);
  await recallRecords(xa.deps, actor, [set, id('relationship', 10)].map(refOf), ['xb'], 'sent too widely');
  await net.settle();
  expect(JSON.stringify(await around(lantern, 'depth=2', xb))).not.toContain(set);
  const { rows } = await sql<{ text: string }>`select threat_edge::text as text from threat_edge`.execute(xb.deps.db);
  expect(rows.map(({ text }) => text).join()).not.toContain(set);
});

test('what an earlier release stored is read anew at the start, once; a rebuild gives the same', async () => {
  const edges = async () =>
    (await sql<{ row: string }>`select threat_edge::text as row from threat_edge order by 1`.execute(xa.deps.db)).rows;
  const before = await edges();
  expect(before.length).toBeGreaterThan(10);
  await sql`delete from threat_edge`.execute(xa.deps.db);
  await sql`insert into projection_due select record_id from threat_object`.execute(xa.deps.db); // as the migration does
  expect(await projectDue(xa.deps)).toBeGreaterThan(20);
  expect(await edges()).toEqual(before);
  expect(await projectDue(xa.deps)).toBe(0);
  await transaction(xa.deps.db, (tx) => rebuildProjections(tx, xa.deps));
  expect(await edges()).toEqual(before);
});

test.each([
  'limit=x',
  'depth=3',
  'depth=0',
  'colour=red',
  'before=%3D',
  'limit=201',
  'depth=1&depth=2',
  `type=${'x'.repeat(1001)}`,
  `relation=${Array(21).fill('a').join(',')}`,
])('neighbours with %s are refused: malformed', async (query) => {
  await expectProblem(around(lantern, query), 'malformed');
});

test('paths without two different ends are refused, and so is one from a relationship: malformed', async () => {
  for (const query of ['', `to=${lantern}`, `to=${kit}&length=6`, `to=${kit}&from=${lantern}`])
    await expectProblem(xa.ask(`/api/threats/${lantern}/paths?${query}`), 'malformed');
  await expectProblem(path(id('relationship', 11), kit), 'malformed', 'relationship');
  await expectProblem(path(lantern, id('tool', 1234)), 'not-found');
});
