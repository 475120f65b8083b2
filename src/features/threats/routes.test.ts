import { afterAll, beforeAll, expect, test } from 'vitest';
import { importText } from '#features/imports/actions.ts';
import { startNodes } from '#test/federation/nodes.ts';
import type { Net, TestNode } from '#test/federation/nodes.ts';
import { checkGuards, expectProblem, readers } from '#test/guards.ts';
import type { Remark, ThreatSummary } from './model.ts';
import type { ThreatMatrix, ThreatTimeline } from './overview-model.ts';
import { readMatrix } from './overview-store.ts';
import { readerOf } from '#test/viewer.ts';

const id = (type: string, n: number): string => `${type}--00000000-0000-4000-8000-00000000000${n}`;
const at = (day: string) => ({ created: '2030-01-01T00:00:00.000Z', modified: `2030-01-${day}T00:00:00.000Z` });
const objects = [
  { type: 'malware', id: id('malware', 1), ...at('01'), name: 'Greylatch', is_family: false },
  { type: 'malware', id: id('malware', 1), ...at('05'), name: 'Greylatch Two', is_family: false },
  { type: 'campaign', id: id('campaign', 2), ...at('03'), name: 'Лунная тропа', description: 'grey mornings' },
  { type: 'identity', id: id('identity', 3), ...at('03'), name: 'Jane Roe', identity_class: 'individual' },
  {
    type: 'relationship',
    id: id('relationship', 4),
    ...at('09'),
    relationship_type: 'uses',
    source_ref: id('campaign', 2),
    target_ref: id('malware', 1),
  },
];

let net: Net;
let node: TestNode;
const importObjects = (given: readonly object[]) => {
  const bundle = JSON.stringify({ type: 'bundle', id: id('bundle', 0), objects: given });
  const options = {
    name: 'a file',
    marking: { tlp: 'GREEN', base: 'unclassified' },
    basis: [{ instrument: 'mca-2029', article: '5' }],
    purpose: 'counter-terrorism',
    retainUntil: '2031-05-13',
  };
  return importText(node.deps, { authority: 'xa/cyber', officer: 'xa/cyber/o-1' }, Buffer.from(bundle), options);
};
beforeAll(async () => {
  net = await startNodes('xa');
  node = net.node('xa');
  await importObjects(objects);
});
afterAll(() => net[Symbol.asyncDispose]());

checkGuards(
  () => node,
  [
    { method: 'GET', path: '/api/threats', roles: readers },
    { method: 'GET', path: '/api/threats/facets/counts', roles: readers },
    { method: 'GET', path: '/api/threats/all/places', roles: readers },
    { method: 'GET', path: '/api/threats/all/matrix', roles: readers },
    { method: 'GET', path: '/api/threats/all/timeline', roles: readers },
    { method: 'GET', path: `/api/threats/${id('malware', 1)}`, roles: readers },
  ],
);

type Page = { items: ThreatSummary[]; next: string | null };
const find = async (query: string): Promise<string[]> =>
  (await node.ask<Page>(`/api/threats?${query}`)).items.map((item) => item.name ?? item.type);

test('an object is listed once, by its newest version, and relationships come last', async () => {
  const { items } = await node.ask<Page>('/api/threats');
  expect(items.map((item) => item.type)).toEqual(['campaign', 'malware', 'relationship']);
  expect(items[1]).toMatchObject({ id: id('malware', 1), name: 'Greylatch Two', versions: 2, author: 'xa' });
});

test('objects are found by words and beginnings of words, in any script', async () => {
  expect(await find('q=greylatch')).toEqual(['Greylatch Two']);
  expect(await find('q=grey')).toEqual(['Greylatch Two', 'Лунная тропа']);
  expect(await find(`q=${encodeURIComponent('ЛУННАЯ')}`)).toEqual(['Лунная тропа']);
  expect(await find('q=greylatch%20mornings')).toEqual([]);
});

test('what is typed is never taken for the language of the search', async () => {
  for (const text of ["'", '"', '& | !', ':*', '\\', '(((', "'; drop table record; --", '<->'])
    expect(await find(`q=${encodeURIComponent(text)}`)).toBeDefined();
});

test('objects are picked by type and by day, first and last day included', async () => {
  expect(await find('type=malware')).toEqual(['Greylatch Two']);
  expect(await find('from=2030-01-05&to=2030-01-05')).toEqual(['Greylatch Two']);
  expect(await find('to=2030-01-02')).toEqual([]);
});

test('persons are in no list and no search (SG-07)', async () => {
  expect(JSON.stringify(await node.ask('/api/threats?limit=100'))).not.toContain('identity');
  for (const query of ['q=jane', 'q=roe', 'type=identity', 'q=individual']) expect(await find(query)).toEqual([]);
});

test('pages follow each other without loss', async () => {
  const first = await node.ask<Page>('/api/threats?limit=2');
  const second = await node.ask<Page>(`/api/threats?limit=2&before=${first.next}`);
  expect([...first.items, ...second.items]).toEqual((await node.ask<Page>('/api/threats')).items);
  expect(second.next).toBeNull();
});

test('an object is shown with its versions, newest first, as their own text', async () => {
  type Versions = { id: string; versions: { source: string; destroyed: boolean; author: string }[] };
  const { versions } = await node.ask<Versions>(`/api/threats/${id('malware', 1)}`);
  expect(versions.map((version) => version.source)).toEqual(
    [objects[1], objects[0]].map((object) => JSON.stringify(object)),
  );
  expect(versions).toMatchObject([{ destroyed: false, author: 'xa' }, { destroyed: false }]);
});

test.each([
  'limit=x',
  'before=x',
  'before=1',
  'from=yesterday',
  'to=2030-02-30',
  'colour=red',
  `q=${'x'.repeat(201)}`,
  'from=0000-01-01',
  'type=%00',
  'label=',
  'seenTo=soon',
  `label=${'x'.repeat(201)}`,
])('a search with %s is refused: malformed', async (query) => {
  await expectProblem(node.ask(`/api/threats?${query}`), 'malformed');
  await expectProblem(node.ask(`/api/threats/facets/counts?${query}`), 'malformed');
  await expectProblem(node.ask(`/api/threats/all/places?${query}`), 'malformed');
});

test('an object that is not here: not-found', async () => {
  for (const one of [id('malware', 9), 'x', '..'])
    await expectProblem(node.ask(`/api/threats/${encodeURIComponent(one)}`), 'not-found').catch(() =>
      expect(one).toBe('..'),
    );
});

type Detail = { remarks: Remark[]; remarksCut: boolean };
const remarksOn = async (of: string): Promise<Detail> => {
  const { remarks, remarksCut } = await node.ask<Detail>(`/api/threats/${of}`);
  return { remarks, remarksCut };
};

test('what was said of an object in STIX stands where the object is read, and nothing of a person (SG-07)', async () => {
  const [malware, jane] = [id('malware', 1), id('identity', 3)];
  const lab = {
    type: 'identity',
    id: id('identity', 5),
    ...at('02'),
    name: 'Example Lab',
    identity_class: 'organization',
  };
  const opinion = (n: number, about: string[], members: object) => ({
    type: 'opinion',
    id: id('opinion', n),
    ...at('06'),
    opinion: 'disagree',
    explanation: `Explanation ${n}.`,
    object_refs: about,
    ...members,
  });
  expect(await remarksOn(malware)).toEqual({ remarks: [], remarksCut: false });
  await importObjects([
    lab,
    { ...objects[1], modified: '2030-01-07T00:00:00.000Z', confidence: 35 },
    opinion(6, [malware], { created_by_ref: lab.id, confidence: 85 }),
    opinion(7, [malware, jane], {}),
    opinion(8, [malware], { created_by_ref: jane, modified: '2030-01-05T00:00:00.000Z' }),
    opinion(9, [jane], {}),
  ]);
  const { remarks } = await remarksOn(malware);
  expect(
    remarks.map(({ what, text, createdBy, author, confidence }) => [what, text, createdBy, author, confidence?.words]),
  ).toEqual([
    ['confidence', null, null, 'xa', 'Unlikely/Probably Not'],
    ['opinion', 'Explanation 6.', 'Example Lab', 'xa', 'Highly likely/Almost Certain'],
    ['opinion', 'Explanation 8.', null, 'xa', undefined],
  ]);
  expect(JSON.stringify(remarks)).not.toMatch(/Jane|identity--00000000-0000-4000-8000-000000000003/);
  await expectProblem(remarksOn(jane), 'not-found');

  // Its author took it back in a newer version: it stays, as revoked.
  await importObjects([opinion(6, [malware], { modified: '2030-01-09T00:00:00.000Z', revoked: true })]);
  expect((await remarksOn(malware)).remarks.filter(({ what }) => what === 'opinion')).toMatchObject([
    { id: id('opinion', 6), revoked: true },
    { id: id('opinion', 8), revoked: false },
  ]);
});

test('a form of a word finds the others, after those who have it as it was typed, and accents are no obstacle', async () => {
  await importObjects([
    { type: 'tool', id: id('tool', 6), ...at('01'), name: 'Café Relay', description: 'morning, at substations' },
    {
      type: 'tool',
      id: id('tool', 7),
      ...at('01'),
      name: 'Ночной обход',
      description: 'атака на подстанцию, взлом с подъёмом прав',
    },
  ]);
  expect(await find('q=cafe')).toEqual(['Café Relay']);
  expect(await find('q=morning')).toEqual(['Café Relay', 'Лунная тропа']);
  expect(await find('q=mornings')).toEqual(['Лунная тропа', 'Café Relay']);
  for (const form of ['подстанциях', 'атаковать подстанция', 'ПОДЪЕМ', 'ночных обходов'])
    expect(await find(`q=${encodeURIComponent(form)}`), form).toEqual(
      form.startsWith('атаковать') ? [] : ['Ночной обход'],
    );
  expect(await find(`q=${encodeURIComponent('лунной тропе')}`)).toEqual(['Лунная тропа']);
  expect(await find('q=substation&type=tool')).toEqual(['Café Relay']);
});

test('techniques stand under the phases that they name themselves, with how much refers to each', async () => {
  const phase = (chain: string, name: string) => ({ kill_chain_name: chain, phase_name: name });
  const technique = (n: number, name: string, phases: readonly object[]) => ({
    type: 'attack-pattern',
    id: id('attack-pattern', n),
    ...at('11'),
    name,
    kill_chain_phases: phases,
  });
  await importObjects([
    technique(5, 'Ways in', [phase('demo-chain', 'entry'), phase('demo-chain', 'stay')]),
    technique(6, 'A ladder', [phase('demo-chain', 'entry'), phase('other-chain', 'climb')]),
    technique(7, 'Nowhere', []),
    { type: 'x-mitre-tactic', id: id('x-mitre-tactic', 2), ...at('11'), name: 'Stay', x_mitre_shortname: 'stay' },
    { type: 'x-mitre-tactic', id: id('x-mitre-tactic', 3), ...at('11'), name: 'Entry', x_mitre_shortname: 'entry' },
    {
      type: 'x-mitre-matrix',
      id: id('x-mitre-matrix', 4),
      ...at('11'),
      name: 'Demo',
      tactic_refs: [id('x-mitre-tactic', 2), id('x-mitre-tactic', 3)],
    },
    { type: 'sighting', id: id('sighting', 8), ...at('12'), sighting_of_ref: id('attack-pattern', 5) },
    { ...objects[4], id: id('relationship', 9), target_ref: id('attack-pattern', 5) },
  ]);
  const { chains, complete } = await node.ask<ThreatMatrix>('/api/threats/all/matrix');
  expect(complete).toBe(true);
  const told = chains.map(({ chain, tactics }) => [
    chain,
    tactics.map(({ phase: name, techniques }) => [
      name,
      techniques.map((one) => `${one.name} ${one.references} ${one.sightings}`),
    ]),
  ]);
  expect(told).toEqual([
    [
      'demo-chain',
      [
        ['stay', ['Ways in 2 1']],
        ['entry', ['A ladder 0 0', 'Ways in 2 1']],
      ],
    ],
    ['other-chain', [['climb', ['A ladder 0 0']]]],
  ]);
  expect((await readMatrix(node.deps.db, readerOf('xa/cyber'), (phases) => phases, 1)).complete).toBe(false);
});

test('what fits is counted by day, and the days of the search find as many', async () => {
  const timeline = await node.ask<ThreatTimeline>('/api/threats/all/timeline?type=attack-pattern');
  expect(timeline).toEqual({ unit: 'day', spans: [{ from: '2030-01-11', to: '2030-01-11', count: 3 }], without: 0 });
  const all = await node.ask<ThreatTimeline>('/api/threats/all/timeline');
  for (const { from, to, count } of all.spans) expect(await find(`from=${from}&to=${to}`)).toHaveLength(count);
  expect((await node.ask<ThreatTimeline>('/api/threats/all/timeline?by=seen')).without).toBe(
    all.spans.reduce((sum, { count }) => sum + count, 0),
  );
});
