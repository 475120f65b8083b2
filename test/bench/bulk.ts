import { sql } from 'kysely';
import type { Tx } from '#platform/db/db.ts';

type Definition = { table: string; name: string; definition: string };

/**
 * Takes the indexes and foreign keys of these tables away while `fill` runs, and makes them again from what lies there:
 * an index of ten million digests is sorted in seconds, and grown row by row in an hour. Primary keys stay.
 */
export async function fillWithoutIndexes(tx: Tx, tables: readonly string[], fill: () => Promise<void>): Promise<void> {
  const { rows: constraints } = await sql<Definition>`
    select conrelid::regclass::text as table, conname as name, pg_get_constraintdef(oid) as definition from pg_constraint
    where conrelid::regclass::text = any(${tables}::text[]) and contype in ('f', 'u') order by contype desc`.execute(
    tx,
  );
  const { rows: indexes } = await sql<Definition>`
    select tablename as table, indexname as name, indexdef as definition from pg_indexes
    where tablename = any(${tables}::text[]) and not exists (select 1 from pg_constraint where conname = indexname)`.execute(
    tx,
  );
  for (const { table, name } of constraints)
    await sql`alter table ${sql.table(table)} drop constraint ${sql.ref(name)}`.execute(tx);
  for (const { name } of indexes) await sql`drop index ${sql.ref(name)}`.execute(tx);
  await fill();
  for (const { definition } of indexes) await sql.raw(definition).execute(tx);
  for (const { table, name, definition } of constraints)
    await sql`alter table ${sql.table(table)} add constraint ${sql.ref(name)} ${sql.raw(definition)}`.execute(tx);
}
