import { sql } from 'kysely';
import type { Db, Tx } from '#platform/db/db.ts';
import type { Export, Exported, Place } from './exported-model.ts';

export type Taker = { id: string; authority: string };

/**
 * Counts an export of those of these records that are another's, lie here with content, and may be read by the officer's
 * authority. The rows are locked until the transaction ends: a recall counts the exports before it, or there is nothing left
 * to export.
 */
export async function countExports(
  tx: Tx,
  refs: readonly string[],
  self: string,
  { id, authority }: Taker,
  place: Place,
  at: Date,
): Promise<void> {
  await sql`with there as (
      select id from record where ref = any(${refs}::text[]) and participant <> ${self} and recipient is null
        and body is not null and withheld_at is null and (readers is null or ${authority} = any(readers))
      order by id for share
    )
    insert into export_note (record_id, place, officer, count, first_at, last_at)
    select id, ${place}, ${id}, 1, ${at}, ${at} from there
    on conflict (record_id, place, officer) do update set count = export_note.count + 1, last_at = excluded.last_at`.execute(
    tx,
  );
}

type Row = { id: number; place: string; count: number; firstAt: Date; lastAt: Date };

/** What was exported of each of these records, all officers together. */
export async function readExports(tx: Tx, ids: readonly number[]): Promise<Map<number, Exported>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<Row>`
    select record_id as id, place, sum(count)::bigint as count, min(first_at) as "firstAt", max(last_at) as "lastAt"
    from export_note where record_id = any(${ids}::bigint[]) group by record_id, place order by record_id, place`.execute(
    tx,
  );
  return new Map([...Map.groupBy(rows, (row) => row.id)].map(([id, own]) => [id, own.map(toExported)]));
}

const toExported = ({ place, count, firstAt, lastAt }: Row): Exported[number] => ({
  place,
  count,
  first: firstAt.toISOString(),
  last: lastAt.toISOString(),
});

/** Who exported these records, the last one first. */
export async function listExports(db: Db, ids: readonly number[]): Promise<Export[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<Export>`select record_id as "recordId", officer, place, count, last_at as last
    from export_note where record_id = any(${ids}::bigint[]) order by last_at desc, officer, place`.execute(db);
  return rows;
}
