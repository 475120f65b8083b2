import { sql } from 'kysely';
import { expect, test } from 'vitest';
import type { Net, TestNode } from '#test/federation/nodes.ts';
import { shareNode } from '#test/federation/shared.ts';
import { bundle, campaign, green, importAt, later, marked, misp, red1, red2, time } from '#test/imports.ts';
import type { Handling } from '#test/imports.ts';
import { readRunRefs } from './actions.ts';
import type { ImportReport } from './model.ts';
import { describeReport } from './report-text.ts';

let net: Net;
let node: TestNode;
shareNode('xa', (...shared) => void ([node, net] = shared));

const put = (text: string | Uint8Array, change: Handling = {}) => importAt(node, net, text, change);

test('what breaks the specification is taken and told, with path, clause and code; what strays from its advice apart', async () => {
  const wrong = campaign(1, {
    id: 'campaign--00000000-0000-4000-8000-0000000000f1',
    confidence: 101,
    'Wrong/Name': 1,
    x_mine: 'a property that nobody defined',
  });
  const right = campaign(2, { id: 'campaign--00000000-0000-4000-8000-0000000000f2' });
  const report = await put(bundle([right, wrong]), { source: 'found' });
  expect(report).toMatchObject({ counts: { added: 2, refused: 0 }, objectsWith: { errors: 1, warnings: 1 } });
  expect(report.items.map(({ index, errors, warnings }) => [index, errors, warnings])).toEqual([
    [1, 2, 2],
    [0, 0, 0],
  ]);
  expect(report.items[0]?.findings).toEqual({
    errors: [
      {
        path: '/confidence',
        code: 'range',
        clause: 'STIX 2.1 §3.2',
        message: expect.stringContaining('101') as string,
      },
      {
        path: '/Wrong~1Name',
        code: 'property-name',
        clause: 'STIX 2.1 §11.1.1',
        message: '… is no property name: 3 to 250 of a-z, 0-9 and _',
      },
    ],
    warnings: [
      { path: '/Wrong~1Name', code: 'extensions-use', clause: 'STIX 2.1 §11.1', message: expect.any(String) as string },
      { path: '/x_mine', code: 'extensions-use', clause: 'STIX 2.1 §11.1', message: expect.any(String) as string },
    ],
    more: false,
  });
  expect(report.items[1]?.findings).toBeNull();
  const record = await node.ask<{ body: string }>(`/api/records/${report.items[0]!.ref}`);
  expect(record.body).toBe(`{"object":${JSON.stringify(wrong)}}`);
});

test('only an object of which nobody can tell what it is, or which version, is refused; the rest of its faults is told too', async () => {
  const fine = { id: 'campaign--00000000-0000-7000-8000-0000000000f3', created: '2030-01-01T00:00:00Z', name: 7 };
  const report = await put(bundle([campaign(1, fine), campaign(2, { modified: undefined, name: 7 })]), {
    source: 'told',
  });
  expect(report.counts).toMatchObject({ added: 1, refused: 1 });
  const codes = report.items.map((item) => [
    item.code,
    item.findings?.errors.map(({ path, code }) => `${path} ${code}`),
  ]);
  expect(codes).toEqual([
    ['missing-timestamp', ['/name wrong-type', ' missing']],
    [null, ['/created timestamp', '/name wrong-type']],
  ]);
});

test('an object without spec_version is one of STIX 2.0 in a bundle, and lacks it when it stands alone', async () => {
  const old = campaign(1, { id: 'campaign--00000000-0000-4000-8000-0000000000f4', spec_version: undefined });
  const inBundle = await put(bundle([old]), { source: 'old' });
  expect(inBundle.items[0]).toMatchObject({ errors: 0, findings: { warnings: [{ code: 'other-version' }] } });
  const alone = await put(JSON.stringify(old), { source: 'old' });
  expect(alone.items[0]).toMatchObject({ outcome: 'identical', findings: { errors: [{ code: 'missing' }] } });
});

test('what is wrong with the bundle itself is told first, apart from its objects, without its values', async () => {
  const id = 'bundle--00000000-0000-1000-8000-000000000000';
  const odd = { type: 'bundle', id, spec_version: '2.0', x_made_by: 'Kestrel', objects: [] };
  const report = await put(JSON.stringify(odd), { source: 'envelope' });
  const facts = report.envelope?.warnings.map(({ path, code, clause }) => [path, code, clause]);
  expect(report.envelope?.errors).toMatchObject([{ path: '', code: 'empty', clause: 'STIX 2.1 §2.12' }]);
  expect(facts).toEqual([
    ['/id', 'uuid-check', 'STIX 2.1 §2.9'],
    ['/spec_version', 'other-version', 'STIX 2.1 §8.1'],
    ['/x_made_by', 'extensions-use', 'STIX 2.1 §8.1'],
  ]);
  expect(report.items).toEqual([]);
  expect(JSON.stringify(report)).not.toContain('Kestrel');
  const full = await put(JSON.stringify({ ...odd, objects: [campaign(6)] }), { source: 'envelope' });
  expect(full).toMatchObject({ envelope: { errors: [] }, objectsWith: { errors: 0, warnings: 0 } });
  const told = describeReport(full);
  expect(told.indexOf('/spec_version')).toBeGreaterThan(0);
  expect(told.indexOf('added:')).toBeGreaterThan(told.indexOf('/spec_version'));
  expect((await put(bundle([campaign(6)]), { source: 'envelope' })).envelope).toBeNull();
});

test('where an object has more references than are read, the report names it and how many are', async () => {
  const refs = Array.from(
    { length: 10_500 },
    (_, n) => `malware--00000000-0000-4000-8000-0000000${String(n).padStart(5, '0')}`,
  );
  const report = (n: number, object_refs: string[]) =>
    campaign(n, {
      type: 'report',
      id: `report--00000000-0000-4000-8000-00000000000${n}`,
      published: time,
      object_refs,
    });
  const { items } = await put(bundle([report(1, refs), report(2, refs.slice(0, 10_000))]), { source: 'many' });
  const unread = items.flatMap(({ id, findings }) =>
    (findings?.warnings ?? []).flatMap(({ code, clause, message }) =>
      code === 'references-unread' ? [[id, clause, message]] : [],
    ),
  );
  expect(unread).toEqual([
    [report(1, []).id, 'docs/limits.md', expect.stringMatching(/of its 10,500 references the first 10,000 are read/)],
  ]);
});

test('a version that its author revokes is told apart, and is among what the run can release', async () => {
  const source = 'revoked';
  const one = campaign(1, { id: 'campaign--00000000-0000-4000-8000-0000000000f5' });
  const gone = { ...one, ...later, revoked: true };
  await put(bundle([one]), { source });
  const report = await put(bundle([gone]), { source });
  expect(report.counts).toMatchObject({ added: 0, newVersion: 0, revoked: 1, absent: 0 });
  expect((await put(bundle([gone]), { source })).counts).toMatchObject({ revoked: 0, identical: 1 });
  expect(await readRunRefs(node.deps.db, report.id)).toEqual([report.items[0]?.ref]);
});

/** Some campaign besides those of the other tests. */
const other = (n: number, change: object = {}) =>
  campaign(1, { id: `campaign--00000000-0000-4000-8000-0000000000${n}`, ...change });

test('what was refused stands in the order of the text, whatever else is wrong with it', async () => {
  const twice = other(65);
  const { items } = await put(bundle([twice, twice, { ...other(66), id: 'x' }, twice]), { source: 'place' });
  expect(items.map(({ index, outcome, errors }) => [index, outcome, errors > 0])).toEqual([
    [1, 'refused', false],
    [2, 'refused', true],
    [3, 'refused', false],
    [0, 'added', false],
  ]);
});

test('a report says of what is about persons the type and the place, and no id (SG-07)', async () => {
  const person = (type: string, n: number, change: object = {}) => ({
    ...campaign(1),
    type,
    id: `${type}--00000000-0000-4000-8000-0000000008${n}`,
    name: 'Ilva Sampleton',
    ...change,
  });
  const persons = [
    person('email-addr', 10, { value: 'ilva@quillon.example' }),
    person('identity', 11, { identity_class: 'individual' }),
    person('user-account', 12, { created: 'yesterday' }),
    person('identity', 13, { created: 'yesterday' }),
    { ...person('identity', 11, { identity_class: 'individual' }), created_by_ref: 'x' },
    { ...person('email-addr', 14), id: 'ilva@quillon.example' },
  ];
  const desk = person('identity', 15, { name: 'Desk', identity_class: 'organization' });
  const text = bundle([...persons, desk, other(60)]);
  const first = await put(text, { source: 'persons' });
  const ids = (report: ImportReport) => report.items.map(({ id, outcome }) => `${id} ${outcome}`).toSorted();
  expect(ids(first)).toEqual([
    `${other(60).id} added`,
    'email-addr #0 added',
    'identity #1 added',
    'identity #3 refused',
    'identity #4 refused',
    `${desk.id} added`,
    'person #5 refused',
    'user-account #2 refused',
  ]);
  // What was held is found again all the same, and that a person is gone is no line.
  expect((await put(`${text}\n`, { source: 'persons' })).counts).toMatchObject({ identical: 4, absent: 0 });
  const less = await put(bundle([other(60)]), { source: 'persons' });
  expect(ids(less)).toEqual([`${other(60).id} identical`, `${desk.id} absent`]);
  const { rows } =
    await sql`select 1 from import_item where object_id like '%0000008__' and object_id <> ${desk.id}`.execute(
      node.deps.db,
    );
  expect(rows).toEqual([]);
});

test('nothing is sealed wider than its source marks it; under the narrower label it is', async () => {
  const own = '00000000-0000-4000-8000-00000000aaaa';
  const definition = {
    type: 'marking-definition',
    spec_version: '2.1',
    id: `marking-definition--${own}`,
    created: time,
    definition_type: 'tlp',
    definition: { tlp: 'amber+strict' },
  };
  const text = bundle([marked(31, red1), marked(32, red2), marked(33, green), marked(34, own), definition]);
  const wide = await put(text, { tlp: 'CLEAR', source: 'marked' });
  expect(wide.counts).toMatchObject({ added: 1, refused: 4 });
  expect(wide.items.filter((item) => item.outcome === 'refused')).toMatchObject([
    { index: 0, code: 'source-marking', why: expect.stringMatching(/TLP:RED.*TLP:CLEAR/) as string, ref: null },
    { index: 1, code: 'source-marking', why: expect.stringMatching(/TLP:RED.*TLP:CLEAR/) as string },
    { index: 2, code: 'source-marking', why: expect.stringMatching(/TLP:GREEN.*TLP:CLEAR/) as string },
    { index: 3, code: 'source-marking', why: expect.stringMatching(/TLP:AMBER\+STRICT.*TLP:CLEAR/) as string },
  ]);
  const strict = await put(text, { tlp: 'AMBER+STRICT', source: 'marked' });
  expect(strict.counts).toMatchObject({ added: 2, identical: 1, refused: 2, absent: 0 });
  const narrow = await put(text, { tlp: 'RED', source: 'marked' });
  expect(narrow.counts).toMatchObject({ added: 2, identical: 3, refused: 0, absent: 0 });
  for (const { outcome, ref } of narrow.items.filter((item) => item.outcome === 'added')) {
    const { envelope } = await node.ask<{ envelope: { marking: object } }>(`/api/records/${ref}`);
    expect(envelope.marking, outcome).toEqual({ tlp: 'RED', base: 'unclassified' });
  }
});

test('a definition that lacks what it must have is refused, and the label that it gives holds all the same', async () => {
  const own = 'marking-definition--00000000-0000-4000-8000-0000000000b1';
  const definition = { type: 'marking-definition', id: own, definition_type: 'tlp', definition: { tlp: 'red' } };
  const labelled = campaign(8, { id: 'campaign--00000000-0000-4000-8000-0000000000b2', object_marking_refs: [own] });
  const { items } = await put(bundle([definition, labelled]), { source: 'unfit' });
  expect(items.map(({ index, code }) => [index, code])).toEqual([
    [0, 'missing-timestamp'],
    [1, 'source-marking'],
  ]);
});

test('one RED attribute of a MISP event is refused with all that is made of it, and so is the event as a whole', async () => {
  const text = misp('tlp:amber', 'tlp:red');
  const { counts, items } = await put(text, { tlp: 'AMBER' });
  const refused = items.filter((item) => item.outcome === 'refused');
  expect(refused.map(({ code }) => code)).toEqual(refused.map(() => 'source-marking'));
  expect(refused[0]).toMatchObject({ index: 0, id: null });
  expect(refused.map(({ id }) => id)).toContain('observed-data--00000000-0000-4000-8000-000000000002');
  expect(items.find(({ id }) => id === 'observed-data--00000000-0000-4000-8000-000000000001')?.outcome).toBe('added');
  const { body } = await node.ask<{ body: string }>(`/api/records/${items.find((item) => item.ref)?.ref}`);
  expect(JSON.parse(body)).not.toHaveProperty('from');

  const again = await put(text, { tlp: 'RED' });
  expect(again.counts).toMatchObject({ added: counts.refused, identical: counts.added, refused: 0 });
});

test('everything made of a RED event is refused under a wider label', async () => {
  const { counts, items } = await put(misp('TLP:RED', null).replaceAll('-8000-', '-9000-'), { tlp: 'AMBER+STRICT' });
  expect(counts.added).toBe(0);
  expect(counts.refused).toBeGreaterThan(3);
  const types = items.filter((item) => item.outcome !== 'refused').map(({ id }) => id?.split('--')[0]);
  expect(types, 'the marking itself is known from before').toEqual(['marking-definition']);
});
