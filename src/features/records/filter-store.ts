import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import { isFor, noCover } from '#features/guards/model.ts';
import type { Viewer } from '#features/guards/model.ts';
import type { Db } from '#platform/db/db.ts';
import { toSpans } from '#platform/time-spans.ts';
import type { KindTable } from './model.ts';
import type { RecordsFilter, RecordTime, RecordTimeline } from './view.ts';

/** So many records that fit are counted, the newest. */
const mostCounted = 10_000;

const times: Record<RecordTime, RawBuilder<unknown>> = {
  sealed: sql`r.issued_at`,
  arrived: sql`r.stored_at`,
  released: sql`(select min(s.issued_at) from release_item i join record s on s.id = i.release_id
    where i.ref = r.ref and s.verdict = 'own')`,
};

const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
const asked = (q: string): string[] => wordsOf(q).slice(0, 10);

/** Words of a question, each of which a word of the title begins with. Null where there is none. */
export function titleTerms(q: string): string | null {
  const words = asked(q);
  return words.length === 0 ? null : words.map((word) => `${word}:*`).join(' & ');
}

/** The same of a title that is not stored. */
export function beginsWords(title: string, q: string): boolean {
  const [words, terms] = [wordsOf(title.toLowerCase()), asked(q.toLowerCase())];
  return terms.length > 0 && terms.every((term) => words.some((word) => word.startsWith(term)));
}

/** By its title is found what the viewer would be shown the title of, and nothing else: what is not found is not told apart from what is not there. */
function isTitled(q: string, viewer: Viewer): RawBuilder<unknown> {
  const terms = titleTerms(q);
  if (terms === null || !viewer.content) return sql`false`;
  return sql`r.title is not null and to_tsvector('simple', translate(r.title, './:@_-', '      ')) @@ to_tsquery('simple', ${terms})
    and r.withheld_at is null and (r.readers is null or ${viewer.authority} = any(r.readers)) and ${isFor(viewer, 'r', 'id')}`;
}

/** `nodeKinds`: those that nodes write by themselves. */
export type Narrowing = RecordsFilter & { nodeKinds?: readonly string[] };

/** The filter with what this node knows of kinds. */
export const narrow = (filter: RecordsFilter, kinds: KindTable): Narrowing => ({
  ...filter,
  nodeKinds: [...kinds.values()].flatMap(({ kind, by }) => (by === 'node' ? [kind] : [])),
});

const isWrittenBy = ({ written = 'anybody', nodeKinds = [] }: Narrowing): RawBuilder<unknown>[] =>
  written === 'anybody' ? [] : [sql`(r.kind = any(${nodeKinds}::text[])) = ${written === 'nodes'}`];

/** What a list of records `r` is narrowed to. `opened`: refs that fit by a title which is stored nowhere. */
export function fitsFilter(filter: Narrowing, viewer: Viewer, opened: readonly string[] = []): RawBuilder<unknown> {
  const { q, kind, author, verdict, since, keptTo, by = 'arrived', from, to } = filter;
  const conditions = [
    ...(q === undefined || q.trim() === '' ? [] : [sql`(${isTitled(q, viewer)} or r.ref = any(${opened}::text[]))`]),
    ...(kind === undefined ? [] : [sql`r.kind = ${kind}`]),
    ...(author === undefined ? [] : [sql`(r.author = ${author} or r.participant = ${author})`]),
    ...(verdict === undefined ? [] : [sql`r.verdict = ${verdict}`]),
    ...isWrittenBy(filter),
    ...(since === undefined ? [] : [sql`r.stored_at >= ${since}::timestamptz`]),
    ...(keptTo === undefined
      ? []
      : [sql`r.retain_until <= ${keptTo}::date and r.destroyed_at is null and r.body is not null`]),
    ...(from === undefined ? [] : [sql`${times[by]} >= ${`${from}T00:00:00Z`}::timestamptz`]),
    ...(to === undefined ? [] : [sql`${times[by]} < ${`${to}T00:00:00Z`}::timestamptz + interval '1 day'`]),
  ];
  return conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `);
}

/** How many records fit; of many it is told that there are at least so many. */
export async function countRecords(
  db: Db,
  filter: Omit<RecordsFilter, 'q' | 'written'>,
  most = mostCounted,
): Promise<RecordTimeline['total']> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (select 1 from record r where ${fitsFilter(filter, nobody)} limit ${most + 1}) fits`.execute(
    db,
  );
  return totalOf(rows[0]?.count ?? 0, most);
}

/** The newest records that fit, by when they were sealed, came or were released. */
export async function readTimeline(
  db: Db,
  { by = 'arrived', ...filter }: Narrowing,
  viewer: Viewer,
  opened: readonly string[] = [],
  most = mostCounted,
): Promise<RecordTimeline> {
  const { rows } = await sql<{ day: string | null; count: number }>`
    with fits as materialized (
      select r.id, r.ref, r.issued_at, r.stored_at from record r where ${fitsFilter({ by, ...filter }, viewer, opened)} order by r.id desc limit ${most + 1}
    )
    select to_char(${times[by]} at time zone 'UTC', 'YYYY-MM-DD') as day, count(*)::int as count from fits r group by 1 order by 1`.execute(
    db,
  );
  const days = rows.flatMap(({ day, count }) => (day === null ? [] : [{ day, count }]));
  return {
    ...toSpans(days),
    without: rows.find(({ day }) => day === null)?.count ?? 0,
    total: totalOf(
      rows.reduce((sum, { count }) => sum + count, 0),
      most,
    ),
  };
}

/** Asks for no title, and would find none. */
const nobody: Viewer = { content: false, authority: '', officer: '', cover: noCover };

const totalOf = (count: number, most: number) => ({ count: Math.min(count, most), atLeast: count > most });
