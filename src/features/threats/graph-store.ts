import type { Edge } from '@tamga/stix';
import { sql } from 'kysely';
import type { Tx } from '#platform/db/db.ts';
import { storableText } from '#platform/db/text.ts';

/** The objects that these records hold versions of. */
export async function readObjectIds(tx: Tx, recordIds: readonly number[]): Promise<string[]> {
  if (recordIds.length === 0) return [];
  const { rows } = await sql<{ id: string }>`
    select distinct object_id as id from threat_object where record_id = any(${recordIds}::bigint[])`.execute(tx);
  return rows.map(({ id }) => id);
}

/** What the references of these records start from. */
export async function readSources(tx: Tx, recordIds: readonly number[]): Promise<string[]> {
  if (recordIds.length === 0) return [];
  const { rows } = await sql<{ id: string }>`
    select distinct source_id as id from threat_edge where record_id = any(${recordIds}::bigint[])`.execute(tx);
  return rows.map(({ id }) => id);
}

export type EdgeRow = Edge & { recordId: number };

/** What these records refer to, in place of what was stored of them; a record that has nothing left refers to nothing. */
export async function replaceEdges(tx: Tx, recordIds: readonly number[], edges: readonly EdgeRow[]): Promise<void> {
  await sql`delete from threat_edge where record_id = any(${recordIds}::bigint[])`.execute(tx);
  if (edges.length === 0) return;
  await sql`insert into threat_edge (record_id, source_id, target_id, relation, attributes, shown, guard, wrote)
    select e.*, true, r.guard, r.wrote from unnest(${edges.map((e) => e.recordId)}::bigint[], ${edges.map((e) => e.source)}::text[],
      ${edges.map((e) => e.target)}::text[], ${edges.map((e) => storableText(e.relation))}::text[],
      ${edges.map((e) => e.attributes)}::boolean[]) as e (record_id, source_id, target_id, relation, attributes)
    join record r on r.id = e.record_id`.execute(tx);
}

/**
 * A reference counts while it stands in its author's newest version of the object that says it: nobody takes away by a version of
 * his own what another has said. To be asked in the turn that storing the versions took.
 */
export async function renewShown(tx: Tx, objectIds: readonly string[]): Promise<void> {
  if (objectIds.length === 0) return;
  await sql`update threat_edge e set shown = v.newest
    from (select record_id, row_number() over (partition by participant, object_id order by modified desc nulls last, record_id desc) = 1 as newest
          from threat_object where object_id = any(${objectIds}::text[])) v
    where e.record_id = v.record_id and e.shown <> v.newest`.execute(tx);
}
