import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import { rebuildProjections, submitRecords } from '#features/records/actions.ts';
import type { RecordDetail } from '#features/records/view.ts';
import { recallRecords, releaseRecords } from '#features/releases/actions.ts';
import { transaction } from '#platform/db/db.ts';
import { expectProblem } from '../guards.ts';
import { incident } from './drafts.ts';
import { startNodes } from './nodes.ts';
import type { Net, TestNode } from './nodes.ts';

const actor = { authority: 'xa/cyber', officer: 'xa/cyber/o-1' };
const hold = { code: 'criminal-proceedings', until: '2030-08-01', reason: 'order of the district court, 12/30' };
let net: Net;
let xa: TestNode;
let xb: TestNode;
beforeAll(async () => {
  net = await startNodes('xa', 'xb');
  [xa, xb] = [net.node('xa'), net.node('xb')];
});
afterAll(() => net[Symbol.asyncDispose]());

const at = (node: TestNode, ref: string): Promise<RecordDetail> => node.ask(`/api/records/${ref}`);
const setHold = (ref: string, change: object = {}): Promise<unknown> =>
  xb.ask(`/api/records/${ref}/hold`, { method: 'POST', body: { ...hold, ...change } });

async function released(): Promise<string> {
  const [report] = await submitRecords(xa.deps, [incident('xa')]);
  await releaseRecords(xa.deps, actor, [report!.ref], ['xb']);
  await net.settle();
  return report!.ref;
}
async function recalled(ref: string): Promise<void> {
  await recallRecords(xa.deps, actor, [ref], ['xb'], 'withdrawn');
  await net.settle();
}
const statuses = async (ref: string): Promise<string[]> =>
  (await at(xa, ref)).releases[0]!.receipts.map((r) => r.status);
const lastReceipt = async (): Promise<{ items: object[] }> => {
  const { items } = await xa.ask<{ items: { ref: string }[] }>('/api/records?kind=receipt&author=xb&limit=1');
  return JSON.parse((await at(xa, items[0]!.ref)).body!) as { items: object[] };
};

test('what is held and recalled is read by nobody, and its author is told why and until when', async () => {
  const ref = await released();
  await setHold(ref);
  expect(await at(xb, ref)).toMatchObject({ withheld: false, hold: { code: hold.code, until: hold.until } });
  await recalled(ref);
  for (const role of ['case-officer', 'auditor', 'node-admin'] as const) {
    const record = await xb.ask<RecordDetail>(`/api/records/${ref}`, { role });
    expect(record).toMatchObject({ body: null, title: null, withheld: true, contentWithheld: true });
  }
  expect(await statuses(ref)).toEqual(['delivered', 'held']);
  expect(await lastReceipt()).toMatchObject({ items: [{ ref, status: 'held', code: hold.code, until: hold.until }] });
  await transaction(xb.deps.db, (tx) => rebuildProjections(tx, xb.deps));
  expect(await at(xb, ref)).toMatchObject({ body: null, title: null, withheld: true });

  await xb.ask(`/api/records/${ref}/hold`, { method: 'DELETE' });
  await xb.endRetention();
  await net.settle();
  expect(await at(xb, ref)).toMatchObject({ destroyed: true, withheld: false, hold: null });
  expect(await statuses(ref)).toEqual(['delivered', 'held', 'destroyed']);
  const { rows } = await sql<{
    n: number;
  }>`select count(*) as n from record where ref = ${ref} and body is not null`.execute(xb.deps.db);
  expect(rows[0]?.n).toBe(0);
});

test('a hold ends with its day, and what was recalled meanwhile is destroyed then', async () => {
  const ref = await released();
  await setHold(ref, { until: '2030-05-14' });
  await recalled(ref);
  await xb.endRetention();
  expect(await at(xb, ref)).toMatchObject({ withheld: true, destroyed: false });
  net.clock.advance(2 * 24 * 3600_000);
  await xb.endRetention();
  expect(await at(xb, ref)).toMatchObject({ withheld: false, destroyed: true });
});

test('what is held, recalled and released again is read again', async () => {
  const ref = await released();
  await setHold(ref);
  await recalled(ref);
  await releaseRecords(xa.deps, actor, [ref], ['xb']);
  await net.settle();
  expect(await at(xb, ref)).toMatchObject({ withheld: false, destroyed: false, title: 'Ticket halls down' });
});

test('a hold is for what another wrote, for a time, with a reason: own-record, hold-until, malformed, not-found', async () => {
  const ref = await released();
  const [own] = await submitRecords(xb.deps, [incident('xb')]);
  await expectProblem(setHold(own!.ref), 'own-record');
  await expectProblem(setHold(ref, { until: '2030-01-01' }), 'hold-until');
  await expectProblem(setHold(ref, { until: '2099-01-01' }), 'hold-until');
  await expectProblem(setHold(ref, { reason: ' ' }), 'malformed');
  await expectProblem(setHold(ref, { code: 'No Code' }), 'malformed');
  await setHold(ref);
  await expectProblem(setHold(ref, { code: 'other-duty' }), 'conflict', 'held for criminal-proceedings until');
  await setHold(ref, { until: '2030-09-01' });
  expect(await at(xb, ref)).toMatchObject({ hold: { code: hold.code, until: '2030-09-01' } });
  await xb.ask(`/api/records/${ref}/hold`, { method: 'DELETE' });
  expect(await at(xb, ref)).toMatchObject({ hold: null, title: 'Ticket halls down' });
  await recalled(ref);
  await expectProblem(setHold(ref), 'not-found');
  await expectProblem(xb.ask(`/api/records/${ref}/hold`, { method: 'DELETE' }), 'not-found');
});
