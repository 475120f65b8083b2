import { IMPERSONAL_TYPES } from '@tamga/stix';
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { Tx } from '#platform/db/db.ts';
import { countChanged, dropEmpty } from './store.ts';

const impersonal = [...IMPERSONAL_TYPES];

/** Whether an object is a person's by what this participant says of it, or by others' words where it says nothing; `absent`: where nobody does. */
const isPerson = (id: RawBuilder<unknown>, participant: RawBuilder<unknown>, absent: RawBuilder<unknown>) => sql`
  coalesce((select bool_or(o.search is null) from threat_object o where o.object_id = ${id} and o.participant = ${participant}),
           (select bool_or(o.search is null) from threat_object o where o.object_id = ${id}), ${absent})`;

/** An actor who is traced to a person by its own participant is one, however that relation is spelled. */
const isTraced = sql`exists (
  select 1 from threat_edge e join threat_object r on r.record_id = e.record_id
  where e.source_id = t.object_id and e.attributes and e.shown and r.participant = t.participant
    and split_part(e.target_id, '--', 1) = 'identity' and ${isPerson(sql`e.target_id`, sql`t.participant`, sql`false`)})`;

/**
 * A relationship or a sighting of a person says who is connected with whom. An end that may be a person and is not here counts as one: or its
 * arrival could be told by what vanishes then.
 */
const tellsOfPerson = sql`exists (
  select 1 from threat_edge e cross join lateral (values (e.source_id), (e.target_id)) as part (id)
  where e.record_id = t.record_id and (t.type = 'relationship' or e.relation = 'sighting_of_ref') and part.id <> t.object_id and split_part(part.id, '--', 1) <> all(${impersonal}::text[])
    and ${isPerson(sql`part.id`, sql`t.participant`, sql`true`)})`;

/**
 * Puts aside what finds actors who are traced to persons, and relationships and sightings of persons, or takes it back: design 8, SG-07.
 * `touched`: objects of which versions came or went; `sources`: what references that came or went start from. In the turn that storing took.
 * Gives the objects of which something changed.
 */
export async function renewAside(tx: Tx, touched: readonly string[], sources: readonly string[]): Promise<string[]> {
  const open = touched.filter((id) => !IMPERSONAL_TYPES.has(typeOf(id)));
  if (open.length === 0) return [];
  const ends = open.filter((id) => !isRelation(id));
  const { rows: traced } = await sql<{ id: string }>`
    select distinct e.source_id as id from threat_edge e
    where e.shown and e.attributes and e.target_id = any(${ends}::text[])`.execute(tx);
  const actors = [...ends, ...sources, ...traced.map(({ id }) => id)].filter((id) => typeOf(id) === 'threat-actor');
  const changed = await putAside(tx, [...new Set(actors)], isTraced);
  const { rows: relations } = await sql<{ id: string }>`
    select distinct t.object_id as id from threat_object t join threat_edge e using (record_id)
    where e.shown and t.type in ('relationship', 'sighting')
      and (e.source_id = any(${[...ends, ...changed]}::text[]) or e.target_id = any(${[...ends, ...changed]}::text[]))`.execute(
    tx,
  );
  const connected = new Set([...open.filter(isRelation), ...relations.map(({ id }) => id)]);
  return [...changed, ...(await putAside(tx, [...connected], tellsOfPerson))];
}

const typeOf = (id: string): string => id.split('--', 1)[0] ?? '';
const isRelation = (id: string): boolean => typeOf(id) === 'relationship' || typeOf(id) === 'sighting';

/** Gives the objects of which something changed. */
async function putAside(tx: Tx, ids: readonly string[], when: RawBuilder<unknown>): Promise<string[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<{ id: string }>`
    with wanted as materialized (
      select t.record_id, ${when} as aside from threat_object t
      where t.object_id = any(${ids}::text[]) and (t.search is not null or t.aside is not null)
    ),
    moved as (
      update threat_object t set search = case when w.aside then null else t.aside end, aside = case when w.aside then t.search end
      from wanted w where w.record_id = t.record_id and w.aside <> (t.aside is not null) returning t.*
    ),
    changed as (
      select case when aside is null then 1 else -1 end as n, type, participant, tlp, base, own_marking, labels, phases, guard,
             coalesce(search, aside) as search from moved where newest
    ),
    counted as (${countChanged} returning 1)
    select distinct object_id as id from moved`.execute(tx);
  await dropEmpty(tx);
  return rows.map(({ id }) => id);
}
