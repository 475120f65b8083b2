import { sql } from 'kysely';
import type { Db } from '#platform/db/db.ts';

/** Records of these kinds that were accepted after the last one at which the officer looked, or else since a moment; at most so many. */
export async function countNews(
  db: Db,
  asked: { officer: string; kinds: readonly string[]; since: Date; most: number },
): Promise<number> {
  const { officer, kinds, since, most } = asked;
  const { rows } = await sql<{ count: number }>`
    with newest as (
      select id, verdict, kind, stored_at from record
      where id > coalesce((select record_id from officer_news where officer = ${officer}), 0) order by id desc limit ${most})
    select count(*)::int as count from newest
    where verdict = 'accepted' and kind = any(${kinds}::text[])
      and (stored_at >= ${since} or exists (select 1 from officer_news where officer = ${officer}))`.execute(db);
  return rows[0]?.count ?? 0;
}

/** The officer has looked at all that is here now. */
export async function markSeen(db: Db, officer: string): Promise<void> {
  await sql`insert into officer_news (officer, record_id) select ${officer}, coalesce(max(id), 0) from record
    on conflict (officer) do update set record_id = excluded.record_id`.execute(db);
}
