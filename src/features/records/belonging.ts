import { sql } from 'kysely';
import type { Tx } from '#platform/db/db.ts';
import type { Deps } from './model.ts';

// What belongs to a record — a translation of it — goes where that goes, nowhere else, and its content ends with that.

const belonging = (kinds: Deps['kinds']): string[] =>
  [...kinds.values()].filter(({ belongs }) => belongs).map(({ kind }) => kind);

/** Own records that belong to these, with their content. */
export async function findOwnBelonging(
  tx: Tx,
  { kinds }: Pick<Deps, 'kinds'>,
  refs: readonly string[],
): Promise<string[]> {
  if (refs.length === 0) return [];
  const { rows } = await sql<{
    ref: string;
  }>`select distinct r.ref from record_about a join record r on r.id = a.record_id
    where a.ref = any(${refs}::text[]) and r.kind = any(${belonging(kinds)}::text[])
      and r.verdict = 'own' and r.destroyed_at is null`.execute(tx);
  return rows.map(({ ref }) => ref);
}

/** Everybody's that are here and belong to these records, with their content. */
export async function findAllBelonging(
  tx: Tx,
  { kinds }: Pick<Deps, 'kinds'>,
  ids: readonly number[],
): Promise<number[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<{ id: number }>`select distinct r.id from record o join record_about a on a.ref = o.ref
    join record r on r.id = a.record_id
    where o.id = any(${ids}::bigint[]) and r.kind = any(${belonging(kinds)}::text[]) and r.destroyed_at is null`.execute(
    tx,
  );
  return rows.map(({ id }) => id);
}

/** To which records those of these belong that belong to any: by their id. */
export async function findOriginals(
  tx: Tx,
  { kinds }: Pick<Deps, 'kinds'>,
  ids: readonly number[],
): Promise<Map<number, string>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: number; ref: string }>`select r.id, a.ref from record r
    join record_about a on a.record_id = r.id
    where r.id = any(${ids}::bigint[]) and r.kind = any(${belonging(kinds)}::text[])`.execute(tx);
  return new Map(rows.map(({ id, ref }) => [id, ref]));
}
