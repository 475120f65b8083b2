import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readAlliance } from '#features/alliance/adopt.ts';
import { makeDirectory } from '#features/alliance/make-directory.ts';
import type { Referral, Referred } from '#features/cases/model.ts';
import { serveFeed } from '#features/federation/feed.ts';
import { createProofs } from '#features/log/actions.ts';
import { rebuildProjections, submitRecords } from '#features/records/actions.ts';
import type { RecordDetail } from '#features/records/view.ts';
import { releaseRecords, submitDraft } from '#features/releases/actions.ts';
import type { Task } from '#features/tasks/model.ts';
import { transaction } from '#platform/db/db.ts';
import { checkGuards, actors, everyone, expectProblem } from '#test/guards.ts';
import { askAs, startAuthorities } from './authorities.ts';
import { count, incident } from './drafts.ts';
import { changeDirectory, rootOf } from './life.ts';
import type { Net, TestNode } from './nodes.ts';
import { purposes } from '../viewer.ts';

// xb's financial intelligence unit is merged into its police in the middle of a case with xa.

const [fiu, police, cyber] = ['xb/fiu/o-11', 'xb/police/o-12', 'xb/cyber/o-1'];
const actor = { authority: 'xa/cyber', officer: 'xa/cyber/o-1' };
let net: Net;
let xa: TestNode;
let xb: TestNode;
beforeEach(async () => {
  net = await startAuthorities();
  [xa, xb] = [net.node('xa'), net.node('xb')];
});
afterEach(() => net[Symbol.asyncDispose]());

checkGuards(
  () => xb,
  [
    { method: 'GET', path: '/api/cases/referrals', roles: everyone },
    { method: 'POST', path: '/api/cases/refer', roles: actors },
  ],
);

const report = async (): Promise<string> => (await submitRecords(xa.deps, [incident('xa')]))[0]!.ref;
const release = (ref: string, to: string) => releaseRecords(xa.deps, actor, [ref], [to]);
const give = async (to: string): Promise<string> => {
  const ref = await report();
  await release(ref, to);
  await net.settle();
  return ref;
};
const merge = (): Promise<string> =>
  changeDirectory(net, 'xb', { endAuthority: [{ code: 'xb/fiu', day: '2030-05-12', successor: 'xb/police' }] });
const refer = (officer: string, from = 'xb/fiu'): Promise<Referred> =>
  askAs<Referred>(xb, officer, '/api/cases/refer', { method: 'POST', body: { from, reason: 'merged' } });
const bodyFor = async (officer: string, ref: string): Promise<string | null> =>
  (await askAs<RecordDetail>(xb, officer, `/api/records/${ref}`)).body;
const tasksAt = async (node: TestNode): Promise<Task[]> =>
  (await node.ask<{ items: Task[] }>('/api/tasks?closed=false')).items;
const readersOf = async (ref: string): Promise<string[] | null> =>
  (await sql<{ readers: string[] | null }>`select readers from record where ref = ${ref}`.execute(xb.deps.db)).rows[0]!
    .readers;

test('what the former authority held is read by its successor after a referral, and by its own officers never again', async () => {
  const ref = await give('xb/fiu');
  expect(await bodyFor(fiu, ref)).toContain('Ticket halls');
  await expectProblem(refer(police), 'referral', 'xb/fiu has not ended');
  await expectProblem(refer(police, 'xb/nobody'), 'referral', 'names no xb/nobody, but ');
  await merge();
  await expectProblem(bodyFor(fiu, ref), 'authority-ended', 'xb/fiu ended on 2030-05-12; its successor is xb/police');
  expect(await bodyFor(police, ref)).toBeNull();
  await expectProblem(refer(cyber), 'referral', 'its successor is xb/police');

  const done = await refer(police);
  expect(done).toMatchObject({ rewrapped: 1, unopened: 0, notices: [{ to: 'xa', cases: 1 }] });
  expect(await bodyFor(police, ref)).toContain('Ticket halls');
  expect(await bodyFor(cyber, ref)).toBeNull();
  await expectProblem(bodyFor(fiu, ref), 'authority-ended');
  expect(await readersOf(ref)).toEqual(['xb/police']);
  const { rows } = await sql<{ id: Buffer }>`select wrapped_keys as id from record where ref = ${ref}`.execute(
    xb.deps.db,
  );
  expect(rows[0]!.id).toHaveLength(68);
  expect(rows[0]!.id.subarray(0, 8)).toEqual(xb.deps.self.keys.wrap.get('xb/police')!.id);
  expect(await refer(police)).toMatchObject({ rewrapped: 0, notices: [] });
});

test('the counterpart is told of its own cases alone, has a task for each, and keeps the referral when it rebuilds', async () => {
  const given = await give('xb/fiu');
  const [made] = await submitRecords(xb.deps, [
    { ...count('xb', given, 7), author: 'xb/fiu', officers: [fiu] },
    { ...incident('xb'), author: 'xb/fiu', officers: [fiu] },
  ]);
  await releaseRecords(xb.deps, { authority: 'xb/fiu', officer: fiu }, [made!.ref], ['xa']);
  await net.settle();
  await merge();
  await refer(police);
  await net.settle();
  const expected = [{ from: 'xb/fiu', to: 'xb/police', recipient: 'xa', case: given }];
  const told = async () => (await xa.ask<{ items: Referral[] }>('/api/cases/referrals')).items;
  expect(await told()).toMatchObject(expected);
  expect(await tasksAt(xa)).toMatchObject([{ code: 'case-referred', record: given, about: given }]);
  await transaction(xa.deps.db, (tx) => rebuildProjections(tx, xa.deps));
  expect(await told()).toMatchObject(expected);
  expect(await tasksAt(xa)).toHaveLength(1);
  // The successor corrects what the former authority said.
  const correction = { ...count('xb', given, 8), author: 'xb/police', officers: [police], replaces: made!.ref };
  const corrected = await submitDraft(xb.deps, { authority: 'xb/police', officer: police }, correction);
  expect(corrected.released).toMatchObject([{ to: 'xa', count: 1 }]);
  await net.settle();
  const arrived = await xa.ask<RecordDetail>(`/api/records/${corrected.record.ref}`);
  expect(arrived).toMatchObject({ verdict: 'accepted' });
});

test('nothing is released to the former authority any more, nor sealed by it: the refusal names the successor', async () => {
  const ref = await give('xb');
  await merge();
  await expect(release(ref, 'xb/fiu')).rejects.toMatchObject({
    message: 'xb/fiu ended on 2030-05-12; its successor is xb/police',
    detail: { code: 'authority-ended' },
  });
  const draft = { ...incident('xb'), author: 'xb/fiu', officers: [fiu] };
  await expect(submitRecords(xb.deps, [draft])).rejects.toMatchObject({ detail: { code: 'authority-ended' } });
  const { recipients } = await xa.ask<RecordDetail>(`/api/records/${await give('xb/police')}`);
  expect(recipients.map(({ to }) => to)).not.toContain('xb/fiu');
});

test('what was released to it and not fetched is not served, and becomes a task of whoever released it', async () => {
  net.setLine('xa', 'xb', false);
  const pending = await report();
  await release(pending, 'xb/fiu');
  await xa.sequence();
  net.setLine('xa', 'xb', true);
  net.watch(undefined);
  const page = async () => serveFeed({ ...xa.deps, proofs: createProofs(xa.deps.db) }, 'xb', { log: 1, seq: 0 }, 0);
  expect(await page()).toContain('"to":"xb/fiu"');
  net.setLine('xa', 'xb', false);
  await merge();
  net.setLine('xa', 'xb', true);
  await xa.pull('xb');
  expect(await page()).not.toContain('"to":"xb/fiu"');
  await xa.askAboutEnded();
  await xa.askAboutEnded();
  expect(await tasksAt(xa)).toMatchObject([{ code: 'authority-ended', record: pending }]);
  await release(pending, 'xb/police');
  await net.settle();
  expect(await bodyFor(police, pending)).toContain('Ticket halls');
});

test('what comes late for it is kept, read by nobody, and given to the successor by another referral', async () => {
  net.setLine('xa', 'xb', false);
  const late = await report();
  await release(late, 'xb/fiu');
  await xa.sequence();
  const page = Buffer.from(
    await serveFeed({ ...xa.deps, proofs: createProofs(xa.deps.db) }, 'xb', { log: 1, seq: 0 }, 0),
  );
  await merge();
  expect(await refer(police)).toMatchObject({ rewrapped: 0, notices: [] });
  net.tamper((from, path, body) => (from === 'xa' && path.endsWith('/feed') ? page : body));
  net.setLine('xa', 'xb', true);
  await xb.pull('xa');
  net.tamper(undefined);
  expect(await bodyFor(police, late)).toBeNull();
  expect(await refer(police)).toMatchObject({ rewrapped: 1, notices: [{ to: 'xa', cases: 1 }] });
  expect(await bodyFor(police, late)).toContain('Ticket halls');
});

test('a renamed authority is a new one that takes the old one’s place in the same directory', async () => {
  const ref = await give('xb/fiu');
  const { rows } = await sql<{ size: number }>`select size from log_head`.execute(xb.deps.db);
  await changeDirectory(net, 'xb', {
    addAuthority: [{ code: 'xb/money', name: 'Belmara money desk' }],
    endAuthority: [{ code: 'xb/fiu', day: '2030-05-12', successor: 'xb/money' }],
    at: rows[0]!.size,
  });
  const officer = {
    id: 'xb/money/o-21',
    name: 'Officer of money',
    role: 'case-officer' as const,
    authority: 'xb/money',
    desk: purposes,
  };
  (xb.deps.officers as object[]).push(officer);
  expect(await refer(officer.id)).toMatchObject({ rewrapped: 1, to: 'xb/money' });
  expect(await bodyFor(officer.id, ref)).toContain('Ticket halls');
});

test('an end is not put off once it is said, and a successor is another authority of the same directory', async () => {
  await merge();
  const home = `${net.home}/xb`;
  const make = (code: string, day: string, successor?: string) =>
    makeDirectory(
      home,
      readAlliance(home),
      'xb',
      rootOf(net, 'xb'),
      { endAuthority: [{ code, day, ...(successor === undefined ? {} : { successor }) }] },
      net.clock.now,
    );
  await expect(make('xb/fiu', '2031-01-01')).rejects.toMatchObject({ detail: { code: 'authority-end' } });
  await expect(make('xb/police', '2030-06-01', 'xb/none')).rejects.toMatchObject({ code: 'keys' });
  await expect(make('xb/police', '2030-06-01', 'xb/police')).rejects.toMatchObject({ code: 'keys' });
  await expect(make('xb/node', '2030-06-01')).rejects.toMatchObject({ code: 'keys' });
});
