import { sql } from 'kysely';
import { isFor } from '#features/guards/model.ts';
import type { Viewer } from '#features/officers/model.ts';
import type { Db } from '#platform/db/db.ts';
import { facetNames } from './model.ts';
import type { FacetName, ThreatCount, ThreatCounts, ThreatQuery } from './model.ts';
import { guessFits, inDays, readEnd } from './search-store.ts';
import { stretchesBefore, wholeTerms } from './terms-model.ts';

/** So many objects that fit are looked at; of more it is told that there are at least so many. */
const mostCounted = 1_000;
/** So many values of a facet are told. */
const mostValues = 50;

type Counted = { facet: FacetName | 'all'; value: string } & ThreatCount;

/**
 * How many objects fit, and how many of them have each value of each facet; of a facet that the query names, how many there
 * would be with each other value. Without a question the counts are kept, and so is the number of all that have one value; with
 * a question at most `mostCounted` objects are looked at, the newest first where there are many.
 */
export async function countFacets(
  db: Db,
  query: ThreatQuery,
  viewer: Viewer,
  most = mostCounted,
): Promise<ThreatCounts> {
  const named = facetNames.filter((name) => query[name] !== undefined);
  const others = facetNames.filter((name) => !named.includes(name));
  const counted = await Promise.all([
    countValues(db, query, viewer, ['all', ...others], most),
    ...named.map((name) => countValues(db, without(query, name), viewer, [name], most)),
  ]);
  const rows = counted.flat();
  const all = (await readOne(db, query, viewer)) ?? rows.find(({ facet }) => facet === 'all');
  return {
    total: { count: all?.count ?? 0, atLeast: all?.atLeast ?? false },
    facets: Object.fromEntries(
      facetNames.map((name) => [name, rows.filter(({ facet }) => facet === name).map(toValue)]),
    ) as ThreatCounts['facets'],
  };
}

const without = (query: ThreatQuery, name: FacetName): ThreatQuery => {
  const { [name]: _, ...rest } = query;
  return rest;
};

const toValue = ({ value, count, atLeast }: Counted) => ({ value, count, atLeast });

async function countValues(
  db: Db,
  query: ThreatQuery,
  viewer: Viewer,
  facets: readonly Counted['facet'][],
  most: number,
): Promise<Counted[]> {
  const whole = wholeTerms(query);
  if (whole === null) return readKept(db, viewer, facets);
  // Of what is much the newest are enough, and of those first what has the words as they were typed.
  for (const wide of whole === wholeTerms(query, false) ? [true] : [false, true]) {
    if ((await guessFits(db, query, wide)) <= most) continue;
    const [, far] = stretchesBefore(await readEnd(db));
    const newest = await countFitting(db, `${wholeTerms(query, wide)} & ${far?.terms}`, query, viewer, facets, most);
    if (newest.some(({ atLeast }) => atLeast)) return newest;
  }
  return countFitting(db, whole, query, viewer, facets, most);
}

/** How many objects have one value of one facet, where nothing else is asked for. */
async function readOne(db: Db, query: ThreatQuery, viewer: Viewer): Promise<ThreatCount | undefined> {
  const [[name, value] = [], ...more] = Object.entries(query);
  if (more.length > 0 || !facetNames.some((facet) => facet === name)) return undefined;
  const { rows } = await sql<ThreatCount>`
    select coalesce(sum(count), 0)::bigint as count, ${isMore(viewer)}::boolean as "atLeast" from threat_count
    where facet = ${name} and value = ${value} and guard = any(${guardsOf(viewer)}::text[]) having count(*) > 0`.execute(
    db,
  );
  return rows[0];
}

/** Of what is guarded there is a count for each purpose. */
const guardsOf = ({ cover }: Viewer): string[] => ['', ...cover.desks];
/** What somebody reads by a case or an inquiry is in no count. */
const isMore = ({ cover }: Viewer): boolean => cover.cases.length + cover.inquiries.length > 0;

async function readKept(db: Db, viewer: Viewer, facets: readonly Counted['facet'][]): Promise<Counted[]> {
  const guards = guardsOf(viewer);
  const { rows } = await sql<Counted>`
    with most as materialized (
      select distinct kept.facet, kept.value
      from unnest(${facets}::text[]) as f (facet) cross join unnest(${guards}::text[]) as g (guard)
      cross join lateral (
        select * from threat_count c where c.facet = f.facet and c.guard = g.guard order by c.count desc, c.value limit ${mostValues}
      ) kept
    ), summed as (
      select m.facet, m.value, sum(c.count)::bigint as count, row_number() over (partition by m.facet order by sum(c.count) desc, m.value) as n
      from most m join threat_count c on c.facet = m.facet and c.value = m.value and c.guard = any(${guards}::text[])
      group by m.facet, m.value
    )
    select facet, value, count, ${isMore(viewer)}::boolean as "atLeast" from summed where n <= ${mostValues} order by count desc, value`.execute(
    db,
  );
  return rows;
}

/** Planned as if all of it were read, and read no further than the limit: a limit makes PostgreSQL try the whole table from its beginning. */
async function countFitting(
  db: Db,
  whole: string,
  query: ThreatQuery,
  viewer: Viewer,
  facets: readonly Counted['facet'][],
  most: number,
): Promise<Counted[]> {
  const { rows } = await sql<Counted>`
    with found as materialized (
      select t.type, t.participant, t.tlp, t.base, t.own_marking, t.labels, t.phases from threat_object t
      where t.newest and t.search @@ ${whole}::tsquery and ${inDays(query)} and ${isFor(viewer, 't')}
    ),
    fits as materialized (select * from found limit ${most + 1}),
    counted as (${sql.join(facets.map(countOf), sql` union all `)}),
    ranked as (select *, row_number() over (partition by facet order by count desc, value) as n from counted)
    select facet, value, least(count, ${most}) as count, (select count(*) from fits) > ${most} as "atLeast" from ranked
    where n <= ${mostValues} order by count desc, value`.execute(db);
  return rows;
}

const sources: Record<Counted['facet'], string> = {
  all: `select ''::text from fits`,
  type: 'select type from fits',
  member: 'select participant from fits',
  tlp: 'select tlp from fits',
  base: 'select base from fits',
  own: 'select own_marking from fits',
  label: 'select unnest(labels) from fits',
  phase: 'select unnest(phases) from fits',
};

const countOf = (facet: Counted['facet']) =>
  sql`select ${facet}::text as facet, value, count(*) as count from (${sql.raw(sources[facet])}) as of (value)
    where value is not null group by value`;
