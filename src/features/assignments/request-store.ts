import { sql } from 'kysely';
import type { Db, Tx } from '#platform/db/db.ts';
import type { PageAsked } from '#platform/http/page.ts';
import type { Request, Requesting } from './model.ts';

const columns = sql`id, officer, covers, subject, purpose, reason, at`;

/** The same question twice is one. */
export async function insertRequest(
  db: Db,
  { officer, authority }: { officer: string; authority: string },
  { covers, subject, purpose, reason }: Requesting,
  at: Date,
): Promise<number> {
  const { rows } = await sql<{
    id: number;
  }>`insert into assignment_request (officer, authority, covers, subject, purpose, reason, at)
    values (${officer}, ${authority}, ${covers}, ${subject ?? null}, ${purpose}, ${reason}, ${at})
    on conflict (officer, covers, coalesce(subject, ''), purpose) do update set reason = excluded.reason, at = excluded.at returning id`.execute(
    db,
  );
  return rows[0]!.id;
}

/** The oldest last. `officer`: of that officer only. */
export async function listRequests(
  db: Db,
  { authority, officer }: { authority: string; officer: string | null },
  { limit, before }: PageAsked,
): Promise<(Request & { cursor: number })[]> {
  const { rows } = await sql<Request & { cursor: number }>`
    select ${columns}, id as cursor from assignment_request
    where authority = ${authority} and (${officer}::text is null or officer = ${officer})
      and (${before}::bigint is null or id < ${before}::bigint) order by id desc limit ${limit + 1}`.execute(db);
  return rows;
}

/** What was asked for is given. */
export async function answerRequests(
  tx: Db | Tx,
  officers: readonly string[],
  { covers, subject, purpose }: { covers: string; subject?: string | undefined; purpose: string },
): Promise<void> {
  await sql`delete from assignment_request where officer = any(${officers}::text[]) and covers = ${covers}
    and subject is not distinct from ${subject ?? null} and purpose = ${purpose}`.execute(tx);
}

/** True when there was such a request. `officer`: only where it is that officer's. */
export async function deleteRequest(
  db: Db,
  id: number,
  { authority, officer }: { authority: string; officer: string | null },
): Promise<boolean> {
  const { rows } = await sql`delete from assignment_request where id = ${id} and authority = ${authority}
    and (${officer}::text is null or officer = ${officer}) returning id`.execute(db);
  return rows.length > 0;
}
