import { sql } from 'kysely';
import { isFor } from '#features/guards/model.ts';
import type { Viewer } from '#features/guards/model.ts';
import type { Db } from '#platform/db/db.ts';
import type { ThreatQuery } from './model.ts';
import type { ThreatMatrix, ThreatTimeline } from './overview-model.ts';
import { fits } from './search-store.ts';
import { standing } from './store.ts';

/** So many techniques one picture has at most; ATT&CK Enterprise has about 700. */
const mostTechniques = 3_000;

type Row = {
  id: string;
  name: string | null;
  revoked: boolean;
  phases: string[];
  references: number;
  sightings: number;
};

/** The techniques by their phases, each as it is told by whose word stands first, with how much refers to it. */
export async function readMatrix(db: Db, viewer: Viewer, most = mostTechniques): Promise<ThreatMatrix> {
  const { rows } = await sql<Row>`
    with technique as (
      select distinct on (t.object_id) t.object_id as id, t.name, t.revoked, t.phases from threat_object t
      where t.newest and t.search is not null and t.type = 'attack-pattern' and cardinality(t.phases) > 0 and ${isFor(viewer, 't')}
      order by t.object_id, ${standing('t')} limit ${most + 1}
    )
    select q.*, said.references, said.sightings from technique q cross join lateral (
      select count(distinct e.record_id)::int as references,
        (count(distinct e.record_id) filter (where e.relation = 'sighting_of_ref'))::int as sightings
      from threat_edge e where e.target_id = q.id and e.shown and ${isFor(viewer, 'e')}
    ) said order by q.name nulls last, q.id`.execute(db);
  return { chains: byChain(rows.slice(0, most)), complete: rows.length <= most };
}

function byChain(rows: readonly Row[]): ThreatMatrix['chains'] {
  const chains = new Map<string, Map<string, ThreatMatrix['chains'][number]['tactics'][number]['techniques']>>();
  for (const { phases, name, ...row } of rows)
    for (const one of phases) {
      const end = one.indexOf(':');
      const [chain, phase] = [one.slice(0, end), one.slice(end + 1)];
      const tactics = chains.get(chain) ?? new Map();
      chains.set(chain, tactics);
      tactics.set(phase, [...(tactics.get(phase) ?? []), { ...row, name: name ?? row.id }]);
    }
  const sorted = <T>(map: ReadonlyMap<string, T>): [string, T][] => [...map].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return sorted(chains).map(([chain, tactics]) => ({
    chain,
    tactics: sorted(tactics).map(([phase, techniques]) => ({ phase, techniques })),
  }));
}

const mostSpans = 120;
const units = ['day', 'month', 'year'] as const;

/** What fits, by time: in days where those are few, else in months or years. */
export async function readTimeline(
  db: Db,
  query: ThreatQuery,
  by: 'modified' | 'seen',
  viewer: Viewer,
): Promise<ThreatTimeline> {
  const at = by === 'seen' ? sql`coalesce(t.seen_to, t.seen_from)` : sql`t.modified`;
  const { rows } = await sql<{ day: string | null; count: number }>`
    select to_char(${at} at time zone 'UTC', 'YYYY-MM-DD') as day, count(*)::int as count from threat_object t
    where ${fits(query, viewer)} group by 1 order by 1`.execute(db);
  const days = rows.flatMap(({ day, count }) => (day === null ? [] : [{ day, count }]));
  const unit = units.find((one) => one === 'year' || spanOf(days, one) <= mostSpans) ?? 'year';
  const spans = new Map<string, number>();
  for (const { day, count } of days) spans.set(startOf(day, unit), (spans.get(startOf(day, unit)) ?? 0) + count);
  return {
    unit,
    spans: [...spans].map(([from, count]) => ({ from, to: endOf(from, unit), count })),
    without: rows.find(({ day }) => day === null)?.count ?? 0,
  };
}

type Unit = (typeof units)[number];

function spanOf(days: readonly { day: string }[], unit: Unit): number {
  const [first, last] = [days[0]?.day, days.at(-1)?.day];
  if (first === undefined || last === undefined) return 0;
  const between = (Date.parse(last) - Date.parse(first)) / 86_400_000;
  return unit === 'day' ? between : between / 30;
}

const startOf = (day: string, unit: Unit): string =>
  unit === 'day' ? day : unit === 'month' ? `${day.slice(0, 7)}-01` : `${day.slice(0, 4)}-01-01`;

function endOf(from: string, unit: Unit): string {
  if (unit === 'day') return from;
  if (unit === 'year') return `${from.slice(0, 4)}-12-31`;
  const [year = 0, month = 1] = from.split('-').map(Number);
  return `${from.slice(0, 7)}-${String(new Date(Date.UTC(year, month, 0)).getUTCDate()).padStart(2, '0')}`;
}
