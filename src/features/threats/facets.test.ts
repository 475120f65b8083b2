import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importText } from '#features/imports/actions.ts';
import { projectDue, rebuildProjections } from '#features/records/actions.ts';
import { recallRecords, releaseRecords } from '#features/releases/actions.ts';
import { transaction } from '#platform/db/db.ts';
import { startNodes } from '#test/federation/nodes.ts';
import type { Net, TestNode } from '#test/federation/nodes.ts';
import { take } from '#test/exported.ts';
import { facetNames } from './model.ts';
import type { ThreatCounts, ThreatSummary } from './model.ts';

const id = (type: string, n: number): string => `${type}--0000000${n}-0000-4000-8000-000000000000`;
const amber = 'marking-definition--f88d31f6-486f-44da-b317-01333bde0b82';
const at = (day: string) => ({ created: '2030-01-01T00:00:00.000Z', modified: `${day}T10:00:00.000Z` });
const phase = (name: string) => [{ kill_chain_name: 'mitre-attack', phase_name: name }];
const malware = {
  type: 'malware',
  id: id('malware', 1),
  ...at('2030-01-05'),
  name: 'Greylatch',
  labels: ['ransomware', 'loader'],
  kill_chain_phases: phase('execution'),
  object_marking_refs: [amber],
};
const newer = { ...malware, ...at('2030-02-07'), name: 'Greylatch Two', labels: ['wiper'] };
const objects = [
  malware,
  {
    type: 'campaign',
    id: id('campaign', 2),
    ...at('2030-03-01'),
    name: '暗影行动',
    labels: ['loader', 'misp:tag="Тень; луны"'],
    first_seen: '2029-04-01T00:00:00Z',
    last_seen: '2029-06-30T12:00:00Z',
  },
  {
    type: 'tool',
    id: id('tool', 3),
    ...at('2031-01-01'),
    name: 'Kit',
    labels: ['loader', 'loader', 7, '', "it's \\ 'quoted' & | !"],
    kill_chain_phases: phase('discovery'),
  },
  {
    type: 'identity',
    id: id('identity', 4),
    ...at('2030-01-05'),
    name: 'Jane Roe',
    identity_class: 'individual',
    labels: ['zwperson', 'loader'],
    object_marking_refs: [amber],
  },
  {
    type: 'user-account',
    id: id('user-account', 5),
    account_login: 'jroe',
    x_labels: ['zwperson'],
    labels: ['zwperson'],
    first_seen: '2029-05-01T00:00:00Z',
    kill_chain_phases: phase('zwphase'),
  },
];

let net: Net;
let xa: TestNode;
let xb: TestNode;
const importInto = ({ deps, code }: TestNode, given: readonly object[], tlp = 'GREEN') =>
  importText(
    deps,
    { authority: `${code}/cyber`, officer: `${code}/cyber/o-1` },
    Buffer.from(JSON.stringify({ type: 'bundle', id: id('bundle', 0), objects: given })),
    {
      name: 'a file',
      marking: { tlp, base: 'unclassified' },
      basis: [{ instrument: 'mca-2029', article: '5' }],
      purpose: 'counter-terrorism',
      retainUntil: '2031-05-13',
    },
  );
beforeAll(async () => {
  net = await startNodes('xa', 'xb');
  [xa, xb] = [net.node('xa'), net.node('xb')];
  await importInto(xa, objects, 'AMBER');
});
afterAll(() => net[Symbol.asyncDispose]());

const listOf = (node: TestNode, query: string) => node.ask<{ items: ThreatSummary[] }>(`/api/threats?${query}`);
const find = async (query: Record<string, string>, node = xa): Promise<(string | null)[]> =>
  (await listOf(node, new URLSearchParams(query).toString())).items.map(({ name }) => name).toSorted();
const count = (query: Record<string, string> = {}, node = xa) =>
  node.ask<ThreatCounts>(`/api/threats/facets/counts?${new URLSearchParams(query).toString()}`);
const valuesOf = ({ facets }: ThreatCounts, name: keyof ThreatCounts['facets']): Record<string, number> =>
  Object.fromEntries(facets[name].map(({ value, count: n }) => [value, n]));

test.each<[Record<string, string>, string[]]>([
  [{ type: 'tool' }, ['Kit']],
  [{ label: 'loader' }, ['Greylatch', 'Kit', '暗影行动']],
  [{ label: 'misp:tag="Тень; луны"' }, ['暗影行动']],
  [{ label: "it's \\ 'quoted' & | !" }, ['Kit']],
  [{ label: 'load' }, []],
  [{ label: 'Greylatch' }, []],
  [{ phase: 'mitre-attack:execution' }, ['Greylatch']],
  [{ phase: 'execution' }, []],
  [{ own: 'AMBER' }, ['Greylatch']],
  [{ tlp: 'AMBER', base: 'unclassified' }, ['Greylatch', 'Kit', '暗影行动']],
  [{ tlp: 'GREEN' }, []],
  [{ member: 'xa' }, ['Greylatch', 'Kit', '暗影行动']],
  [{ member: 'xb' }, []],
  [{ from: '2030-01-05', to: '2030-03-01' }, ['Greylatch', '暗影行动']],
  [{ from: '2030-01-06', to: '2030-02-28' }, []],
  [{ from: '2030-03-01' }, ['Kit', '暗影行动']],
  [{ seenFrom: '2029-06-30', seenTo: '2029-07-30' }, ['暗影行动']],
  [{ seenFrom: '2029-05-01', seenTo: '2029-05-02' }, ['暗影行动']],
  [{ seenTo: '2029-03-31' }, []],
  [{ seenFrom: '2029-07-01' }, []],
  [{ q: '影行', label: 'loader' }, ['暗影行动']],
  [{ q: '动' }, ['暗影行动']],
  [{ q: '行影' }, []],
  [{ q: 'grey', type: 'tool' }, []],
])('%j finds %j', async (query, names) => {
  expect(await find(query)).toEqual(names);
  expect((await count(query)).total).toEqual({ count: names.length, atLeast: false });
});

test('counts tell how many there are of each value, and of a facet that was asked for what the others would give', async () => {
  const all = await count();
  expect(valuesOf(all, 'type')).toEqual({ malware: 1, campaign: 1, tool: 1 });
  expect(valuesOf(all, 'label')).toEqual({
    loader: 3,
    ransomware: 1,
    'misp:tag="Тень; луны"': 1,
    "it's \\ 'quoted' & | !": 1,
  });
  const tools = await count({ type: 'tool' });
  expect(valuesOf(tools, 'type')).toEqual({ malware: 1, campaign: 1, tool: 1 });
  expect(valuesOf(tools, 'phase')).toEqual({ 'mitre-attack:discovery': 1 });
});

test('persons are in no facet and in no count, whatever they are marked with (SG-07)', async () => {
  const told = JSON.stringify([await count(), await count({ q: 'jane' }), await count({ type: 'identity' })]);
  for (const word of ['zw', 'Jane', 'jroe', 'identity', 'user-account']) expect(told).not.toContain(word);
  for (const query of [
    { label: 'zwperson' },
    { phase: 'mitre-attack:zwphase' },
    { type: 'identity' },
    { type: 'user-account' },
  ])
    expect(await find(query)).toEqual([]);
  expect(await find({ seenFrom: '2029-05-01', seenTo: '2029-05-01' })).toEqual(['暗影行动']);
  const { rows } = await sql<{
    kept: number;
  }>`select count(*) as kept from threat_object where type in ('identity', 'user-account')
    and (search is not null or name is not null or labels <> '{}' or phases <> '{}' or tlp is not null or own_marking is not null
      or seen_from is not null)`.execute(xa.deps.db);
  expect(rows[0]?.kept).toBe(0);
});

const projected = async ({ deps: { db } }: TestNode): Promise<string[]> => {
  const objectsOf = await sql<{ row: string }>`select t::text as row from threat_object t order by record_id`.execute(
    db,
  );
  const counts = await sql<{ row: string }>`select c::text as row from threat_count c order by facet, value`.execute(
    db,
  );
  return [...objectsOf.rows, ...counts.rows].map(({ row }) => row);
};

test('what an earlier release left to be projected anew is found as before, by everything, and once', async () => {
  const before = await projected(xa);
  const { db } = xa.deps;
  await sql`insert into projection_due select record_id from threat_object`.execute(db);
  await sql`truncate threat_object, threat_count`.execute(db);
  expect(await projectDue(xa.deps)).toBe(objects.length);
  expect(await projected(xa)).toEqual(before);
  expect(await projectDue(xa.deps)).toBe(0);
  await transaction(db, (tx) => rebuildProjections(tx, xa.deps));
  expect(await projected(xa)).toEqual(before);
});

test('what an earlier release read of indicators and types of its own is read anew, and the name of a person is gone (SG-07)', async () => {
  const widget = {
    type: 'x-acme-widget',
    id: id('x-acme-widget', 6),
    ...at('2030-01-05'),
    name: 'Widget',
    labels: ['loader'],
  };
  const phone = { type: 'phone-number', id: id('phone-number', 7), value: '+1 555 0100', labels: ['loader'] };
  const indicator = {
    type: 'indicator',
    id: id('indicator', 8),
    ...at('2030-01-05'),
    name: 'jroe@quillon.example',
    pattern: "[email-addr:value = 'jroe@quillon.example']",
  };
  const { db } = xa.deps;
  await importInto(xa, [widget, { ...widget, ...at('2030-01-06') }, phone, indicator]);
  const before = await projected(xa);
  expect(JSON.stringify(before)).not.toMatch(/quillon|555/);
  // As the release before had it.
  await sql`update threat_object set name = 'jroe@quillon.example' where type = 'indicator'`.execute(db);
  await sql`update record set title = 'jroe@quillon.example' where id in (select record_id from threat_object where type = 'indicator')`.execute(
    db,
  );
  await sql.raw(readFileSync(new URL('../../migrations/0047-persons-unread.sql', import.meta.url), 'utf8')).execute(db);
  expect(await find({})).toEqual(['Greylatch', 'Kit', '暗影行动']);
  expect((await count()).total).toEqual({ count: 3, atLeast: false });
  expect(await projectDue(xa.deps)).toBe(4);
  expect(await projected(xa)).toEqual(before);
  const { rows } = await sql`select 1 from record where title like '%quillon%'`.execute(db);
  expect(rows).toEqual([]);
});

test('only the newest version is found; when it is recalled the one before it is found again, and no value is left of it', async () => {
  const actor = { authority: 'xa/cyber', officer: 'xa/cyber/o-1' };
  await importInto(xa, [newer], 'AMBER');
  expect(await find({ type: 'malware' })).toEqual(['Greylatch Two']);
  expect(await find({ label: 'ransomware' })).toEqual([]);
  const { rows } = await sql<{ ref: string }>`
    select r.ref from record r join threat_object t on t.record_id = r.id where t.type = 'malware' order by r.id`.execute(
    xa.deps.db,
  );
  const refs = rows.map(({ ref }) => ref);
  await releaseRecords(xa.deps, actor, refs, ['xb']);
  await net.settle();
  expect(await find({ member: 'xa' }, xb)).toEqual(['Greylatch Two']);
  expect(valuesOf(await count({}, xb), 'label')).toEqual({ wiper: 1 });
  await recallRecords(xa.deps, actor, [refs[1]!], ['xb'], 'sent too widely');
  await net.settle();
  expect(await find({ label: 'ransomware' }, xb)).toEqual(['Greylatch']);
  expect(valuesOf(await count({}, xb), 'label')).toEqual({ loader: 1, ransomware: 1 });
  expect(JSON.stringify(await projected(xb))).not.toContain('wiper');
  await recallRecords(xa.deps, actor, [refs[0]!], ['xb'], 'sent too widely');
  await net.settle();
  expect(await count({}, xb)).toEqual({
    total: { count: 0, atLeast: false },
    facets: Object.fromEntries(facetNames.map((name) => [name, []])),
  });
});

test('no later version of another takes an object out of lists, counts, names and exports, nor stands in its place', async () => {
  const lodestar = { ...malware, id: id('malware', 9), name: 'Lodestar', labels: ['held'], object_marking_refs: [] };
  const desk = { type: 'identity', id: id('identity', 9), ...at('2030-01-05'), name: 'Desk', identity_class: 'group' };
  await importInto(xb, [lodestar, desk]);
  const { items } = await importInto(xa, [
    { ...lodestar, ...at('2039-01-01'), name: 'Decoy', labels: ['decoy'], revoked: true },
    { ...desk, ...at('2039-01-01'), identity_class: 'individual' },
  ]);
  const refs = items.flatMap(({ ref }) => ref ?? []);
  await releaseRecords(xa.deps, { authority: 'xa/cyber', officer: 'xa/cyber/o-1' }, refs, ['xb']);
  await net.settle();

  const rowsOf = async (query: string) =>
    (await listOf(xb, query)).items.map(({ name, author, others, versions }) => [name, author, others, versions]);
  expect(await rowsOf('q=lodestar')).toEqual([['Lodestar', 'xb', ['xa'], 1]]);
  expect(await rowsOf('type=malware')).toEqual([
    ['Decoy', 'xa', ['xb'], 1],
    ['Lodestar', 'xb', ['xa'], 1],
  ]);
  // Who describes it as a person takes it out of nobody's lists but by his own word, and is not named as one who has it.
  expect(await rowsOf('type=identity')).toEqual([['Desk', 'xb', [], 1]]);
  expect(valuesOf(await count({}, xb), 'label')).toEqual({ held: 1, decoy: 1 });

  type Detail = { name: string; versions: { author: string }[] };
  const detail = await xb.ask<Detail>(`/api/threats/${lodestar.id}`);
  expect([detail.name, ...detail.versions.map(({ author }) => author)]).toEqual(['Lodestar', 'xb', 'xa']);
  const { object } = await xb.ask<{ object: object }>(`/api/threats/${lodestar.id}/neighbours`);
  expect(object).toMatchObject({ name: 'Lodestar', revoked: false });
  for (const selection of ['type=malware', `ids=${lodestar.id}`])
    expect([...(await take(xb, selection)).texts.values()].join()).toMatch(/^(?!.*Decoy).*Lodestar/);
  expect([...(await take(xb, 'q=decoy')).texts.values()].join()).toContain('Decoy');

  await recallRecords(xa.deps, { authority: 'xa/cyber', officer: 'xa/cyber/o-1' }, refs, ['xb'], 'sent too widely');
  await net.settle();
  expect(await rowsOf('type=malware')).toEqual([['Lodestar', 'xb', [], 1]]);
});

test('a translation is found by what it says, under the name of what it translates; never one of a person, and nothing of it after its recall (I5, SG-07)', async () => {
  const contents = { ru: { name: 'зюзюка', description: 'шифровальщик на подстанциях' } };
  const translation = (n: number, of: string) => ({
    type: 'language-content',
    id: id('language-content', n),
    ...at('2030-04-01'),
    object_ref: of,
    contents,
  });
  const roe = { ...malware, type: 'threat-actor', id: id('threat-actor', 9), resource_level: 'individual' };
  await importInto(
    xa,
    [roe, translation(1, id('tool', 3)), translation(2, id('identity', 4)), translation(3, roe.id)],
    'AMBER',
  );
  for (const q of ['Зюзюка', 'зюзюку', 'подстанция']) expect(await find({ q })).toEqual(['translation (ru): Kit']);
  expect((await projected(xa)).filter((row) => row.includes('зюзю'))).toHaveLength(1);
  const { rows } = await sql<{ ref: string }>`select r.ref from record r join threat_object t on t.record_id = r.id
    where t.object_id = ${id('language-content', 1)}`.execute(xa.deps.db);
  const refs = rows.map(({ ref }) => ref);
  await releaseRecords(xa.deps, { authority: 'xa/cyber', officer: 'xa/cyber/o-1' }, refs, ['xb']);
  await net.settle();
  expect(await find({ q: 'зюзюка' }, xb)).toHaveLength(1);
  await recallRecords(xa.deps, { authority: 'xa/cyber', officer: 'xa/cyber/o-1' }, refs, ['xb'], 'sent too widely');
  await net.settle();
  expect(await find({ q: 'зюзюка' }, xb)).toEqual([]);
  expect(JSON.stringify(await projected(xb))).not.toContain('зюз');
});
