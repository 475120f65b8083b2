import { afterAll, beforeAll, expect, test } from 'vitest';
import { importText } from '#features/imports/actions.ts';
import { recallRecords, releaseRecords } from '#features/releases/actions.ts';
import { startNodes } from '#test/federation/nodes.ts';
import type { Net, TestNode } from '#test/federation/nodes.ts';
import { expectProblem } from '#test/guards.ts';
import type { ThreatSummary } from './model.ts';

const id = (type: string, n: number): string => `${type}--${String(n).padStart(8, '0')}-0000-4000-8000-000000000000`;
const object = (type: string, n: number, members: object) => ({
  type,
  id: id(type, n),
  created: '2030-01-01T00:00:00.000Z',
  modified: '2030-01-01T00:00:00.000Z',
  ...members,
});
const relation = (n: number, source: string, target: string, description = 'none') =>
  object('relationship', n, { relationship_type: 'uses', source_ref: source, target_ref: target, description });

const lantern = id('malware', 1);
const person = id('identity', 2);
const objects = [
  object('malware', 1, { name: 'Lantern', description: 'a loader' }),
  object('identity', 2, { name: 'Jane Roe', identity_class: 'individual' }),
  object('tool', 3, { name: 'Lantern Kit' }),
  object('tool', 4, { name: 'lantern' }),
  relation(5, lantern, id('tool', 3), 'the lantern loads it'),
  relation(6, lantern, person),
  relation(7, lantern, id('tool', 99)),
  ...Array.from({ length: 9 }, (_, n) =>
    object('attack-pattern', 10 + n, { name: `Way ${n}`, description: 'lantern' }),
  ),
  ...Array.from({ length: 4 }, (_, n) => object('tool', 30 + n, { name: `Old lanterns ${n}` })),
  object('attack-pattern', 40, { name: 'Лунный свет', description: 'свет' }),
  object('attack-pattern', 41, { name: 'Свет' }),
  object('attack-pattern', 42, { name: 'After', description: 'свет' }),
];

let net: Net;
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
  await importInto(net.node('xa'), objects);
});
afterAll(() => net[Symbol.asyncDispose]());

type Page = { items: ThreatSummary[]; next: string | null };
const search = (query: string, code = 'xa'): Promise<Page> => net.node(code).ask<Page>(`/api/threats?${query}`);
const names = async (query: string, code = 'xa'): Promise<(string | null)[]> =>
  (await search(query, code)).items.map((item) => item.name);

test('who bears the name comes first, then who has it in the name, whole words first, then who mentions it, and relationships last', async () => {
  const found = await names('q=lantern&limit=100');
  expect(found.slice(0, 7)).toEqual([
    'lantern',
    'Lantern',
    'Lantern Kit',
    ...['3', '2', '1', '0'].map((n) => `Old lanterns ${n}`),
  ]);
  expect(found.slice(7, 16).every((name) => name?.startsWith('Way '))).toBe(true);
  expect(found.slice(16)).toEqual(['uses: Lantern → Lantern Kit']);
  expect(await names(`q=${encodeURIComponent('СВЕТ')}`)).toEqual(['Свет', 'Лунный свет', 'After']);
});

test.each(['q=lantern', 'q=lan', '', 'q=lantern&type=tool'])(
  'pages of any length are the whole list in its order, nothing twice and nothing left out: %s',
  async (query) => {
    const whole = (await search(`${query}&limit=100`)).items.map((item) => item.id);
    expect(new Set(whole).size).toBe(whole.length);
    for (const limit of [1, 2, 3, 7]) {
      const walked: string[] = [];
      let before: string | null = null;
      do {
        const page: Page = await search(`${query}&limit=${limit}${before ? `&before=${before}` : ''}`);
        walked.push(...page.items.map((item) => item.id));
        before = page.next;
      } while (before !== null);
      expect(walked).toEqual(whole);
    }
  },
);

test('a relationship is told by the names of its ends, and by type and short id where there is none to tell; of a person’s nothing', async () => {
  expect(await names('type=relationship')).toEqual(['uses: Lantern → tool 00000099…', 'uses: Lantern → Lantern Kit']);
});

test('the same title stands over the object and over its record', async () => {
  const { items } = await search('type=relationship');
  const node = net.node('xa');
  for (const { id: objectId, ref, name } of items) {
    expect(await node.ask(`/api/threats/${objectId}`)).toMatchObject({ name });
    expect(await node.ask(`/api/records/${ref}`)).toMatchObject({ title: name });
  }
  const { items: records } = await node.ask<{ items: { title: string }[] }>(
    '/api/records?kind=threat.object&limit=100',
  );
  expect(records.map((record) => record.title)).toEqual(expect.arrayContaining(items.map((item) => item.name)));
});

test('a person’s name stands nowhere but in the record’s own content (SG-07)', async () => {
  const node = net.node('xa');
  const asked = ['/api/threats?limit=100', '/api/records?limit=200'];
  const told = JSON.stringify(await Promise.all(asked.map((path) => node.ask(path))));
  expect(told).not.toContain('Jane');
  for (const one of [person, id('relationship', 6)]) await expectProblem(node.ask(`/api/threats/${one}`), 'not-found');
  const keeper = JSON.stringify(await node.ask('/api/records?limit=200', { role: 'node-admin' }));
  expect(keeper).not.toContain('Lantern');
});

test('nobody renames what another’s relationship speaks of, and a recalled name is not told any more', async () => {
  const xa = net.node('xa');
  const actor = { authority: 'xa/cyber', officer: 'xa/cyber/o-1' };
  const { items } = await search('limit=100');
  const refOf = (objectId: string): string => items.find((item) => item.id === objectId)?.ref ?? '';
  const refs = [lantern, id('relationship', 7)].map(refOf);
  await releaseRecords(xa.deps, actor, refs, ['xb']);
  await importInto(net.node('xb'), [
    object('malware', 1, { name: 'Harmless', modified: '2030-02-01T00:00:00.000Z' }),
    relation(50, lantern, id('tool', 99)),
  ]);
  await net.settle();
  const inOrder = async () => (await names('type=relationship', 'xb')).toSorted();
  expect(await inOrder()).toEqual(['uses: Harmless → tool 00000099…', 'uses: Lantern → tool 00000099…']);
  await recallRecords(xa.deps, actor, [refOf(lantern)], ['xb'], 'sent too widely');
  await net.settle();
  expect(JSON.stringify(await search('limit=100', 'xb'))).not.toContain('Lantern');
});
