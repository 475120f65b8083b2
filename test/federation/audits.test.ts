import { sql } from 'kysely';
import { expect, test } from 'vitest';
import type { AuditEntry } from '#features/audits/model.ts';
import { submitRecords } from '#features/records/actions.ts';
import type { RecordDetail, RecordSummary } from '#features/records/view.ts';
import { releaseRecords } from '#features/releases/actions.ts';
import { TamgaError } from '#platform/errors.ts';
import { count, incident } from './drafts.ts';
import { startNodes } from './nodes.ts';
import type { TestNode } from './nodes.ts';

const actor = { authority: 'xa/cyber', officer: 'xa/cyber/o-1' };
const minuteMs = 60_000;

type Batch = RecordDetail & { acts: AuditEntry[] };
/** The batches that a node has sealed, the oldest first, as its auditor reads them. */
async function batchesOf(node: TestNode): Promise<Batch[]> {
  const role = 'auditor' as const;
  const { items } = await node.ask<{ items: RecordSummary[] }>('/api/records?kind=audit.batch', { role });
  const details: RecordDetail[] = [];
  for (const { ref } of items.toReversed()) details.push(await node.ask(`/api/records/${ref}`, { role }));
  return details.map((detail) => ({
    ...detail,
    acts: detail.body === null ? [] : (JSON.parse(detail.body) as { acts: AuditEntry[] }).acts,
  }));
}

test('who read, searched or took out what is in the next batch of the node, an auditor reads it there, and oversight has its envelope', async () => {
  await using net = await startNodes('xa', 'iop');
  const [xa, iop] = [net.node('xa'), net.node('iop')];
  const [report] = await submitRecords(xa.deps, [incident('xa')]);
  const [counted] = await submitRecords(xa.deps, [count('xa', report!.ref, 7)]);
  await net.settle();
  await xa.ask(`/api/records/${report!.ref}`);
  await xa.ask(`/api/records/${report!.ref}`);
  await xa.ask(`/api/records/${counted!.ref}`, { role: 'auditor' });
  await xa.ask(`/api/records/${report!.ref}/proof-file`);
  await xa.ask('/api/threats?q=kestrel');
  // No content was shown, or nothing at all:
  await xa.ask(`/api/records/${report!.ref}`, { role: 'node-admin' });
  await expect(xa.ask(`/api/records/${report!.ref.slice(0, -1)}x`)).rejects.toBeInstanceOf(TamgaError);
  net.clock.advance(minuteMs);
  await xa.sealAccounts();
  await net.settle();

  const [batch] = await batchesOf(xa);
  expect(batch).toMatchObject({ author: 'xa/node', verdict: 'own' });
  expect(batch!.logIndex).not.toBeNull();
  const officerOf = (role: string): string => xa.deps.officers.find((one) => one.role === role)!.id;
  const [desk, auditor] = [officerOf('case-officer'), officerOf('auditor')];
  const told = batch!.acts.map(({ officer, act, subject, case: of, count: n }) => [officer, act, subject, of, n]);
  expect(told.map((one) => JSON.stringify(one)).toSorted()).toEqual(
    [
      [desk, 'read', report!.ref, undefined, 2],
      [auditor, 'read', counted!.ref, report!.ref, 1],
      [desk, 'export', report!.ref, undefined, 1],
      [desk, 'search', 'threats', undefined, 1],
    ]
      .map((one) => JSON.stringify(one))
      .toSorted(),
  );
  expect(batch!.body).not.toContain('kestrel');
  const { rows } = await sql`select verdict, body from record where kind = 'audit.batch'`.execute(iop.deps.db);
  expect(rows).toEqual([{ verdict: 'accepted', body: null }]);
});

test('there is at most one batch a minute, and none where nothing was done', async () => {
  await using net = await startNodes('xa');
  const xa = net.node('xa');
  const [report] = await submitRecords(xa.deps, [incident('xa')]);
  const sealed = async (): Promise<number> =>
    (await sql<{ n: number }>`select count(*) as n from record where kind = 'audit.batch'`.execute(xa.deps.db)).rows[0]!
      .n;
  await xa.sealAccounts();
  net.clock.advance(minuteMs);
  await xa.sealAccounts();
  expect(await sealed()).toBe(0);
  for (let i = 0; i < 8; i++) {
    await xa.ask(`/api/records/${report!.ref}`);
    net.clock.advance(minuteMs / 4);
    await xa.sealAccounts();
  }
  expect(await sealed()).toBe(2);
});

test('what cannot be accounted for is not shown', async () => {
  await using net = await startNodes('xa');
  const xa = net.node('xa');
  const [report] = await submitRecords(xa.deps, [incident('xa')]);
  await sql`alter table audit_note add check (false)`.execute(xa.deps.db);
  await expect(xa.ask(`/api/records/${report!.ref}`)).rejects.toBeInstanceOf(TamgaError);
  await expect(xa.ask(`/api/records/${report!.ref}`, { role: 'node-admin' })).resolves.toMatchObject({ body: null });
});

test('the records that hold an imported object are accounted for, not the object’s id', async () => {
  await using net = await startNodes('xa', 'xb');
  const xa = net.node('xa');
  const id = 'malware--0197a9a0-0000-4000-8000-00000000beef';
  const time = '2030-01-01T00:00:00.000Z';
  const object = {
    type: 'malware',
    spec_version: '2.1',
    id,
    created: time,
    modified: time,
    name: 'Tern',
    is_family: true,
  };
  const [record] = await submitRecords(xa.deps, [incident('xa', { kind: 'threat.object', body: { object } })]);
  await releaseRecords(xa.deps, actor, [record!.ref], ['xb']);
  await net.settle();
  await net.node('xb').ask(`/api/threats/${id}`);
  net.clock.advance(minuteMs);
  await net.node('xb').sealAccounts();
  const [batch] = await batchesOf(net.node('xb'));
  expect(batch!.acts).toMatchObject([{ act: 'read', subject: record!.ref }]);
  expect(batch!.body).not.toContain(id);
});
