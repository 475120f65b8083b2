import { afterAll, beforeAll, expect, test } from 'vitest';
import { submitRecords } from '#features/records/actions.ts';
import { releaseRecords } from '#features/releases/actions.ts';
import { incident } from '#test/federation/drafts.ts';
import { startNodes } from '#test/federation/nodes.ts';
import type { Net } from '#test/federation/nodes.ts';
import { expectProblem } from '#test/guards.ts';
import type { RecordSummary, RecordTimeline } from './view.ts';
import { writtenOf } from './views/written.ts';

let net: Net;
beforeAll(async () => {
  net = await startNodes('xa', 'xb');
});
afterAll(() => net[Symbol.asyncDispose]());

test('records are picked by who writes them: officers, or nodes by themselves; each list says its own total, and both make the whole', async () => {
  const [xa, xb] = [net.node('xa'), net.node('xb')];
  const [report] = await submitRecords(xb.deps, [incident('xb')]);
  await releaseRecords(xb.deps, { authority: 'xb/cyber', officer: 'xb/cyber/o-1' }, [report!.ref], ['xa']);
  await net.settle();
  const find = async (query: string) => {
    const { items } = await xa.ask<{ items: RecordSummary[] }>(`/api/records?${query}`);
    const { total } = await xa.ask<RecordTimeline>(`/api/records/all/timeline/counts?${query}`);
    expect([query, total.count]).toEqual([query, items.length]);
    return items.map(({ kind }) => kind);
  };
  const [officers, nodes] = [await find('written=officers'), await find('written=nodes')];
  expect(officers.toSorted()).toEqual(['incident.report', 'release']);
  expect(nodes).toContain('receipt');
  expect((await find('written=anybody')).toSorted()).toEqual([...officers, ...nodes].toSorted());
  expect(await find('')).toHaveLength(officers.length + nodes.length);
  expect(await find('written=officers&q=ticket')).toEqual(['incident.report']);
  expect(await find('written=nodes&q=ticket')).toEqual([]);
  await expectProblem(xa.ask('/api/records?written=me'), 'malformed');
});

test('the page lists what officers write, unless its address says otherwise or asks for one kind', () => {
  expect(
    [{}, { verdict: 'own' }, { written: 'nodes' }, { kind: 'receipt' }, { kind: 'receipt', written: 'officers' }].map(
      writtenOf,
    ),
  ).toEqual(['officers', 'officers', 'nodes', 'anybody', 'officers']);
});
