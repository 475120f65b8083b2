import { sql } from 'kysely';
import { expect, test } from 'vitest';
import type { Net, TestNode } from '#test/federation/nodes.ts';
import { shareNode } from '#test/federation/shared.ts';
import { bundle, campaign, importAt, later, marked, misp, red1, time } from '#test/imports.ts';
import type { Handling } from '#test/imports.ts';
import { actors, checkGuards, expectProblem, readers } from '#test/guards.ts';
import type { ImportSummary } from './model.ts';

let net: Net;
let node: TestNode;
shareNode('xa', (...shared) => void ([node, net] = shared));

checkGuards(
  () => node,
  [
    { method: 'POST', path: '/api/imports', roles: actors },
    { method: 'GET', path: '/api/imports', roles: readers },
    { method: 'GET', path: '/api/imports/none', roles: readers },
  ],
);

const put = (text: string | Uint8Array, change: Handling = {}) => importAt(node, net, text, change);

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
    revoked: 0,
    identical: 1,
    changedSameVersion: 0,
    older: 0,
    refused: 2,
    absent: 1,
  });
  const third = await put(bundle([campaign(1, { name: 'Changed' }), campaign(2)]));
  expect(third.counts).toMatchObject({ changedSameVersion: 1, older: 1, identical: 0, added: 0 });
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
      { index: 1, code, outcome: 'refused' },
      { index: 0, code: null },
    ]);
  }
});

test('letters and times that the database cannot hold are imported all the same', async () => {
  const { counts } = await put(bundle([campaign(7, { name: 'a\u0000b', created: '0000-01-01T00:00:00Z' })]));
  expect(counts).toMatchObject({ added: 1 });
});

const texts: [what: string, text: string | Uint8Array, where: RegExp][] = [
  ['nothing', '', /^a file: the file is empty$/],
  ['no JSON', 'hello', /^a file: the text is no JSON, at byte 0$/],
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

const options: [what: string, change: Handling, code: string, where: RegExp][] = [
  ['no name', { name: undefined }, 'malformed', /^query\.name:/],
  ['no label', { tlp: undefined }, 'malformed', /^query\.tlp:/],
  ['no basis', { basis: undefined }, 'malformed', /^query\.basis:/],
  ['a day that does not exist', { retainUntil: 'soon' }, 'malformed', /^query\.retainUntil:/],
  ['a member that is unknown', { colour: 'red' }, 'malformed', /colour/],
  ['a basis of no article', { basis: 'foo' }, 'malformed', /^basis: "foo": the form is instrument:article$/],
  ['a basis of three parts', { basis: 'mca-2029:5:a' }, 'malformed', /form is instrument:article/],
  ['a name with a NUL', { name: 'a\u0000' }, 'malformed', /./],
];
test.each(options)('an import with %s is refused: %o', async (_, change, code, where) => {
  await expectProblem(put(bundle([campaign(8)]), change), code, where);
});

const listed = async (): Promise<string[]> => {
  const { items } = await node.ask<{ items: ImportSummary[] }>('/api/imports');
  return items.map((item) => item.id);
};

test.each([
  ['a base marking', { base: 'secret' }, 'SG-30'],
  ['a label', { tlp: 'WHITE' }, 'tlp'],
  ['an article', { basis: 'mca-2029:99' }, 'basis'],
  ['a purpose', { purpose: 'curiosity' }, 'purpose'],
  ['an end of retention', { retainUntil: '2001-01-01' }, 'retention'],
])(
  '%s that the profile does not allow is refused once, and no run is kept, be there anything new or not',
  async (_, change, code) => {
    const before = await listed();
    await expectProblem(put(bundle([campaign(8)]), change), code, /./);
    await expectProblem(put(bundle([]), change), code, /./);
    await expectProblem(put('no text at all', change), code, /./);
    expect(await listed()).toEqual(before);
  },
);

test('a run in which everything was refused is not what the next one is compared with', async () => {
  const source = 'refused-between';
  const [first, second, third] = [marked(41), marked(42), marked(43, red1)];
  await put(bundle([first, second]), { source });
  const nothing = await put(bundle([third]), { source });
  expect(nothing.counts).toMatchObject({ added: 0, refused: 1, absent: 2 });
  expect((await put(bundle([first]), { source })).counts).toMatchObject({ identical: 1, absent: 1 });
  // An empty text refused nothing: it did say that there is nothing any more.
  expect((await put(bundle([]), { source })).counts).toMatchObject({ absent: 1 });
  expect((await put(bundle([first]), { source })).counts).toMatchObject({ identical: 1, absent: 0 });
});

test('an earlier text again: what is behind the newest version held is older, the rest identical', async () => {
  const source = 'versions';
  const [one, two] = [marked(51), marked(52)];
  await put(bundle([one, two]), { source });
  expect((await put(bundle([{ ...one, ...later }, two]), { source })).counts).toMatchObject({ newVersion: 1 });
  const again = await put(bundle([one, two]), { source });
  expect(again.counts).toMatchObject({ added: 0, newVersion: 0, older: 1, identical: 1, changedSameVersion: 0 });
  expect((await put(bundle([{ ...one, name: 'Other' }]), { source })).counts).toMatchObject({ changedSameVersion: 1 });
});

test('a report begins with what needs eyes; what is absent comes after it', async () => {
  const source = 'order';
  const [one, two, three] = [marked(61), marked(62), marked(63)];
  await put(bundle([one, two, three]), { source });
  const next = [two, { ...three, ...later }, marked(64), { ...two, id: 'x' }];
  const { items } = await put(bundle(next), { source });
  expect(items.map((item) => item.outcome)).toEqual(['refused', 'new-version', 'added', 'absent', 'identical']);
});

test('a run that was broken off judges again what it refused: the label may be another now', async () => {
  const text = bundle([marked(71), marked(72, red1)]);
  const { id, counts } = await put(text);
  expect(counts).toMatchObject({ added: 1, refused: 1 });
  await sql`update import_run set finished_at = null where id = ${id}`.execute(node.deps.db);
  expect(await put(text, { tlp: 'RED' })).toMatchObject({ id, counts: { added: 2, identical: 0, refused: 0 } });
});

test('a MISP event that fits no body is an error, and no run is kept', async () => {
  const before = await listed();
  const large = misp(null, null).replace('made up', 'x'.repeat(4 * 1024 * 1024));
  await expectProblem(put(large), 'too-large', /^a file: /);
  expect(await listed()).toEqual(before);
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
