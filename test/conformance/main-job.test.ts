import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect } from 'vitest';
import type { ImportReport } from '#features/imports/model.ts';
import { verifyRecord } from '#features/records/verify.ts';
import type { RecordDetail, RecordProof } from '#features/records/view.ts';
import { readOpened } from '../bodies.ts';
import { startNodes } from '../federation/nodes.ts';
import type { TestNode } from '../federation/nodes.ts';
import { corpusTest } from './corpora.ts';

const handling = 'tlp=GREEN&base=unclassified&basis=mca-2029:5&purpose=counter-terrorism&retainUntil=2031-05-13';
const importFile = (node: TestNode, file: string, name: string): Promise<ImportReport> =>
  node.ask<ImportReport>(`/api/imports?name=${name}&${handling}`, { method: 'POST', bytes: readFileSync(file) });

const threatsAt = async (node: TestNode): Promise<number> =>
  (await sql<{ n: number }>`select count(*) as n from threat_object`.execute(node.deps.db)).rows[0]?.n ?? 0;

type Stored = { ref: string; jws: string; body: Buffer | null };
const objectsAt = async (node: TestNode): Promise<Map<string, Stored>> => {
  const rows = (await readOpened(node.deps.db, node.deps.self)).filter((row) => row.kind === 'threat.object');
  return new Map(rows.map(({ ref, jws, body }) => [ref, { ref, jws, body }]));
};

async function failedSteps(node: TestNode, ref: string): Promise<string[]> {
  const proof = await node.ask<RecordProof>(`/api/records/${ref}/proof`);
  const record = await node.ask<RecordDetail>(`/api/records/${ref}`);
  const { alliance } = await node.ask<{ alliance: { id: string; profile: number; digest: string } }>('/api/alliance');
  const steps = await verifyRecord(proof, { alliance, record: { ...record, facts: record.envelope } });
  return steps.filter((step) => step.outcome === 'fail').map((step) => step.name);
}

corpusTest(
  'stix-examples/ics-attack',
  'ATT&CK for ICS goes to two members, is recalled from one, and its next release is told apart',
  async (folder) => {
    await using net = await startNodes('xa', 'xb', 'xc');
    const [xa, xb, xc] = [net.node('xa'), net.node('xb'), net.node('xc')];
    const first = await importFile(xa, join(folder, 'ics-attack-17.1.json'), 'ics-attack-17.1.json');
    expect(first.counts).toMatchObject({ added: 1649, revoked: 2, refused: 0, identical: 0 });
    // Real feeds break no MUST, or hardly any; what they stray from is advice.
    expect(first.objectsWith).toEqual({ errors: 0, warnings: 1650 });
    await xa.ask('/api/releases', { method: 'POST', body: { import: first.id, to: ['xb', 'xc'] } });
    await net.settle();

    const sealed = await objectsAt(xa);
    for (const holder of [xb, xc]) expect(await objectsAt(holder)).toEqual(sealed);
    const refs = [...sealed.keys()];
    for (const ref of [refs[0]!, refs[800]!, refs.at(-1)!]) expect(await failedSteps(xb, ref)).toEqual([]);

    await xa.ask('/api/recalls', { method: 'POST', body: { import: first.id, to: ['xc'], reason: 'sent too widely' } });
    await net.settle();
    expect(await threatsAt(xc)).toBe(0);
    expect([...(await objectsAt(xc)).values()].every((row) => row.body === null)).toBe(true);
    expect(await failedSteps(xc, refs[0]!)).toEqual([]);
    expect(await objectsAt(xb)).toEqual(sealed);
    const { releases } = await xa.ask<RecordDetail>(`/api/records/${refs[0]!}`);
    expect(releases.map((r) => [r.to, r.receipts.map((receipt) => receipt.status)])).toEqual([
      ['xb', ['delivered']],
      ['xc', ['delivered', 'destroyed']],
    ]);

    // 70, not 69: the corpus' own history.json lists 70 objects with other content under the same `modified`.
    net.clock.advance(1); // which run is the one before is told by when it began
    const second = await importFile(xa, join(folder, 'ics-attack-18.1.json'), 'ics-attack-18.1.json');
    expect(second.counts).toEqual({
      added: 413,
      newVersion: 77,
      revoked: 0,
      identical: 1266,
      changedSameVersion: 70,
      older: 0,
      refused: 0,
      absent: 238,
    });
    net.clock.advance(1);
    const again = await importFile(xa, join(folder, 'ics-attack-18.1.json'), 'ics-attack-18.1.json');
    expect(again.counts).toMatchObject({ added: 0, newVersion: 0, older: 0, absent: 0 });
    net.clock.advance(1);
    // The 70 were reported and never replaced: what 17.1 says of them is what is held.
    const back = await importFile(xa, join(folder, 'ics-attack-17.1.json'), 'ics-attack-17.1.json');
    expect(back.counts).toMatchObject({ added: 0, older: 77, identical: 1574, changedSameVersion: 0, absent: 413 });
  },
);

corpusTest(
  'misp/events',
  'a MISP event is kept byte for byte and goes out as the objects that it converts to',
  async (folder) => {
    await using net = await startNodes('xa', 'xb');
    const [xa, xb] = [net.node('xa'), net.node('xb')];
    const file = join(folder, 'xorist-2016.json');
    const report = await importFile(xa, file, 'xorist-2016.json');
    expect(report).toMatchObject({ format: 'misp', counts: { refused: 0 } });
    await xa.ask('/api/releases', { method: 'POST', body: { import: report.id, to: ['xb'] } });
    await net.settle();

    expect(await objectsAt(xb)).toEqual(await objectsAt(xa));
    const source = (await readOpened(xb.deps.db, xb.deps.self)).find((row) => row.kind === 'threat.source');
    expect(source?.body?.includes(readFileSync(file))).toBe(true);
    const repeated = await importFile(xa, file, 'xorist-2016.json');
    expect(repeated.counts).toMatchObject({ added: 0, newVersion: 0, absent: 0 });
  },
);
