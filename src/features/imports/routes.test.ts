import { afterAll, beforeAll, expect, test } from 'vitest';
import { startNodes } from '#test/federation/nodes.ts';
import type { Net, TestNode } from '#test/federation/nodes.ts';
import { actors, checkGuards, expectProblem, readers } from '#test/guards.ts';
import type { ImportReport, ImportSummary } from './model.ts';

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
    { method: 'POST', path: '/api/imports', roles: actors },
    { method: 'GET', path: '/api/imports', roles: readers },
    { method: 'GET', path: '/api/imports/none', roles: readers },
  ],
);

const good = {
  name: 'a file',
  tlp: 'GREEN',
  base: 'unclassified',
  basis: 'mca-2029:5',
  purpose: 'counter-terrorism',
  retainUntil: '2031-05-13',
};
const query = (change: Record<string, string | undefined> = {}): string =>
  new URLSearchParams(
    Object.entries({ ...good, ...change }).filter((e): e is [string, string] => e[1] !== undefined),
  ).toString();
const put = (text: string | Uint8Array, change: Record<string, string | undefined> = {}): Promise<ImportReport> =>
  node.ask(`/api/imports?${query(change)}`, { method: 'POST', bytes: Buffer.from(text) });

const time = '2030-01-01T00:00:00.000Z';
const campaign = (n: number, change: object = {}) => ({
  type: 'campaign',
  spec_version: '2.1',
  id: `campaign--00000000-0000-4000-8000-00000000000${n}`,
  created: time,
  modified: time,
  name: `Campaign ${n}`,
  ...change,
});
const bundle = (objects: object[]): string =>
  JSON.stringify({ type: 'bundle', id: 'bundle--00000000-0000-4000-8000-000000000000', objects });
const later = { modified: '2030-02-01T00:00:00.000Z' };

test('each object becomes a record; the report says what became of each', async () => {
  const first = await put(bundle([campaign(1), campaign(2), campaign(3)]));
  expect(first).toMatchObject({ format: 'stix', officer: 'xa/cyber/o-1', counts: { added: 3, refused: 0 } });
  const second = await put(
    bundle([
      campaign(1),
      campaign(2, { ...later, name: 'Other' }),
      campaign(4),
      { type: 'campaign', id: 'x' },
      campaign(1, { name: 'Changed' }),
    ]),
  );
  expect(second.counts).toEqual({
    added: 1,
    newVersion: 1,
    identical: 1,
    changedSameVersion: 0,
    older: 0,
    refused: 2,
    absent: 1,
  });
  const third = await put(bundle([campaign(1, { name: 'Changed' }), campaign(2)]));
  expect(third.counts).toMatchObject({ changedSameVersion: 1, identical: 1, added: 0 });
  expect(second.items.filter((item) => item.outcome === 'refused').map(({ index, code }) => [index, code])).toEqual([
    [3, 'bad-id'],
    [4, 'conflicting'],
  ]);
  expect(await node.ask(`/api/imports/${first.id}`)).toEqual(JSON.parse(JSON.stringify(first)));
  const { items } = await node.ask<{ items: ImportSummary[] }>('/api/imports');
  expect(items.map((item) => item.id).slice(-3)).toEqual(expect.arrayContaining([first.id, second.id, third.id]));
});

test('the text of an object is kept as it came', async () => {
  const source = `{"type":"campaign" , "id":"campaign--00000000-0000-4000-8000-000000000009","created":"${time}","modified":"${time}","name":"\\u0041","x":1.0e2}`;
  const { items } = await put(source);
  const record = await node.ask<{ body: string }>(`/api/records/${items[0]!.ref}`);
  expect(record.body).toBe(`{"object":${source}}`);
});

test('an object that fits a file and not a body is refused alone', async () => {
  const room = 4 * 1024 * 1024 - JSON.stringify(campaign(6, { description: '' })).length;
  const large = (spare: number) => campaign(6, { description: 'x'.repeat(room - spare) });
  for (const [n, spare, code] of [
    [5, 5, 'too-large'],
    [9, -1, 'object-too-large'],
  ] as const) {
    const { counts, items } = await put(bundle([campaign(n), large(spare)]));
    expect(counts).toMatchObject({ refused: 1 });
    expect(items.filter((item) => item.index !== null)).toMatchObject([
      { index: 0, code: null },
      { index: 1, code, outcome: 'refused' },
    ]);
  }
});

test('letters and times that the database cannot hold are imported all the same', async () => {
  const { counts } = await put(bundle([campaign(7, { name: 'a\u0000b', created: '0000-01-01T00:00:00Z' })]));
  expect(counts).toMatchObject({ added: 1 });
});

const texts: [what: string, text: string | Uint8Array, where: RegExp][] = [
  ['nothing', '', /./],
  ['no JSON', 'hello', /byte 0/],
  ['a list', '[]', /object/],
  ['JSON that breaks off', '{"type":"bundle"', /byte \d+/],
  ['a text with another id than type', '{"type":"bundle","id":"campaign--1"}', /id/],
  ['a member twice around the objects', '{"type":"bundle","type":"bundle","id":"x"}', /byte \d+ .*type/],
  ['bytes that are no UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), /byte 1/],
  ['a MISP event without its parts', '{"Event":{}}', /./],
];
test.each(texts)('a file of %s is refused, with what and where', async (_, text, where) => {
  const error: unknown = await put(text).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'refused' });
  expect((error as { detail: { code: string } }).detail.code).not.toBe('bug');
  expect((error as Error).message).toMatch(where);
});

const options: [what: string, change: Record<string, string | undefined>, code: string, where: RegExp][] = [
  ['no name', { name: undefined }, 'malformed', /^name:/],
  ['no label', { tlp: undefined }, 'malformed', /^marking\.tlp:/],
  ['no basis', { basis: undefined }, 'malformed', /^basis:/],
  ['a day that does not exist', { retainUntil: 'soon' }, 'malformed', /^retainUntil:/],
  ['a member that is unknown', { colour: 'red' }, 'malformed', /colour/],
  ['a name with a NUL', { name: 'a\u0000' }, 'malformed', /./],
];
test.each(options)('an import with %s is refused: %o', async (_, change, code, where) => {
  await expectProblem(put(bundle([campaign(8)]), change), code, where);
});

test('a marking that does not fit the profile refuses each object, with the code', async () => {
  const { items } = await put(bundle([campaign(8)]), { base: 'secret' });
  expect(items.filter((item) => item.index === 0)).toMatchObject([{ outcome: 'refused', code: 'SG-30' }]);
});

test('an import that is not here: not-found', async () => {
  await expectProblem(node.ask('/api/imports/none'), 'not-found');
});

test('the same file sent twice at once makes its records once: the later one is told to wait, or to do without', async () => {
  const many = Array.from({ length: 300 }, (_, i) =>
    campaign(1, { id: `campaign--00000000-0000-4000-8000-${String(100 + i).padStart(12, '0')}` }),
  );
  const file = bundle(many);
  const sent = await Promise.allSettled([put(file), put(file)]);
  expect(sent.some((one) => one.status === 'fulfilled')).toBe(true);
  for (const one of sent)
    if (one.status === 'rejected') expect(one.reason).toMatchObject({ detail: { code: 'conflict' } });
  const { items } = await node.ask<{ items: { versions: number }[] }>('/api/threats?limit=100&type=campaign');
  expect(items.filter((item) => item.versions !== 1)).toEqual([]);
  expect((await put(file)).counts).toMatchObject({ added: 0, identical: 300 });
});
