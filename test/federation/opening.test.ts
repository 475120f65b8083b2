import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import type { Profile } from '#features/alliance/profile.ts';
import type { InboxItem } from '#features/inbox/model.ts';
import type { Opening, UnopenedRow } from '#features/oversight/leaf-model.ts';
import { rebuildProjections, submitRecords } from '#features/records/actions.ts';
import { recallRecords, releaseRecords } from '#features/releases/actions.ts';
import { transaction } from '#platform/db/db.ts';
import { dayMs, demand, open, recordAt, show, tasksAt } from './demands.ts';
import type { Listed } from './demands.ts';
import { incident } from './drafts.ts';
import { meridian, startAlliance, startNodes } from './nodes.ts';
import type { TestNode } from './nodes.ts';
import { beginAnew, succession } from './restore.ts';

const actor = { authority: 'xa/cyber', officer: 'xa/cyber/o-1' };

async function leafOf(node: TestNode, ref: string): Promise<number> {
  const { rows } = await sql<{ index: number }>`select l.index from log_leaf l join record r on r.id = l.record_id
    where r.ref = ${ref}`.execute(node.deps.db);
  return rows[0]!.index;
}
const paddingOf = async (node: TestNode): Promise<number> =>
  (
    await sql<{ index: number }>`select min(index) as index from log_leaf where padding is not null`.execute(
      node.deps.db,
    )
  ).rows[0]!.index;

test('a record, a record whose content is gone and padding are opened whole, without content, and verified at oversight', async () => {
  await using net = await startNodes('xa', 'xb', 'iop');
  const [xa, xb, iop] = [net.node('xa'), net.node('xb'), net.node('iop')];
  const secret = { marking: { tlp: 'RED', base: 'confidential' } };
  const [kept, gone] = await submitRecords(xa.deps, [
    incident('xa', secret),
    incident('xa', { retainUntil: '2030-05-13' }),
  ]);
  await releaseRecords(xa.deps, actor, [kept!.ref, gone!.ref], ['xb']);
  await net.settle();
  await recallRecords(xa.deps, actor, [kept!.ref], ['xb'], 'withdrawn');
  net.clock.advance(2 * dayMs);
  await xa.endRetention();
  await net.settle();
  expect(await recordAt(xa, gone!.ref)).toMatchObject({ destroyed: true });
  const indexes = [await leafOf(xa, kept!.ref), await leafOf(xa, gone!.ref), await paddingOf(xa)];

  const ref = await demand(net, { indexes });
  await net.settle();
  expect(await tasksAt(xa)).toContainEqual(['leaf-demand', ref]);
  expect((await show(iop, ref)).demand).toMatchObject({ state: 'waiting', asked: 3, opened: 0 });
  const { items } = await xa.ask<{ items: InboxItem[] }>('/api/inbox');
  const [due] = items.filter(({ code }) => code === 'leaf-demand').map((item) => item.due);
  expect(due).toBe((await show(xa, ref)).demand.deadline);
  const { refs } = await open(xa, ref);
  await net.settle();

  expect(await tasksAt(xa)).toEqual([]);
  for (const node of [iop, xa]) {
    const { demand: row, leaves, draft } = await show(node, ref);
    expect(row).toMatchObject({ state: 'opened', opened: 3, wrong: 0 });
    expect(draft).toEqual([]);
    const found = new Map(leaves.map((leaf) => [leaf.index, [leaf.state, leaf.kind, leaf.ref]]));
    expect(indexes.map((index) => found.get(index))).toEqual([
      ['record', 'incident.report', kept!.ref],
      ['record', 'incident.report', gone!.ref],
      ['padding', null, null],
    ]);
  }
  // Envelopes and kept bytes only: nothing of any body, and to nobody but oversight (I4).
  const { body } = await recordAt(iop, refs[0]!);
  const { leaves } = JSON.parse(body!) as Opening;
  expect(leaves.map((leaf) => Object.keys(leaf).toSorted().join())).toEqual(
    leaves.map((leaf) => ('jws' in leaf ? 'index,jws,proof' : 'index,padding,proof')),
  );
  const fed = await sql<{ recipient: string }>`select e.recipient from feed_entry e join record r on r.id = e.record_id
    where r.kind = 'leaf.opening'`.execute(xa.deps.db);
  expect(fed.rows).toEqual([{ recipient: 'iop' }]);
  expect((await sql`select 1 from record where kind like 'leaf.%'`.execute(xb.deps.db)).rows).toEqual([]);
  await expect(releaseRecords(xa.deps, actor, refs, ['xb'])).rejects.toMatchObject({ detail: { code: 'control' } });
  await expect(open(xa, ref)).rejects.toMatchObject({ detail: { code: 'conflict' } });
  await transaction(iop.deps.db, (tx) => rebuildProjections(tx, iop.deps));
  expect((await show(iop, ref)).demand).toMatchObject({ state: 'opened', opened: 3 });
});

test('a sample follows from the checkpoint and the demand at both ends, and what was never seen is counted', async () => {
  await using net = await startNodes('xa', 'xb', 'iop');
  const [xa, iop] = [net.node('xa'), net.node('iop')];
  await submitRecords(
    xa.deps,
    Array.from({ length: 40 }, () => incident('xa')),
  );
  await net.settle();
  const ref = await demand(net, { sample: 20 });
  await net.settle();
  const asked = async (node: TestNode): Promise<number[]> => (await show(node, ref)).leaves.map((leaf) => leaf.index);
  expect(await asked(xa)).toEqual(await asked(iop));
  expect(await asked(iop)).toHaveLength(20);
  const unopened = async (): Promise<UnopenedRow> => {
    const { unopened: rows } = await iop.ask<Listed>('/api/demands');
    return rows.find((row) => row.participant === 'xa')!;
  };
  expect(await unopened()).toMatchObject({ demanded: 20, opened: 0, unanswered: 20 });
  await open(xa, ref);
  await net.settle();
  const after = await unopened();
  expect(after).toMatchObject({ demanded: 20, opened: 20, unanswered: 0 });
  // The answer itself came to oversight too, with its place.
  expect(after.seen).toBe(21);
  expect(after.size).toBeGreaterThan(after.seen);
});

test('only oversight demands, on a basis, in time, of leaves that there are', async () => {
  await using net = await startNodes('xa', 'xb', 'iop');
  await submitRecords(net.node('xa').deps, [incident('xa')]);
  await net.settle();
  const refused = (code: string): object => ({ detail: { code } });
  const at = (days: number): string => new Date(net.clock.now.getTime() + days * dayMs).toISOString();
  const indexes = [0];
  await expect(demand(net, { indexes, participant: 'xb' }, 'xa')).rejects.toMatchObject(refused('not-oversight'));
  await expect(demand(net, { indexes, basis: { instrument: 'mca-2029', article: '99' } })).rejects.toMatchObject(
    refused('basis'),
  );
  await expect(demand(net, { indexes, deadline: at(0.9) })).rejects.toMatchObject(refused('deadline'));
  await expect(demand(net, { indexes, deadline: at(91) })).rejects.toMatchObject(refused('deadline'));
  await expect(demand(net, { indexes: [1_000] })).rejects.toMatchObject(refused('leaves'));
  await expect(demand(net, { sample: 1_000 })).rejects.toMatchObject(refused('leaves'));
  await expect(demand(net, { indexes, participant: 'nobody' })).rejects.toMatchObject(refused('checkpoint'));
  for (const bad of [
    { indexes: Array.from({ length: 1_001 }, (_, i) => i) },
    { sample: 1_001 },
    { indexes: [1, 1] },
    { indexes, sample: 1 },
    {},
  ])
    await expect(demand(net, bad)).rejects.toMatchObject(refused('malformed'));
  const ask = { method: 'POST', body: {}, role: 'node-admin' } as const;
  const ref = await demand(net, { indexes });
  await net.settle();
  await expect(net.node('xa').ask(`/api/demands/${ref}/open`, ask)).rejects.toMatchObject(refused('forbidden'));
  await expect(open(net.node('xb'), ref)).rejects.toMatchObject(refused('not-found'));
});

test('silence is a finding when its time is over and not before, and reaches the participant with what it rests on', async () => {
  await using net = await startNodes('xa', 'iop');
  const [xa, iop] = [net.node('xa'), net.node('iop')];
  await submitRecords(xa.deps, [incident('xa')]);
  await net.settle();
  const ref = await demand(net, { sample: 3 });
  await net.settle();
  const find = (): Promise<{ ref: string }> =>
    iop.ask('/api/findings', { method: 'POST', body: { demand: ref, text: 'no answer within a fortnight' } });
  await iop.noteOverdue();
  expect(await tasksAt(iop)).toEqual([]);
  await expect(find()).rejects.toMatchObject({ detail: { code: 'leaves' } });
  await expect(
    xa.ask('/api/findings', { method: 'POST', body: { participant: 'iop', text: 'we find so too' } }),
  ).rejects.toMatchObject({ detail: { code: 'not-oversight' } });

  net.clock.advance(15 * dayMs);
  await iop.noteOverdue();
  await iop.noteOverdue();
  expect(await tasksAt(iop)).toEqual([['demand-overdue', ref]]);
  expect((await iop.ask<Listed>('/api/demands')).items).toMatchObject([{ ref, state: 'overdue', findings: 0 }]);
  const found = await find();
  await net.settle();
  const there = await recordAt(xa, found.ref);
  expect(there).toMatchObject({ verdict: 'accepted', body: (await recordAt(iop, found.ref)).body });
  expect((JSON.parse(there.body!) as { leaves: { code: string }[] }).leaves.map((leaf) => leaf.code)).toEqual([
    'unanswered',
    'unanswered',
    'unanswered',
  ]);
  expect(await tasksAt(xa)).toContainEqual(['finding', found.ref]);
  // Late is answered all the same.
  await open(xa, ref);
  await net.settle();
  expect((await show(iop, ref)).demand).toMatchObject({ state: 'opened', findings: 1 });
});

test('a leaf that the database has lost is named, and no answer goes out without it', async () => {
  await using net = await startNodes('xa', 'iop');
  const xa = net.node('xa');
  await submitRecords(xa.deps, [incident('xa')]);
  await net.settle();
  const ref = await demand(net, { indexes: [0, 1, 2] });
  await net.settle();
  await sql`delete from log_leaf where index = 1`.execute(xa.deps.db);
  await expect(open(xa, ref)).rejects.toThrow(/leaf 1 of log 1 is gone/);
  expect((await sql`select 1 from record where kind = 'leaf.opening'`.execute(xa.deps.db)).rows).toEqual([]);
  expect(await tasksAt(xa)).toEqual([['leaf-demand', ref]]);
});

test('a suspended member answers all the same', async () => {
  const profile = JSON.parse(readFileSync(meridian, 'utf8')) as Profile;
  profile.participants.find((one) => one.code === 'xa')!.suspended = '2030-05-14';
  await using net = await startAlliance(JSON.stringify(profile), ['xa', 'iop']);
  const [xa, iop] = [net.node('xa'), net.node('iop')];
  await submitRecords(xa.deps, [incident('xa')]);
  await net.settle();
  net.clock.advance(2 * dayMs);
  const ref = await demand(net, { sample: 3 });
  await net.settle();
  await open(xa, ref);
  await net.settle();
  expect((await show(iop, ref)).demand).toMatchObject({ state: 'opened', opened: 3 });
});

test('after a succession leaves of the next log are opened; those that the node lost of the old one it cannot open', async () => {
  await using net = await startNodes('xa', 'xb', 'iop');
  const iop = net.node('iop');
  await submitRecords(net.node('xa').deps, [incident('xa')]);
  await net.settle();
  const file = await net.backup('xa');
  const [lost] = await submitRecords(net.node('xa').deps, [incident('xa')]);
  await net.settle();
  const old = await demand(net, { indexes: [0, await leafOf(net.node('xa'), lost!.ref)] });
  await net.settle();
  await net.restore('xa', file);
  await expect(net.node('xa').checkLog(undefined)).rejects.toMatchObject({ detail: { code: 'own-log-behind' } });
  await beginAnew(net, 'xa', await succession(net, 'xa'));
  await net.settle();

  const [kept] = await submitRecords(net.node('xa').deps, [incident('xa')]);
  await net.settle();
  const ref = await demand(net, { indexes: [await leafOf(net.node('xa'), kept!.ref)] });
  await net.settle();
  await open(net.node('xa'), ref);
  await net.settle();
  expect((await show(iop, ref)).leaves).toMatchObject([{ state: 'record', ref: kept!.ref }]);
  await expect(open(net.node('xa'), old)).rejects.toMatchObject({ detail: { code: 'not-found' } });
  expect((await show(iop, old)).demand).toMatchObject({ state: 'waiting', opened: 0 });
});
