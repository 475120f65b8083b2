import { afterAll, beforeAll, expect, test } from 'vitest';
import { rolesWith } from '#features/officers/actions.ts';
import type { RecordDetail } from '#features/records/view.ts';
import { dumpText } from '#test/federation/attack-checks.ts';
import { startNodes } from '#test/federation/nodes.ts';
import type { Net, TestNode } from '#test/federation/nodes.ts';
import {
  account,
  bundle,
  decide,
  importAs,
  malware,
  people,
  firstQuarantine,
  quarantines,
} from '#test/federation/people.ts';
import { checkGuards, expectProblem, readers } from '#test/guards.ts';

let net: Net;
let node: TestNode;
const importer = 'xa/cyber/o-1';
beforeAll(async () => {
  net = await startNodes('xa');
  node = net.node('xa');
});
afterAll(() => net[Symbol.asyncDispose]());

checkGuards(
  () => node,
  [
    { method: 'GET', path: '/api/quarantine', roles: readers },
    { method: 'POST', path: '/api/quarantine/999', roles: rolesWith('decide-quarantine') },
  ],
);

const dayMs = 86_400_000;
/** What came before is older than any limit looks back. */
const forget = (): void => net.clock.advance(32 * dayMs);
const bulk = bundle([malware(1), ...people(0, 500), account(1)]);

test('of a bundle of 500 persons no person becomes a record or is kept anywhere; the rest does', async () => {
  const { counts, items } = await importAs(node, importer, bulk);
  expect(counts).toMatchObject({ added: 1, refused: 501 });
  expect(new Set(items.filter(({ outcome }) => outcome === 'refused').map(({ code }) => code))).toEqual(
    new Set(['SG-13']),
  );
  expect(await dumpText(node)).not.toMatch(/quillon/i);
  const { items: records } = await node.ask<{ items: { title: string }[] }>('/api/records?kind=threat.object');
  expect(records.map(({ title }) => title)).toEqual(['Tool 1']);
  expect(await quarantines(node)).toMatchObject([
    { gate: 'draft', persons: 501, officer: importer, decision: null, source: expect.stringMatching(/^bundle--/) },
  ]);
});

test('the same bulk again is the same quarantine', async () => {
  await importAs(node, importer, bulk);
  expect(await quarantines(node)).toMatchObject([{ persons: 501 }]);
});

test('who imported it does not let it in, and nobody decides what he did not see', async () => {
  const { id } = await firstQuarantine(node);
  await expectProblem(decide(node, id, 'released', 501, 'case-officer'), 'other-officer', importer);
  await expectProblem(decide(node, id, 'released', 501, 'case-officer'), 'other-officer', 'xa/cyber/o-2');
  await expectProblem(decide(node, id, 'released', 500), 'conflict', '501');
  await expectProblem(decide(node, 999, 'released', 1), 'not-found');
  await expectProblem(decide(node, id, 'forgotten', 501), 'malformed', 'decision');
});

test('once another officer let it in, the same file is imported whole; another one is not', async () => {
  const { id } = await firstQuarantine(node);
  const { ref } = await decide(node, id, 'released', 501);
  const told = await node.ask<RecordDetail>(`/api/records/${ref}`);
  expect(told).toMatchObject({ kind: 'gate.block', author: 'xa/node', title: '501 released: SG-13' });
  const { decidedBy } = await firstQuarantine(node);
  expect(decidedBy).not.toBe(importer);
  expect(told.envelope.officers.toSorted()).toEqual([importer, decidedBy].toSorted());
  expect(JSON.parse(told.body ?? '')).toMatchObject({
    blocks: [
      { code: 'SG-13', count: 501, officer: importer, decision: { outcome: 'released', reason: 'needed in one case' } },
    ],
  });
  await expectProblem(decide(node, id, 'discarded', 501), 'conflict', 'released');

  expect((await importAs(node, importer, bundle([...people(0, 500)], 1))).counts).toMatchObject({ refused: 500 });
  const { counts } = await importAs(node, importer, bulk);
  expect(counts).toMatchObject({ added: 501, identical: 1, refused: 0 });
});

test('what is let in is let in for a week, and not for ever', async () => {
  forget();
  const text = bundle(people(1_000, 1_026), 2);
  await importAs(node, importer, text);
  const { id } = await firstQuarantine(node);
  await decide(node, id, 'released', 26);
  net.clock.advance(8 * dayMs);
  expect((await importAs(node, importer, text)).counts).toMatchObject({ refused: 26 });
});

test('a bulk in pieces is a bulk: from one source, and by one officer whatever he calls the source', async () => {
  forget();
  const piece = (n: number): string => bundle(people(2_000 + n * 20, 2_020 + n * 20), 10 + n);
  expect((await importAs(node, importer, piece(0), { source: 'a' })).counts).toMatchObject({ added: 20 });
  expect((await importAs(node, 'xa/cyber/o-3', piece(1), { source: 'a' })).counts).toMatchObject({ refused: 20 });
  expect((await importAs(node, importer, piece(2), { source: 'b' })).counts).toMatchObject({ refused: 20 });
});

test('a piece a day is a bulk within the month', async () => {
  forget();
  const counts = [];
  for (let day = 0; day < 6; day++) {
    const { counts: one } = await importAs(
      node,
      importer,
      bundle(people(3_000 + day * 20, 3_020 + day * 20), 20 + day),
    );
    counts.push(one.added);
    net.clock.advance(26 * 3_600_000);
  }
  expect(counts).toEqual([20, 20, 20, 20, 20, 0]);
});

test('persons that are here already are not counted again', async () => {
  forget();
  const text = people(4_000, 4_020);
  await importAs(node, importer, bundle(text, 30));
  const again = await importAs(node, importer, bundle([...text, ...people(4_020, 4_025)], 30));
  expect(again.counts).toMatchObject({ identical: 20, added: 5, refused: 0 });
});

test('indicators that look for addresses of persons count with them', async () => {
  forget();
  const indicators = people(5_000, 5_026).map(
    ({ id, name: _, identity_class: _c, contact_information: at, ...rest }) => ({
      ...rest,
      type: 'indicator',
      id: id.replace('identity', 'indicator'),
      pattern: `[email-addr:value = '${at}']`,
      pattern_type: 'stix',
      valid_from: '2030-01-01T00:00:00Z',
    }),
  );
  expect((await importAs(node, importer, bundle(indicators, 40))).counts).toMatchObject({ refused: 26 });
});

test('a text that is kept whole counts by the persons in it, also where nothing else of it becomes a record', async () => {
  forget();
  const attributes = (type: string, value: string) =>
    people(6_000, 6_026).map(({ id }, n) => ({
      uuid: id.slice(-36),
      type,
      category: 'Other',
      value: `${value} ${n}`,
      timestamp: '1893456000',
    }));
  const event = (Attribute: object[]): string =>
    JSON.stringify({
      Event: {
        uuid: '00000000-0000-4000-8000-000000006999',
        info: 'e',
        date: '2030-01-01',
        timestamp: '1893456000',
        Attribute,
      },
    });
  expect((await importAs(node, importer, event(attributes('text', 'a note')))).counts).toMatchObject({ refused: 0 });
  const { items } = await importAs(node, importer, event(attributes('phone-number', '+quillon')));
  expect(items.find(({ index }) => index === 0)).toMatchObject({ outcome: 'refused', code: 'SG-13' });
});
