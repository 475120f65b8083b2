import { sql } from 'kysely';
import type { Db } from '#platform/db/db.ts';
import type { Figure } from './model.ts';

/** Beyond so many a figure says nothing more. */
const mostCounted = 10_000;

/** Lines of others that were refused since a moment. */
export async function countRefused(db: Db, since: Date, most = mostCounted): Promise<Figure> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (select 1 from refused_line where at >= ${since} limit ${most + 1}) l`.execute(
    db,
  );
  const count = rows[0]?.count ?? 0;
  return { count: Math.min(count, most), atLeast: count > most };
}
