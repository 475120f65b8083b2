import { IMPERSONAL_TYPES } from '@tamga/stix';
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import { isFor } from '#features/guards/model.ts';
import type { Viewer } from '#features/officers/model.ts';
import type { Db } from '#platform/db/db.ts';
import type { GraphLink } from './graph-model.ts';
import { standing } from './store.ts';

/** Most references that are read of the object itself, of each object next to it, and of those together. */
export type WalkLimits = { direct: number; each: number; together: number };

const impersonal = [...IMPERSONAL_TYPES];

/** What may be told: never a person's, and of what is not at hand only what cannot be one (SG-07). */
const isThing = (id: RawBuilder<unknown>) => sql`
  case when split_part(${id}, '--', 1) = any(${impersonal}::text[]) then true
       else coalesce((select bool_and(o.search is not null) from threat_object o where o.object_id = ${id}), false) end`;

/** A relationship or a sighting is named by what it speaks of: it is told where all of that may be. */
export const isNode = (id: RawBuilder<unknown>) => sql`
  case when split_part(${id}, '--', 1) in ('relationship', 'sighting')
       then coalesce((select bool_and(coalesce(${isThing(sql`s.source_id`)} and ${isThing(sql`s.target_id`)}, false))
                      from threat_object v left join threat_edge s on s.record_id = v.record_id
                        and (v.type = 'relationship' or s.relation = 'sighting_of_ref')
                      where v.object_id = ${id}), false)
       else ${isThing(id)} end`;

const follows = (relations: readonly string[] | undefined) =>
  relations === undefined || relations.length === 0 ? sql`true` : sql`e.relation = any(${relations}::text[])`;

export type Walk = {
  viewer: Viewer;
  /** Comes after this place in the order of the answer. */
  after: string | null;
  depth: 1 | 2;
  types: readonly string[] | undefined;
  relations: readonly string[] | undefined;
  limit: number;
};

export type WalkedRow = { id: string; steps: 1 | 2; via: string | null; place: string };

export type Walked = {
  rows: WalkedRow[];
  types: { type: string; count: number }[];
  relations: { relation: string; direction: 'out' | 'in'; count: number }[];
  capped: boolean;
};

/**
 * What is one or two steps away from an object, in the order steps, relation, direction, id. What cannot be told is no step either.
 * A relationship is one step from its ends. Of what a busy object has around it thousands are grouped here: by number where that will do, each type read once,
 * and while what is one step away fills the page, what lies behind it gets no place: it is only counted.
 */
export async function walkFrom(db: Db, id: string, walk: Walk, limits: WalkLimits): Promise<Walked> {
  const { depth, types, relations, after, limit, viewer } = walk;
  const edge = sql`${follows(relations)} and ${isFor(viewer, 'e')}`;
  const { rows } = await sql<Walked>`
    with near as materialized (
      (select e.target_id as id, e.relation, 'out' as direction from threat_edge e
       where e.source_id = ${id} and e.shown and ${edge} order by e.target_id, e.relation limit ${limits.direct + 1})
      union all
      (select e.source_id, e.relation, 'in' from threat_edge e
       where e.target_id = ${id} and e.shown and ${edge} order by e.source_id, e.relation limit ${limits.direct + 1})
      union all
      (select unnest(array[e.source_id, e.target_id]), e.relation, unnest(array['in', 'out'])
       from threat_object t join threat_edge e using (record_id)
       where t.object_id = ${id} and t.type = 'relationship' and e.shown and ${edge})
    ), direct as materialized (
      select distinct id, relation, direction from near where id <> ${id} and ${isNode(sql`near.id`)}
    ), first as materialized (
      select id, min(relation || ' ' || direction) as by, row_number() over (order by id) as n from direct group by id
    ), far as materialized (
      select f.n, s.* from first f cross join lateral (
        (select e.target_id as id, e.relation, 'out' as direction from threat_edge e
         where e.source_id = f.id and e.shown and ${edge} order by e.target_id, e.relation limit ${limits.each + 1})
        union all
        (select e.source_id, e.relation, 'in' from threat_edge e
         where e.target_id = f.id and e.shown and ${edge} order by e.source_id, e.relation limit ${limits.each + 1})
      ) s where ${depth} = 2 limit ${limits.together + 1}
    ), filled as materialized (
      select count(*) >= ${limit} as yes from first
      where (${types ?? null}::text[] is null or split_part(id, '--', 1) = any(${types ?? null}::text[]))
        and (${after}::text is null or ('1 ' || by || ' ' || id) collate "C" > ${after}::text)
    ), second as materialized (
      select id, split_part(id, '--', 1) as type, min(case when (select not yes from filled) then n end) as n,
        min(case when (select not yes from filled) then relation || ' ' || direction end) as by from far
      where id <> ${id} and not exists (select 1 from first where first.id = far.id) group by id
    ), found as materialized (
      select id, split_part(id, '--', 1) as type, 1 as steps, null as n, '1 ' || by || ' ' || id as place from first
      union all
      select id, type, 2, n, '2 ' || by || ' ' || id from second
      where case when type = any(${impersonal}::text[]) then true else ${isNode(sql`second.id`)} end
    ), page as (
      select found.id, found.steps, first.id as via, found.place from found left join first using (n)
      where (${types ?? null}::text[] is null or found.type = any(${types ?? null}::text[]))
        and found.place is not null and (${after}::text is null or found.place collate "C" > ${after}::text)
      order by found.place collate "C" limit ${limit}
    )
    select
      coalesce((select json_agg(page order by place collate "C") from page), '[]') as rows,
      coalesce((select json_agg(t) from (select type, count(*) as count from found group by 1 order by 2 desc, 1) t), '[]') as types,
      coalesce((select json_agg(r) from (select relation, direction, count(*) as count from direct group by 1, 2 order by 3 desc, 1, 2) r), '[]') as relations,
      exists (select 1 from near where direction = 'out' offset ${limits.direct})
        or exists (select 1 from near where direction = 'in' offset ${limits.direct})
        or exists (select 1 from far offset ${limits.together})
        or exists (select 1 from far group by n, direction having count(*) > ${limits.each}) as capped`.execute(db);
  return rows[0] ?? { rows: [], types: [], relations: [], capped: false };
}

/** The objects one step from each of these. */
export async function stepFrom(
  db: Db,
  ids: readonly string[],
  { each, together }: Pick<WalkLimits, 'each' | 'together'>,
  viewer: Viewer,
): Promise<{ steps: { from: string; to: string }[]; capped: boolean }> {
  const { rows } = await sql<{ steps: { from: string; to: string }[]; capped: boolean }>`
    with far as materialized (
      select f.id as "from", s.id as "to", s.direction from unnest(${ids}::text[]) as f (id) cross join lateral (
        (select e.target_id as id, 'out' as direction from threat_edge e
         where e.source_id = f.id and e.shown and ${isFor(viewer, 'e')} order by e.target_id, e.relation limit ${each + 1})
        union all
        (select e.source_id, 'in' from threat_edge e
         where e.target_id = f.id and e.shown and ${isFor(viewer, 'e')} order by e.source_id, e.relation limit ${each + 1})
      ) s limit ${together + 1}
    )
    select
      coalesce((select json_agg(t) from (select distinct "from", "to" from far where ${isNode(sql`far."to"`)}) t), '[]') as steps,
      exists (select 1 from far offset ${together})
        or exists (select 1 from far group by "from", direction having count(*) > ${each}) as capped`.execute(db);
  return rows[0] ?? { steps: [], capped: false };
}

export type NodeRow = {
  id: string;
  here: boolean;
  isNode: boolean;
  isReferred: boolean;
  name: string | null;
  author: string | null;
  revoked: boolean;
  refs: string[];
};

/** What is known of these objects, by the newest version of whose word stands first. */
export async function readNodes(db: Db, ids: readonly string[], viewer: Viewer): Promise<NodeRow[]> {
  const { rows } = await sql<NodeRow>`
    select g.id, newest.record_id is not null as here, ${isNode(sql`g.id`)} as "isNode", newest.name, newest.participant as author,
           coalesce(newest.revoked, false) as revoked,
           exists (select 1 from threat_edge e where e.shown and ${isFor(viewer, 'e')} and (e.source_id = g.id)) or
           exists (select 1 from threat_edge e where e.shown and ${isFor(viewer, 'e')} and (e.target_id = g.id)) as "isReferred",
           coalesce((select array_agg(r.ref) from threat_object t join record r on r.id = t.record_id where t.object_id = g.id and ${isFor(viewer, 't')}), '{}') as refs
    from unnest(${ids}::text[]) as g (id)
    left join lateral (select t.record_id, t.name, t.participant, t.revoked from threat_object t where t.object_id = g.id and t.newest and ${isFor(viewer, 't')}
                       order by ${standing('t')} limit 1) newest on true`.execute(db);
  return rows;
}

export type LinkRow = Omit<GraphLink, 'held'> & {
  /** Which of the pairs it is about. */
  pair: number;
};

/** What is said about these pairs of objects, whichever way it is said; at most `each` about one pair. */
export async function readLinks(
  db: Db,
  pairs: readonly (readonly [string, string])[],
  each: number,
  viewer: Viewer,
): Promise<LinkRow[]> {
  if (pairs.length === 0) return [];
  const { rows } = await sql<LinkRow>`
    select p.n::int - 1 as pair, s.source_id as "from", s.target_id as "to", s.relation, t.object_id as by, r.ref,
           t.participant as author, t.revoked
    from unnest(${pairs.map(([a]) => a)}::text[], ${pairs.map(([, b]) => b)}::text[]) with ordinality as p (a, b, n)
    cross join lateral (
      select * from (
        (select e.* from threat_edge e where e.shown and ${isFor(viewer, 'e')} and e.source_id = p.a and e.target_id = p.b limit ${each})
        union all
        (select e.* from threat_edge e where e.shown and ${isFor(viewer, 'e')} and e.source_id = p.b and e.target_id = p.a limit ${each})
        union all
        (select e.* from threat_object o join threat_edge e on e.record_id = o.record_id
         where e.shown and ${isFor(viewer, 'e')} and o.type = 'relationship' and o.object_id in (p.a, p.b)
           and (e.source_id in (p.a, p.b) or e.target_id in (p.a, p.b)) limit ${each})
      ) e order by e.relation, e.record_id limit ${each}
    ) s
    join threat_object t on t.record_id = s.record_id join record r on r.id = s.record_id
    order by p.n, s.relation, s.record_id`.execute(db);
  return rows;
}
