import { sql } from 'kysely';
import { isFor } from '#features/guards/model.ts';
import type { Viewer } from '#features/guards/model.ts';
import type { Db } from '#platform/db/db.ts';
import { toSpans } from '#platform/time-spans.ts';
import type { ThreatQuery } from './model.ts';
import type { ThreatMatrix, ThreatTimeline } from './overview-model.ts';
import { fits } from './search-store.ts';
import { standing } from './store.ts';
import type { VersionRow } from './store.ts';
import { wholeTerms } from './terms-model.ts';

/** So many techniques one picture has at most; ATT&CK Enterprise has about 700. */
const mostTechniques = 3_000;

/** Puts the phases of a chain in order. */
type Order = (phases: readonly string[]) => readonly string[];

type Row = {
  id: string;
  name: string | null;
  revoked: boolean;
  phases: string[];
  references: number;
  sightings: number;
};

/** The techniques by their phases, each as it is told by whose word stands first, with how much refers to it. */
export async function readMatrix(db: Db, viewer: Viewer, order: Order, most = mostTechniques): Promise<ThreatMatrix> {
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
  return { chains: byChain(rows.slice(0, most), order), complete: rows.length <= most };
}

function byChain(rows: readonly Row[], order: Order): ThreatMatrix['chains'] {
  const chains = new Map<string, Map<string, ThreatMatrix['chains'][number]['tactics'][number]['techniques']>>();
  for (const { phases, name, ...row } of rows)
    for (const one of phases) {
      const end = one.indexOf(':');
      const [chain, phase] = [one.slice(0, end), one.slice(end + 1)];
      const tactics = chains.get(chain) ?? new Map();
      chains.set(chain, tactics);
      tactics.set(phase, [...(tactics.get(phase) ?? []), { ...row, name: name ?? row.id }]);
    }
  return [...chains]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([chain, tactics]) => ({
      chain,
      tactics: order([...tactics.keys()]).map((phase) => ({
        phase,
        techniques: tactics.get(phase) ?? [],
      })),
    }));
}

/** So many objects are opened for the order of tactics, of so many bytes each: ATT&CK has four matrices and about 40 tactics. */
const mostOrdered = 200;
const mostOrderedBytes = 64 * 1024;
const ordering = ['x-mitre-matrix', 'x-mitre-tactic'];

type Stored = Pick<VersionRow, 'digest' | 'body' | 'wrappedKeys' | 'readers'>;

/** The newest objects that say in which order tactics stand, as they are stored. */
export async function listTacticSources(db: Db, viewer: Viewer): Promise<Stored[]> {
  const { rows } = await sql<Stored>`
    select r.digest, r.body, r.wrapped_keys as "wrappedKeys", r.readers from threat_object t join record r on r.id = t.record_id
    where t.newest and t.search is not null and t.search @@ ${ordering.map((type) => wholeTerms({ type })).join(' | ')}::tsquery and t.type = any(${ordering}::text[])
      and octet_length(r.body) <= ${mostOrderedBytes} and ${isFor(viewer, 't')}
    order by t.record_id desc limit ${mostOrdered}`.execute(db);
  return rows;
}

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
  return { ...toSpans(days), without: rows.find(({ day }) => day === null)?.count ?? 0 };
}
