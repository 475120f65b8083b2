import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import { isFor } from '#features/guards/model.ts';
import type { Viewer } from '#features/officers/model.ts';
import type { Db } from '#platform/db/db.ts';
import { toPage } from '#platform/http/page.ts';
import type { Page, PageAsked } from '#platform/http/page.ts';
import type { ThreatQuery, ThreatSummary } from './model.ts';
import { likelyTerms, placesOf, stretchesBefore, wholeTerms } from './terms-model.ts';
import type { Place } from './terms-model.ts';

/** So many that fit are put in order at once; of more, the list is walked place by place. */
const fewEnough = 1_000;

export type Hit = { recordId: number; place: number };

/**
 * Things before the relationships between them; of either, first what has exactly the name that was typed, then what has the words
 * in its name, then the rest, words as they were typed before other forms and beginnings; in each place the newest record first. One row per object and participant that says one, by its
 * newest version, with who else has versions of it. Objects
 * without search text are never found.
 */
export async function searchObjects(
  db: Db,
  filter: ThreatQuery,
  asked: PageAsked,
  viewer: Viewer,
  few = fewEnough,
): Promise<Page<ThreatSummary>> {
  const [place, recordId] = asked.before?.split('.').map(Number) ?? [];
  const after: Hit | null = place === undefined || recordId === undefined ? null : { place, recordId };
  const hits = await findHits(db, filter, after, asked.limit + 1, viewer, few);
  const { items, next } = toPage(
    hits.map((hit) => ({ ...hit, cursor: cursorOf(hit) })),
    asked,
  );
  return { items: await readSummaries(db, items, viewer), next };
}

/** Where a list goes on after a row. */
export const cursorOf = ({ place, recordId }: Hit): string => `${place}.${recordId}`;

/** So many that fit, in the order of the list. */
export async function findHits(
  db: Db,
  filter: ThreatQuery,
  after: Hit | null,
  room: number,
  viewer: Viewer,
  few = fewEnough,
): Promise<Hit[]> {
  const isFew = (await guessFits(db, filter)) <= few;
  const found = isFew ? await findFew(db, filter, after, room, few, viewer) : null;
  return found ?? walkPlaces(db, filter, after, room, viewer);
}

/** What is asked of a row beyond its lexemes: days within a month or year. */
export const inDays = ({ from, to, seenFrom, seenTo }: ThreatQuery): RawBuilder<unknown> => {
  const conditions = [
    ...(from === undefined ? [] : [sql`t.modified >= ${startOf(from)}::timestamptz`]),
    ...(to === undefined ? [] : [sql`t.modified < ${startOf(to)}::timestamptz + interval '1 day'`]),
    ...(seenFrom === undefined ? [] : [sql`t.seen_to >= ${startOf(seenFrom)}::timestamptz`]),
    ...(seenTo === undefined ? [] : [sql`t.seen_from < ${startOf(seenTo)}::timestamptz + interval '1 day'`]),
  ];
  return conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `);
};

/** What a query finds for a reader. */
export const fits = (query: ThreatQuery, viewer: Viewer): RawBuilder<unknown> => {
  const whole = wholeTerms(query);
  const found = whole === null ? sql`true` : sql`t.search @@ ${whole}::tsquery`;
  return sql`t.newest and t.search is not null and ${found} and ${inDays(query)} and ${isFor(viewer, 't')}`;
};

/**
 * How many rows PostgreSQL expects a query to find, by its statistics of lexemes, without looking at any. Finding it out would mean to
 * merge the whole lists of lexemes that most rows have; a wrong guess costs time and changes no answer.
 */
export async function guessFits(db: Db, query: ThreatQuery, wide = true): Promise<number> {
  const likely = likelyTerms(query, wide);
  if (likely === null) return Infinity;
  const { rows } = await sql<{ 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] }>`
    explain (format json) select from threat_object t
    where t.newest and t.search is not null and t.search @@ ${likely}::tsquery and ${inDays(query)}`.execute(db);
  return rows[0]?.['QUERY PLAN'][0].Plan['Plan Rows'] ?? 0;
}

/** Where the list ends: a number above that of every record. */
export async function readEnd(db: Db): Promise<number> {
  const { rows } = await sql<{ end: number }>`select coalesce(max(record_id), 0) + 1 as end from threat_object`.execute(
    db,
  );
  return rows[0]?.end ?? 1;
}

const startOf = (day: string): string => `${day}T00:00:00Z`;

/** The page out of everything that fits, where that is little; null when it is much, or everything. */
async function findFew(
  db: Db,
  query: ThreatQuery,
  after: Hit | null,
  room: number,
  few: number,
  viewer: Viewer,
): Promise<Hit[] | null> {
  const whole = wholeTerms(query);
  if (whole === null) return null;
  const places = placesOf(query);
  const placeOf = sql.join(
    places.map(({ place, terms }) => sql`when t.search @@ ${terms}::tsquery then ${place}::int`),
    sql` `,
  );
  const { rows } = await sql<Hit & { all: number }>`
    with found as materialized (
      select t.record_id, t.search from threat_object t
      where t.newest and t.search @@ ${whole}::tsquery and ${inDays(query)} and ${isFor(viewer, 't')}
    ),
    fits as materialized (select * from found limit ${few + 1}),
    placed as (select t.record_id, case ${placeOf} end as place from fits t where (select count(*) from fits) <= ${few})
    select record_id as "recordId", place, (select count(*) from fits) as all from placed
    where ${after?.place ?? null}::int is null or (place, -record_id) > (${after?.place ?? null}::int, -${after?.recordId ?? null}::bigint)
    union all select null, null, count(*) from fits
    order by place nulls first, "recordId" desc limit ${room + 1}`.execute(db);
  const [{ all } = { all: 0 }, ...hits] = rows;
  return all > few ? null : hits.map(({ recordId, place }) => ({ recordId, place }));
}

/** The page as the next of each place in turn, until it is full. */
async function walkPlaces(
  db: Db,
  query: ThreatQuery,
  after: Hit | null,
  limit: number,
  viewer: Viewer,
): Promise<Hit[]> {
  const hits: Hit[] = [];
  const end = await readEnd(db);
  for (const one of placesOf(query)) {
    if (one.place < (after?.place ?? 0)) continue;
    const before = one.place === after?.place ? after.recordId : end;
    const room = limit - hits.length;
    if (room === 0) break;
    const found =
      wholeTerms(query) === null
        ? readAll(db, one, before, room, viewer)
        : walkStretches(db, query, one, before, room, viewer);
    hits.push(...(await found).map((recordId) => ({ recordId, place: one.place })));
  }
  return hits;
}

/** Everything in its order, without a question. */
async function readAll(db: Db, { place }: Place, before: number, room: number, viewer: Viewer): Promise<number[]> {
  const { rows } = await sql<{ recordId: number }>`
    select record_id as "recordId" from threat_object t where newest and search is not null and ${isFor(viewer, 't')}
      and (type = 'relationship') = ${place === 5} and record_id < ${before}
    order by record_id desc limit ${room}`.execute(db);
  return rows.map(({ recordId }) => recordId);
}

/**
 * The newest of a place, stretch by stretch. The order is by an expression, so that the index of lexemes is used always: going through
 * the rows by number until enough fit may be going through all of them.
 */
async function walkStretches(
  db: Db,
  query: ThreatQuery,
  { terms: wanted }: Place,
  before: number,
  room: number,
  viewer: Viewer,
): Promise<number[]> {
  const found: number[] = [];
  let end = before;
  for (const { from, terms } of stretchesBefore(before)) {
    if (from >= end) continue;
    const both = terms === null ? wanted : `${wanted} & ${terms}`;
    const { rows } = await sql<{ recordId: number }>`
      select t.record_id as "recordId" from threat_object t
      where t.newest and t.search @@ ${both}::tsquery and t.record_id < ${end} and ${inDays(query)} and ${isFor(viewer, 't')}
      order by t.record_id + 0 desc limit ${room - found.length}`.execute(db);
    found.push(...rows.map(({ recordId }) => recordId));
    if (found.length === room) break;
    end = from;
  }
  return found;
}

export async function readSummaries(
  db: Db,
  hits: readonly Pick<Hit, 'recordId'>[],
  viewer: Viewer,
): Promise<ThreatSummary[]> {
  if (hits.length === 0) return [];
  const { rows } = await sql<ThreatSummary>`
    select r.ref, t.object_id as id, t.type, t.name, t.created, t.modified, t.revoked, t.participant as author,
           (select count(*) from threat_object v where v.object_id = t.object_id and v.participant = t.participant and v.search is not null
             and ${isFor(viewer, 'v')}) as versions,
           array(select distinct v.participant from threat_object v
                 where v.object_id = t.object_id and v.participant <> t.participant and v.search is not null and ${isFor(viewer, 'v')} order by 1) as others
    from unnest(${hits.map(({ recordId }) => recordId)}::bigint[]) with ordinality as hit (record_id, n)
    join threat_object t using (record_id) join record r on r.id = t.record_id order by hit.n`.execute(db);
  return rows;
}
