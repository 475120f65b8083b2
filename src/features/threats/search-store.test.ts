import { setTimeout } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { transaction } from '#platform/db/db.ts';
import type { Page } from '#platform/http/page.ts';
import { createDraw, english, makeRow, russian } from '#test/bench/search-fill.ts';
import { createTestDatabase } from '#test/database.ts';
import type { TestDatabase } from '#test/database.ts';
import { isFound } from '#test/words.ts';
import { countFacets } from './facet-store.ts';
import { facetNames } from './model.ts';
import type { ThreatQuery, ThreatSummary } from './model.ts';
import { readPlaces } from './places-store.ts';
import { searchObjects } from './search-store.ts';
import { listSorted } from './sort-store.ts';
import { deleteObjects, insertObjects } from './store.ts';
import type { ThreatRow } from './store.ts';
import { wordsOf } from './words-model.ts';
import { readerOf } from '#test/viewer.ts';

const viewer = readerOf('xa/cyber');

// Objects whose records lie so far apart that a list of them has many stretches; a third are later versions of others.
const apart = 997;
const draw = createDraw(11);
const rows = Array.from({ length: 240 }, (_, n): ThreatRow => {
  const row = makeRow((n + 1) * apart, draw);
  return n % 3 === 0 ? { ...row, objectId: `${row.type}--${n % 60}`, found: n % 15 === 0 ? null : row.found } : row;
});

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await sql`insert into record (id, ref, digest, jws, kind, participant, author, issued_at, realm, verdict, stored_at)
    overriding system value select n * ${apart}, 'xa/' || n * ${apart}, sha256(n::text::bytea), '', 'threat.object', 'xa', 'xa/cyber',
      now(), 'live', 'own', now() from generate_series(1, ${rows.length}::int) n`.execute(database.db);
  for (let from = 0; from < rows.length; from += 70)
    await transaction(database.db, (tx) => insertObjects(tx, rows.slice(from, from + 70)));
});
afterAll(() => database[Symbol.asyncDispose]());

const ageOf = (row: ThreatRow): string => `${row.modified} ${String(row.recordId).padStart(12, '0')}`;

/** What the lists hold: of each object the newest version of each participant, if that may be found. */
function listed(of: readonly ThreatRow[]): ThreatRow[] {
  const versions = [...Map.groupBy(of, (row) => `${row.objectId} ${row.participant}`).values()];
  const newest = versions.map((all) => all.toSorted((a, b) => (ageOf(a) < ageOf(b) ? 1 : -1))[0]!);
  return newest.filter((row) => row.found !== null);
}

function fits({ type, participant, modified, found }: ThreatRow, query: ThreatQuery): boolean {
  const day = (modified ?? '').slice(0, 10);
  const is = (asked: string | undefined, values: readonly (string | null | undefined)[]): boolean =>
    asked === undefined || values.includes(asked);
  return (
    isFound(found!.text, query.q ?? '') &&
    is(query.type, [type]) &&
    is(query.member, [participant]) &&
    is(query.tlp, [found!.tlp]) &&
    is(query.base, [found!.base]) &&
    is(query.own, [found!.ownMarking]) &&
    is(query.label, found!.labels) &&
    is(query.phase, found!.phases) &&
    (query.from ?? '') <= day &&
    day <= (query.to ?? '9999') &&
    (query.seenFrom === undefined || (found!.seenTo ?? '') >= query.seenFrom) &&
    (query.seenTo === undefined || (found!.seenFrom?.slice(0, 10) ?? '9999') <= query.seenTo)
  );
}

function placeOf({ type, found }: ThreatRow, typed: string): number {
  if (type === 'relationship') return 5;
  if (typed === '') return 2;
  const { ranked, text } = found!;
  const sorted = (words: string): string => wordsOf(words).toSorted().join(' ');
  if (sorted(ranked!) === sorted(typed)) return 0;
  if (isFound(ranked!, typed, true)) return 1;
  if (isFound(ranked!, typed)) return 2;
  return isFound(text, typed, true) ? 3 : 4;
}

function expected(query: ThreatQuery, of: readonly ThreatRow[] = rows): string[] {
  const found = listed(of).filter((row) => fits(row, query));
  const order = (row: ThreatRow): number => placeOf(row, query.q ?? '') * 1e9 - row.recordId;
  return found.toSorted((a, b) => order(a) - order(b)).map((row) => row.objectId);
}

const label = `label:${english(0)}`;
const queries: ThreatQuery[] = [
  {},
  { q: english(0) },
  { q: `${english(1)} ${english(2)}` },
  { q: `${english(1)}s ${english(2)}ing` },
  { q: `${russian(0)}ми` },
  { q: rows[4]!.found!.ranked! },
  { q: rows[7]!.found!.ranked!.slice(0, 3) },
  { type: 'relationship' },
  { type: 'indicator', q: english(3) },
  { label },
  { phase: 'kill-chain:phase-3' },
  { member: 'xb', tlp: 'AMBER' },
  { base: 'confidential' },
  { own: 'GREEN', from: '2026-01-01' },
  { from: '2027-02-11', to: '2027-09-03' },
  { from: '2025-06-30', to: '2029-01-02', q: english(0) },
  { to: '2024-12-31' },
  { from: '2028-01-01', to: '2027-01-01' },
  { seenFrom: '2026-03-01' },
  { seenFrom: '2026-03-01', seenTo: '2027-03-01', type: 'campaign' },
  { seenTo: '1980-01-01' },
];
const named = queries.map((query) => [JSON.stringify(query), query] as const);

/** The whole list, page by page. */
async function walk(query: ThreatQuery, few: number, limit: number): Promise<string[]> {
  const found: string[] = [];
  let before: string | null = null;
  do {
    const page: Page<ThreatSummary> = await searchObjects(database.db, query, { limit, before }, viewer, few);
    found.push(...page.items.map(({ id }) => id));
    before = page.next;
  } while (before !== null);
  return found;
}

test.each(named)(
  '%s finds what fits, in order, whether that is little or much, in pages of any length',
  async (_, query) => {
    const all = expected(query);
    for (const [few, limit] of [
      [1_000, 100],
      [0, 100],
      [0, 7],
      [20, 13],
    ] as const)
      expect(await walk(query, few, limit)).toEqual(all);
  },
);

test.each(named)('%s: every page can be read at once, by its place', async (_, query) => {
  const all = expected(query);
  const { total, places } = await readPlaces(database.db, query, 7, viewer);
  expect(total).toEqual({ count: all.length, atLeast: false });
  const pages = [null, ...places].map((before) => searchObjects(database.db, query, { limit: 7, before }, viewer));
  const read = await Promise.all(pages);
  expect(read.map(({ items }) => items.map(({ id }) => id))).toEqual(
    Array.from({ length: Math.max(1, Math.ceil(all.length / 7)) }, (__, page) => all.slice(page * 7, page * 7 + 7)),
  );
  expect(read.map(({ next }) => next)).toEqual([...places, null]);
});

const nameKey = ({ name }: ThreatRow): string =>
  [...(name ?? '')]
    .slice(0, 40)
    .join('')
    .replaceAll(/[A-Z]/g, (c) => c.toLowerCase());
const keyOf = {
  name: nameKey,
  type: ({ type }: ThreatRow): string => type,
  author: ({ participant }: ThreatRow): string => participant,
  created: ({ created }: ThreatRow): string => created ?? '',
  modified: ({ modified }: ThreatRow): string => modified ?? '',
};

test.each([
  ['name', {}],
  ['-name', { type: 'indicator' }],
  ['modified', { q: english(0) }],
  ['-modified', {}],
  ['type', {}],
  ['-type', { member: 'xb' }],
  ['author', { type: 'indicator' }],
  ['type', { type: 'malware' }],
  ['-author', { member: 'xb' }],
  ['-author', {}],
  ['created', {}],
  ['-created', { q: english(0) }],
] as const)(
  'by %s the list of %j is whole and in order, in pages of any length, and each can be read at once',
  async (sort, query) => {
    const way = sort.startsWith('-') ? -1 : 1;
    const key = keyOf[sort.replace('-', '') as keyof typeof keyOf];
    const order = (a: ThreatRow, b: ThreatRow): number =>
      way * (Buffer.compare(Buffer.from(key(a)), Buffer.from(key(b))) || a.recordId - b.recordId);
    const all = listed(rows)
      .filter((row) => fits(row, query))
      .toSorted(order)
      .map(({ objectId }) => objectId);
    const found: string[] = [];
    for (let before: string | null = ''; before !== null;) {
      const asked = { limit: 7, before: before === '' ? null : before };
      const page: Page<ThreatSummary> = await listSorted(database.db, query, sort, asked, viewer);
      found.push(...page.items.map(({ id }) => id));
      before = page.next;
    }
    expect(found).toEqual(all);
    const { total, places } = await readPlaces(database.db, query, 7, viewer, 1_000, sort);
    expect(total.count).toBe(all.length);
    const pages = await Promise.all(
      places.map((before) => listSorted(database.db, query, sort, { limit: 7, before }, viewer)),
    );
    expect(pages.flatMap(({ items }) => items.map(({ id }) => id))).toEqual(all.slice(7));
  },
);

test('a sorted list without a question goes along an index, and is not put in order anew for each page', async () => {
  for (const key of [
    `lower(left(coalesce(t.name, ''), 40) collate "C")`,
    `coalesce(t.modified, '0001-01-01T00:00:00Z'::timestamptz)`,
    `coalesce(t.created, '0001-01-01T00:00:00Z'::timestamptz)`,
    `(t.type collate "C")`,
    `(t.participant collate "C")`,
  ]) {
    const plan = await transaction(database.db, async (tx) => {
      await sql`set local enable_seqscan = off`.execute(tx);
      await sql`set local enable_sort = off`.execute(tx);
      return sql<{
        'QUERY PLAN': string;
      }>`explain select t.record_id from threat_object t where t.newest and t.search is not null
        order by ${sql.raw(key)} desc, t.record_id desc limit 7`.execute(tx);
    });
    expect(plan.rows.map((row) => row['QUERY PLAN']).join('\n')).toMatch(
      /Index (Only )?Scan Backward using threat_object_by_/,
    );
  }
});

test('of a list that is too long the beginning has places, and it is told that there is more', async () => {
  const { total, places } = await readPlaces(database.db, {}, 7, viewer, 30);
  expect(total).toEqual({ count: 30, atLeast: true });
  expect(places).toEqual((await readPlaces(database.db, {}, 7, viewer)).places.slice(0, 4));
});

const valuesOf = {
  type: (row: ThreatRow) => [row.type],
  member: (row: ThreatRow) => [row.participant],
  tlp: (row: ThreatRow) => [row.found!.tlp],
  base: (row: ThreatRow) => [row.found!.base],
  own: (row: ThreatRow) => [row.found!.ownMarking],
  label: (row: ThreatRow) => [...new Set(row.found!.labels)],
  phase: (row: ThreatRow) => row.found!.phases,
};

test.each(named)('%s is counted by each facet as if that facet were not asked for', async (_, query) => {
  const { total, facets } = await countFacets(database.db, query, viewer);
  expect(total).toEqual({ count: expected(query).length, atLeast: false });
  for (const name of facetNames) {
    const { [name]: _asked, ...rest } = query;
    const found = listed(rows).filter((row) => fits(row, rest));
    const counts = Map.groupBy(
      found.flatMap((row) => valuesOf[name](row)).filter((value) => value !== null),
      (value) => value,
    );
    for (const { value, count } of facets[name])
      expect([name, value, count]).toEqual([name, value, counts.get(value)?.length]);
    expect(facets[name]).toHaveLength(Math.min(50, counts.size));
  }
});

test('where more fits than is counted, it is said that there is at least so much', async () => {
  const { total, facets } = await countFacets(database.db, { q: english(0) }, viewer, 10);
  expect(total).toEqual({ count: 10, atLeast: true });
  expect(facets.type.every(({ count, atLeast }) => atLeast && count <= 10)).toBe(true);
});

test('what is taken out leaves lists and counts, and the version before it is found again', async () => {
  const gone = rows.filter((_, n) => n % 4 === 1 || (n % 3 === 0 && n > 200));
  const left = rows.filter((row) => !gone.includes(row));
  const ids = gone.map(({ recordId }) => recordId);
  await transaction(database.db, (tx) => deleteObjects(tx, ids));
  for (const query of queries) expect(await walk(query, 0, 50)).toEqual(expected(query, left));
  const kept = await countFacets(database.db, {}, viewer);
  expect(kept.total.count).toBe(listed(left).length);
  await transaction(database.db, (tx) => insertObjects(tx, gone));
  for (const query of queries) expect(await walk(query, 1_000, 50)).toEqual(expected(query));
  await transaction(database.db, (tx) =>
    deleteObjects(
      tx,
      rows.map(({ recordId }) => recordId),
    ),
  );
  expect((await sql`select * from threat_count`.execute(database.db)).rows).toEqual([]);
});

test('of versions that two transactions bring at once one is the newest, and one is counted', async () => {
  const [older, newer] = [rows[1]!, rows[2]!].toSorted((a, b) => (ageOf(a) < ageOf(b) ? -1 : 1));
  const versions = [
    newer!,
    { ...older!, objectId: newer!.objectId, type: newer!.type, participant: newer!.participant },
  ];
  const inserted = Promise.withResolvers<void>();
  const first = transaction(database.db, async (tx) => {
    await insertObjects(tx, [versions[0]!]);
    inserted.resolve();
    await setTimeout(100);
  });
  await inserted.promise;
  await Promise.all([first, transaction(database.db, (tx) => insertObjects(tx, [versions[1]!]))]);
  expect(await walk({}, 0, 50)).toEqual([newer!.objectId]);
  expect((await countFacets(database.db, {}, viewer)).total.count).toBe(1);
});
