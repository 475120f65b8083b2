import { sql } from 'kysely';
import { isFor } from '#features/guards/model.ts';
import type { Viewer } from '#features/guards/model.ts';
import type { Db } from '#platform/db/db.ts';
import { standing } from './store.ts';

export type NamedRow = { id: string; name: string | null; author: string | null; revoked: boolean; here: boolean };

/** What these objects, which may be told, are called by whose word stands first. */
export async function readNamed(db: Db, ids: readonly string[], viewer: Viewer): Promise<NamedRow[]> {
  const { rows } = await sql<NamedRow>`
    select g.id, newest.name, newest.participant as author, coalesce(newest.revoked, false) as revoked, newest.record_id is not null as here
    from unnest(${ids}::text[]) with ordinality as g (id, n)
    left join lateral (select t.record_id, t.name, t.participant, t.revoked from threat_object t where t.object_id = g.id and t.newest and ${isFor(viewer, 't')}
                       order by ${standing('t')} limit 1) newest on true order by g.n`.execute(db);
  return rows;
}

export type LineRow = { from: string; to: string; relation: string; author: string; revoked: boolean };

/** Every reference between any two of these objects, each once for each participant that says it. */
export async function readLines(db: Db, ids: readonly string[], most: number, viewer: Viewer): Promise<LineRow[]> {
  const { rows } = await sql<LineRow>`
    select s.source_id as "from", s.target_id as "to", s.relation, t.participant as author, bool_and(t.revoked) as revoked from (
      select e.* from unnest(${ids}::text[]) as g (id) join threat_edge e on e.source_id = g.id and e.shown and ${isFor(viewer, 'e')}
      where e.target_id = any(${ids}::text[]) limit ${most}
    ) s join threat_object t using (record_id)
    group by 1, 2, 3, 4 order by 1, 2, 3, 4`.execute(db);
  return rows;
}
