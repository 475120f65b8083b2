import { sql } from 'kysely';
import type { Db } from '#platform/db/db.ts';
import type { Protection } from './model.ts';

export async function readOwn(db: Db, officer: string): Promise<Protection[]> {
  const { rows } = await sql<{ own: Protection[] }>`select own from officer_care where officer = ${officer}`.execute(
    db,
  );
  return rows[0]?.own ?? [];
}

export async function saveOwn(db: Db, officer: string, own: readonly Protection[]): Promise<void> {
  await sql`insert into officer_care (officer, own) values (${officer}, ${[...own]}::text[])
    on conflict (officer) do update set own = excluded.own`.execute(db);
}
