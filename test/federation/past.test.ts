import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { initAlliance } from '#features/alliance/actions.ts';
import { listUnopenedMonths } from '#features/oversight/unopened-store.ts';
import { dayMs } from '#platform/clock.ts';
import type { Db } from '#platform/db/db.ts';
import { demoAlliance, purposes } from '../../tools/demo-alliance.ts';
import { movedTo } from '../../tools/history/moved-to.ts';
import { beginning, tellStory } from '../../tools/history/story.ts';
import { makeHistory } from '../../tools/history/tell.ts';
import { placesOf } from '../../tools/history/world.ts';
import { createTestDatabase } from '../database.ts';
import { meridian } from './nodes.ts';

const end = Date.parse('2030-05-13T06:00:00.000Z');

test('the same seed tells the same story, in order of time, over eighteen months, and nothing of it is yet to come', () => {
  const told = (seed?: number) => tellStory(end, seed).map(({ at, by }) => `${at} ${by}`);
  expect(told()).toEqual(told());
  expect(told(1)).not.toEqual(told(2));
  const times = tellStory(end).map(({ at }) => at);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  expect(times[0]).toBeGreaterThan(beginning(end));
  expect(times.at(-1)).toBeLessThan(end);
  expect(times.length).toBeGreaterThan(150);
  expect(new Set(times.map((at) => Math.floor((at - beginning(end)) / (31 * dayMs)))).size).toBe(18);
});

test('days move with the day on which a text is set, and nothing else does', () => {
  const text = '{"a":"2030-05-13T06:00:00Z","until":"2031-05-13","id":"x--2030-05-13-9","n":2030}';
  const moved = '{"a":"2026-03-01T06:00:00Z","until":"2027-03-01","id":"x--2030-05-13-9","n":2030}';
  expect(movedTo(text, '2030-05-13', new Date('2026-03-01T23:00:00Z'))).toBe(moved);
});

const readAll = async (db: Db, of: string): Promise<string[]> =>
  (await sql<{ said: string }>`select distinct ${sql.raw(of)}`.execute(db)).rows.map(({ said }) => said);

test('a past is lived through by the nodes’ own program: records of their time, refusals in the accounts, clocks that run at its end', async () => {
  await using stack = new AsyncDisposableStack();
  const home = mkdtempSync(join(tmpdir(), 'tamga-past-'));
  stack.defer(() => rmSync(home, { recursive: true, force: true }));
  const began = beginning(end);
  await initAlliance(home, readFileSync(meridian, 'utf8'), demoAlliance(7400), new Date(began));
  const databases = await Promise.all(
    ['ec', 'xa', 'xb', 'xc', 'iop'].map(async (code) => [code, stack.use(await createTestDatabase())] as const),
  );
  const urls = new Map(databases.map(([code, { url }]) => [code, url]));
  // The first six weeks, and what is under way at the end.
  const steps = tellStory(end).filter(({ at }) => at < began + 40 * dayMs || at > end - 2 * dayMs);
  await makeHistory(placesOf(home, 7400, urls), new Date(end), () => {}, steps);
  const db = (code: string): Db => databases.find(([one]) => one === code)![1].db;

  const [first] = await readAll(
    db('xa'),
    `to_char(min(issued_at) at time zone 'utc', 'YYYY-MM-DD') as said from record`,
  );
  expect(first).toBe(new Date(began).toISOString().slice(0, 10));
  const kindsAt = (code: string, verdict: string) =>
    readAll(db(code), `kind as said from record where verdict = '${verdict}'`);
  expect(await kindsAt('xa', 'own')).toEqual(
    expect.arrayContaining(['incident.report', 'warning.issue', 'release', 'record.translation', 'assignment.give']),
  );
  expect(await kindsAt('xb', 'accepted')).toEqual(expect.arrayContaining(['incident.report', 'receipt']));
  expect(await kindsAt('iop', 'accepted')).toEqual(expect.arrayContaining(['gate.block', 'release']));
  for (const code of urls.keys()) expect(await kindsAt(code, 'quarantined')).toEqual([]);

  // Oversight counts by month what it never saw: of every month that was lived through.
  const months = new Set((await listUnopenedMonths(db('iop'), 'iop')).map(({ month }) => month));
  expect([...months].toSorted()).toEqual(expect.arrayContaining([first!.slice(0, 7)]));
  expect(months.size).toBeGreaterThan(1);

  expect((await readAll(db('xa'), 'code as said from task where closed_at is null')).toSorted()).toEqual([
    'leaf-demand',
    'source-recalled',
  ]);
  // Officers read what is guarded by the word of somebody else: at every member that has a desk, and at the committee.
  for (const code of ['xa', 'xb', 'xc', 'ec']) {
    const given = `count(*)::text as said from record where kind = 'assignment.give' and verdict = 'own'`;
    // For each purpose the officers, and who assigns them.
    expect(Number(await readAll(db(code), given)), code).toBeGreaterThanOrEqual(2 * purposes.length);
  }
  // What a desk has besides: who is on duty, a note, a call, a tested contact point, and a list of persons that was given up.
  const count = (table: string) => readAll(db('xa'), `count(*)::text as said from ${table}`);
  expect(await count('watch_shift')).toEqual(['7']);
  expect(await count('watch_test')).toEqual(['4']);
  for (const table of ['watch_note', 'watch_call']) expect(await count(table), table).toEqual(['1']);
  expect(await count("quarantine where decision = 'discarded'")).toEqual(['1']);
  expect(await readAll(db('xa'), 'state as said from proposal')).toEqual(expect.arrayContaining(['open', 'sealed']));
});
