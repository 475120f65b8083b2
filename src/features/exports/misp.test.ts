import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ImportReport } from '#features/imports/model.ts';
import { releaseRecords } from '#features/releases/actions.ts';
import { startNodes } from '#test/federation/nodes.ts';
import type { Net, TestNode } from '#test/federation/nodes.ts';
import { checkMispPlan } from './actions/export-misp.ts';
import { readerOf } from '#test/viewer.ts';

let net: Net;
let xa: TestNode;
let xb: TestNode;
beforeAll(async () => {
  net = await startNodes('xa', 'xb');
  [xa, xb] = [net.node('xa'), net.node('xb')];
});
afterAll(() => net[Symbol.asyncDispose]());

const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const refsOf = (report: ImportReport): string[] => report.items.flatMap(({ ref }) => (ref === null ? [] : [ref]));

const mispEvent = {
  uuid: '57c4445b-c548-4654-af0b-4be3950d210f',
  info: 'Latchkey hosts',
  timestamp: '1893456000',
  Orgc: { name: 'Belmara desk', uuid: uuid(1101) },
  Tag: [{ name: 'tlp:green', colour: '#33cc00' }],
  Attribute: [
    {
      uuid: uuid(1102),
      type: 'domain',
      category: 'Network activity',
      value: 'latchkey.example',
      to_ids: true,
      timestamp: '1893456001',
      id: '7',
    },
    {
      uuid: uuid(1103),
      type: 'AS',
      category: 'Network activity',
      value: '64496',
      to_ids: false,
      timestamp: '1893456001',
      id: '8',
    },
  ],
};

test('more than MISP events are made of is refused with the limit, and with what to do', () => {
  const of = (count: number, bytes: number) => ({
    objects: Array.from({ length: count }, (_, id) => ({ id, ref: 'xa/1', key: `${id}`, bytes: 1 })),
    references: 0,
    remarks: 0,
    attributions: 0,
    said: { about: new Set<string>(), untold: new Set<string>(), records: 0, isAsked: false },
    otherPurpose: { records: 0, purposes: [] },
    notTaken: 0,
    bytes,
    refusedCount: 0,
    refused: [],
    blocked: [],
    purpose: 'counter-terrorism',
    viewer: readerOf('xa/cyber'),
  });
  expect(() => checkMispPlan(of(20_000, 64 * 1024 * 1024))).not.toThrow();
  for (const plan of [of(20_001, 1), of(1, 64 * 1024 * 1024 + 1)])
    expect(() => checkMispPlan(plan)).toThrow(
      /of at most 20000 objects and 67108864 bytes\. Take fewer at a time, by import run.*STIX bundle/,
    );
});

type MispFile = {
  Event: { info: string; Tag: { name: string }[]; Attribute: { value: string; id?: string; to_ids: boolean }[] };
};

test('what was imported from MISP leaves as MISP: its very attributes, with the label of the records', async () => {
  const query = new URLSearchParams({
    name: 'event',
    tlp: 'AMBER',
    base: 'confidential',
    basis: 'mca-2029:5',
    purpose: 'counter-terrorism',
    retainUntil: '2031-05-13',
  });
  const bytes = Buffer.from(JSON.stringify({ Event: { ...mispEvent, distribution: '3', sharing_group_id: '4' } }));
  const report = await xa.ask<ImportReport>(`/api/imports?${query.toString()}`, { method: 'POST', bytes });
  const own = refsOf(report).slice(1);
  const takeMisp = async (node: TestNode, refs: readonly string[]): Promise<MispFile> =>
    JSON.parse(
      Buffer.from((await node.download(`/api/exports/misp?refs=${refs.join(',')}`)).bytes).toString(),
    ) as MispFile;
  const { Event: made } = await takeMisp(xa, own);
  expect(made).toMatchObject(JSON.parse(JSON.stringify(mispEvent).replace(/"Tag":\[[^\]]*\],/, '')) as object);
  expect(made.Tag, 'the wider label of the source gives way').toEqual([
    { name: 'tlp:amber' },
    { name: 'tamga:base="confidential"' },
  ]);

  expect(made, 'MISP is told to hand on no further than the label').toMatchObject({ distribution: '0' });

  const indicator = report.items.find(({ id }) => id?.startsWith('indicator--'))!.ref!;
  const { Event: part } = await takeMisp(xa, [indicator]);
  expect(part.info).toBe('Export of xa, 2030-05-13');
  expect(part.Attribute).toMatchObject([{ value: 'latchkey.example', to_ids: true }]);
  expect(part.Attribute[0]?.id).toBeUndefined();

  await releaseRecords(xa.deps, { authority: 'xa/cyber', officer: 'xa/cyber/o-1' }, own, ['xb']);
  await net.settle();
  const there = await takeMisp(xb, own);
  expect(there.Event.Attribute.map(({ value, id }) => [value, id])).toEqual([
    ['latchkey.example', undefined],
    ['AS64496', undefined],
  ]);
  const { rows } = await sql<{ place: string; n: number }>`select place, count(*) as n from export_note
    where place = 'misp-file' group by place`.execute(xb.deps.db);
  expect(rows).toEqual([{ place: 'misp-file', n: own.length }]);
});
