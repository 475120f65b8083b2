import { sql } from 'kysely';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { homeFiles } from '#features/alliance/actions.ts';
import { listKept, makeBackup, pruneBackups, readBackupsGoneBy } from '#features/backups/actions.ts';
import { noteExport, readExports } from '#features/receipts/actions.ts';
import type { Receipt } from '#features/receipts/model.ts';
import { destroyWithin, submitRecords } from '#features/records/actions.ts';
import type { RecordDetail } from '#features/records/view.ts';
import { recallRecords, releaseRecords } from '#features/releases/actions.ts';
import type { Task } from '#features/tasks/model.ts';
import { dayMs, dayOf } from '#platform/clock.ts';
import { transaction } from '#platform/db/db.ts';
import { incident } from './drafts.ts';
import { startNodes } from './nodes.ts';
import type { Net, TestNode } from './nodes.ts';

const actor = { authority: 'xa/cyber', officer: 'xa/cyber/o-1' };
let net: Net;
let xa: TestNode;
let xb: TestNode;
beforeAll(async () => {
  net = await startNodes('xa', 'xb');
  [xa, xb] = [net.node('xa'), net.node('xb')];
});
afterAll(() => net[Symbol.asyncDispose]());

async function released(change: object = {}): Promise<string> {
  const [report] = await submitRecords(xa.deps, [incident('xa', { retainUntil: inDays(200), ...change })]);
  await releaseRecords(xa.deps, actor, [report!.ref], ['xb']);
  await net.settle();
  return report!.ref;
}

type Item = Receipt['items'][number];

/** Recalls a record; what its holder then said of it, as sealed, and what the author's page shows. */
async function recalled(ref: string): Promise<{ item: Item; shown: RecordDetail['releases'][0]['receipts'][0] }> {
  await recallRecords(xa.deps, actor, [ref], ['xb'], 'sent too widely');
  await net.settle();
  const { releases } = await xa.ask<RecordDetail>(`/api/records/${ref}`);
  const shown = releases[0]!.receipts.at(-1)!;
  const receipt = await xa.ask<RecordDetail>(`/api/records/${shown.ref}`);
  const { items } = JSON.parse(receipt.body!) as Receipt;
  return { item: items.find((one) => one.ref === ref)!, shown };
}

const exportTasks = async (): Promise<Task[]> =>
  (await xb.ask<{ items: Task[] }>('/api/tasks?closed=false')).items.filter((one) => one.code === 'exported-recalled');

let backups = 0;
async function backup(keepDays: number): Promise<string> {
  const home = join(net.home, 'xb');
  const anchor = readFileSync(homeFiles(home).anchor, 'utf8').trim();
  const file = join(net.home, `xb-${(backups += 1)}.tamga-backup`);
  await makeBackup(
    { url: xb.databaseUrl, home, blobFolder: xb.deps.blobFolder, participant: 'xb', anchor, keepDays },
    file,
    xb.deps.now,
  );
  return file;
}
const prune = (gone: number[] = []) => pruneBackups(xb.deps.db, 'xb', gone, xb.deps.now);
const inDays = (days: number): string => dayOf(new Date(net.clock.now.getTime() + days * dayMs));
const clearRegister = async (): Promise<void> => {
  net.clock.advance(100 * dayMs);
  await prune();
};

test('a recall is answered with what was exported, to what sort of place, how often and when, and never by whom', async () => {
  const ref = await released();
  const first = net.clock.now.toISOString();
  await xb.ask(`/api/records/${ref}/proof-file`);
  net.clock.advance(60_000);
  await xb.ask(`/api/records/${ref}`); // by a program, which may keep it
  await xb.ask(`/api/records/${ref}/proof`);
  await xb.ask(`/api/records/${ref}/proof-file`, { role: 'auditor' });
  const last = net.clock.now.toISOString();
  const { item, shown } = await recalled(ref);
  expect(item).toMatchObject({
    status: 'destroyed',
    exported: [
      { place: 'program', count: 2, first: last, last },
      { place: 'proof-file', count: 2, first, last },
    ],
  });
  expect(JSON.stringify(item)).not.toContain('xb/');
  expect(shown).toMatchObject({ status: 'destroyed', exported: item.exported, backupsGoneBy: null });

  const [task] = await exportTasks();
  const by = (role: string): string => xb.deps.officers.find((one) => one.role === role)!.id;
  expect(task).toMatchObject({ record: ref, about: ref, title: null });
  expect(task!.exports.map(({ officer, place, count }) => [officer, place, count])).toEqual(
    expect.arrayContaining([
      [by('auditor'), 'proof-file', 1],
      [by('case-officer'), 'proof-file', 1],
      [by('case-officer'), 'program', 2],
    ]),
  );
  await xb.ask(`/api/tasks/${task!.id}/close`, { method: 'POST', body: { note: 'file shredded' } });
  expect(await exportTasks()).toEqual([]);
});

test('who sees no content has exported none; a list, an own record and what is gone are no exports', async () => {
  const ref = await released();
  await xb.ask(`/api/records/${ref}`, { role: 'node-admin' });
  await xb.ask('/api/records');
  const { item } = await recalled(ref);
  expect(item).not.toHaveProperty('exported');
  await xb.ask(`/api/records/${ref}`); // its envelope
  await releaseRecords(xa.deps, actor, [ref], ['xb']);
  await net.settle();
  expect((await recalled(ref)).item).not.toHaveProperty('exported');
  expect(await exportTasks()).toEqual([]);
});

test('the end of retention is answered with exports and backups too', async () => {
  const ref = await released({ retainUntil: inDays(1) });
  await xb.ask(`/api/records/${ref}/proof-file`);
  await backup(10);
  const goneBy = inDays(10);
  net.clock.advance(2 * dayMs);
  await xb.endRetention();
  await net.settle();
  const { releases } = await xa.ask<RecordDetail>(`/api/records/${ref}`);
  expect(releases[0]!.receipts.at(-1)).toMatchObject({
    status: 'destroyed',
    backupsGoneBy: goneBy,
    exported: [{ place: 'proof-file', count: 1 }],
  });
});

test('a recall is answered with the last day of the last backup that holds the content', async () => {
  await clearRegister();
  await backup(90); // before the record came
  net.clock.advance(1000);
  const ref = await released();
  net.clock.advance(1000);
  await backup(30);
  await backup(7);
  const { item, shown } = await recalled(ref);
  expect(item).toMatchObject({ status: 'destroyed', backupsGoneBy: inDays(30) });
  expect(shown.backupsGoneBy).toBe(inDays(30));
  net.clock.advance(1000);
  const later = await released();
  expect((await recalled(later)).item, 'it came after the last backup').not.toHaveProperty('backupsGoneBy');
});

test('pruning deletes the backups that are over and nothing else; what was moved away is unknown until somebody says that it is gone', async () => {
  await clearRegister();
  const ref = await released();
  const [short, moved, replaced, long] = [await backup(1), await backup(1), await backup(1), await backup(60)];
  renameSync(moved, `${moved}.elsewhere`);
  writeFileSync(replaced, 'another file');
  net.clock.advance(2 * dayMs);
  expect((await recalled(ref)).item, 'one should be gone').toMatchObject({ backupsGoneBy: 'unknown' });

  expect((await prune()).map(({ outcome }) => outcome)).toEqual(['deleted', 'missing', 'other']);
  expect([short, replaced, long].map((path) => existsSync(path))).toEqual([false, true, true]);
  const kept = await listKept(xb.deps.db);
  expect(kept.map(({ path }) => path)).toEqual([moved, replaced, long]);
  await expect(prune([999])).rejects.toMatchObject({ code: 'not-found' });
  await expect(prune([kept[2]!.id])).rejects.toMatchObject({ code: 'conflict' });
  renameSync(replaced, `${replaced}.away`);
  expect((await prune([kept[0]!.id, kept[1]!.id])).map(({ outcome }) => outcome)).toEqual(['said-gone', 'said-gone']);
  const after = await released();
  net.clock.advance(1000);
  await backup(3);
  expect((await recalled(after)).item).toMatchObject({ backupsGoneBy: inDays(3) });
});

test('an export and a backup that come while a recall is applied come after it: there is nothing left to take', async () => {
  await clearRegister();
  const ref = await released();
  const { id } = (await sql<{ id: number }>`select id from record where ref = ${ref}`.execute(xb.deps.db)).rows[0]!;
  const taken = Promise.withResolvers<void>();
  const goOn = Promise.withResolvers<void>();
  const recalling = transaction(xb.deps.db, async (tx) => {
    await destroyWithin(tx, xb.deps, [id]);
    expect(await readBackupsGoneBy(tx, [id], inDays(0))).toEqual(new Map());
    taken.resolve();
    await goOn.promise;
  });
  await taken.promise;
  const exporting = noteExport(xb.deps, { id: 'xb/cyber/o-1', authority: 'xb/cyber' }, 'program', [ref]);
  const backingUp = backup(30);
  await sleep(300);
  const registered = await listKept(xb.deps.db);
  goOn.resolve();
  expect(registered, 'the backup waits').toEqual([]);
  await recalling;
  await exporting;
  const row = gunzipSync(readFileSync(await backingUp))
    .toString('latin1')
    .split('\n')
    .find((one) => one.includes(`\t${ref}\t`));
  expect(await transaction(xb.deps.db, (tx) => readExports(tx, [id]))).toEqual(new Map());
  expect(row).toBeDefined();
  expect(
    row!.split('\t').some((column) => column.startsWith('\\\\x') && column.length > 200),
    'the body is not in the backup',
  ).toBe(false);
});
