import { sql } from 'kysely';
import type { Db, Tx } from '#platform/db/db.ts';
import { storableText } from '#platform/db/text.ts';
import type { SelectionChange } from './model.ts';

export type SelectionRow = {
  id: string;
  name: string;
  query: string;
  sort: string | null;
  columns: string[] | null;
  first: boolean;
  shared: boolean;
  officer: string;
  changedAt: Date;
};

/** Who asks: an officer sees the own selections and those that are shared within the authority. */
export type Asker = { id: string; authority: string };

const columns = sql`id, name, query, sort, columns, first, shared, officer, changed_at as "changedAt"`;
const isSeenBy = ({ id, authority }: Asker) => sql`(officer = ${id} or (shared and authority = ${authority}))`;

/** By name, the own ones first. More than a page of them there are where an authority has many officers. */
export async function listSelections(db: Db, asker: Asker): Promise<SelectionRow[]> {
  const { rows } = await sql<SelectionRow>`
    select ${columns} from selection where ${isSeenBy(asker)} order by officer <> ${asker.id}, name, id limit 10000`.execute(
    db,
  );
  return rows;
}

/** By its id or its name; of several of one name the own one. */
export async function findNamed(db: Db, asker: Asker, named: string): Promise<SelectionRow | undefined> {
  const text = storableText(named);
  const { rows } = await sql<SelectionRow>`
    select ${columns} from selection where (id = ${text} or name = ${text}) and ${isSeenBy(asker)}
    order by officer <> ${asker.id}, id limit 1`.execute(db);
  return rows[0];
}

export async function findSelection(tx: Tx, asker: Asker, id: string): Promise<SelectionRow | undefined> {
  const { rows } = await sql<SelectionRow>`
    select ${columns} from selection where id = ${id} and ${isSeenBy(asker)} for update`.execute(tx);
  return rows[0];
}

/** One officer's selections change one after the other, so that none slips past the limit. */
export async function countOwn(tx: Tx, officer: string): Promise<number> {
  await sql`select pg_advisory_xact_lock(7400006, hashtext(${officer}))`.execute(tx);
  const { rows } = await sql<{ n: number }>`select count(*) as n from selection where officer = ${officer}`.execute(tx);
  return rows[0]?.n ?? 0;
}

/** Undefined where the officer has another one of this name. */
export async function insertSelection(
  tx: Tx,
  given: { id: string; name: string; query: string; shared: boolean; sort: string | null; columns: string[] | null },
  asker: Asker,
  at: Date,
): Promise<SelectionRow | undefined> {
  const { rows } = await sql<SelectionRow>`
    insert into selection (id, authority, officer, name, query, sort, columns, shared, changed_at)
    values (${given.id}, ${asker.authority}, ${asker.id}, ${storableText(given.name)}, ${given.query}, ${given.sort},
      ${given.columns}::text[], ${given.shared}, ${at})
    on conflict (officer, name) do nothing returning ${columns}`.execute(tx);
  return rows[0];
}

/** False where the officer has another one of this name. */
export async function isNameFree(tx: Tx, officer: string, name: string, except: string): Promise<boolean> {
  const { rows } =
    await sql`select 1 from selection where officer = ${officer} and name = ${name} and id <> ${except}`.execute(tx);
  return rows.length === 0;
}

export async function updateSelection(
  tx: Tx,
  id: string,
  change: Omit<SelectionChange, 'query'> & { query?: string },
  at: Date,
): Promise<SelectionRow> {
  const { rows } = await sql<SelectionRow>`
    update selection set name = coalesce(${change.name ?? null}, name), query = coalesce(${change.query ?? null}, query),
      sort = case when ${change.sort === undefined} then sort else ${change.sort ?? null} end,
      columns = case when ${change.columns === undefined} then columns else ${change.columns ?? null}::text[] end,
      first = coalesce(${change.first ?? null}::boolean, first),
      shared = coalesce(${change.shared ?? null}::boolean, shared), changed_at = ${at}
    where id = ${id} returning ${columns}`.execute(tx);
  return rows[0]!;
}

/** The officer begins with none of them. */
export async function unsetFirst(tx: Tx, officer: string): Promise<void> {
  await sql`update selection set first = false where officer = ${officer} and first`.execute(tx);
}

export async function deleteSelection(tx: Tx, id: string): Promise<void> {
  await sql`delete from selection where id = ${id}`.execute(tx);
}
