import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { assignFeedPositions, listAlarms } from '#features/federation/actions.ts';
import { sequence } from '#features/log/actions.ts';
import { startNodes } from '#test/federation/nodes.ts';
import type { Net, TestNode } from '#test/federation/nodes.ts';
import { auditFeeds, auditLog } from './audit.ts';
import { report } from './bundles.ts';
import { faultyDb } from './faulty-db.ts';

let said = 0;

/** Three records, released to xb: seven lines that the next tick has to publish. */
async function sayThree(xa: TestNode): Promise<void> {
  const refs: string[] = [];
  for (let i = 0; i < 3; i++) {
    const made = await xa.ask<{ ref: string }>('/api/records', { method: 'POST', body: report(said++) });
    refs.push(made.ref);
  }
  await xa.ask('/api/releases', { method: 'POST', body: { records: refs, to: ['xb'] } });
}

/** What a fresh start finds and repairs, in the eyes of a peer that looks in between. */
async function restartAndAudit(net: Net): Promise<number> {
  const [xa, xb] = [net.node('xa'), net.node('xb')];
  await xb.pull('xa');
  await net.settle();
  const { records } = await auditLog(xa.deps.db);
  await auditFeeds(xa.deps.db);
  expect(await listAlarms(xb.deps.db), 'xb sees one log that only grows').toEqual([]);
  return records;
}

test.each([
  ['lost', false],
  ['kept but reported failed', true],
])('at whatever step the sequencer’s I/O is %s, the next start repairs log and feeds', async (_, kept) => {
  await using net = await startNodes('xa', 'xb');
  const xa = net.node('xa');
  const steps: string[] = [];
  for (let at = 0; ; at++) {
    await sayThree(xa);
    const { db, struck } = faultyDb(xa.deps.db, { at, kept });
    const tick = sequence({ ...xa.deps, db, onPublished: assignFeedPositions });
    const outcome = await tick.then(
      () => 'done',
      () => 'failed',
    );
    expect(outcome).toBe(struck() === undefined ? 'done' : 'failed');
    await restartAndAudit(net);
    if (struck() === undefined) break;
    steps.push(struck()!);
  }
  // Both transactions of a tick were broken at every step: stage, then publish.
  expect(steps.filter((step) => step === 'commit')).toHaveLength(2);
  expect(steps.some((step) => step.startsWith('insert into log_head'))).toBe(true);
  expect(steps.some((step) => step.startsWith('with fresh as'))).toBe(true);
  expect(steps.length).toBeGreaterThan(15);
  const { items } = await net.node('xb').ask<{ items: unknown[] }>('/api/records?kind=incident.report&limit=200');
  expect(items).toHaveLength((steps.length + 1) * 3);
});

test('two sequencers on one database publish every record once', async () => {
  await using net = await startNodes('xa', 'xb');
  const xa = net.node('xa');
  for (let round = 0; round < 10; round++) {
    const ticks = [xa.sequence(), sayThree(xa), xa.sequence(), xa.sequence()];
    await Promise.all(ticks);
    await Promise.all([xa.sequence(), xa.sequence()]);
  }
  expect(await restartAndAudit(net)).toBeGreaterThanOrEqual(40);
});

test('while another process sequences, a tick does nothing', async () => {
  await using net = await startNodes('xa', 'xb');
  const xa = net.node('xa');
  await sayThree(xa);
  await xa.deps.db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(7400002)`.execute(tx);
    expect(await xa.sequence()).toBe(false);
  });
  const { rows } = await sql`select 1 from log_queue`.execute(xa.deps.db);
  expect(rows).toHaveLength(4);
  expect(await xa.sequence()).toBe(true);
});
