import { sql } from 'kysely';
import type { Db, Tx } from '#platform/db/db.ts';
import type { PageAsked } from '#platform/http/page.ts';
import type { Request, Requesting } from './model.ts';

const columns = sql`id, officer, covers, subject, purpose, reason, at, state, answered_at as "answeredAt",
  answered_by as "answeredBy", answer`;

/** The same question twice is one. */
export async function insertRequest(
  db: Tx,
  { officer, authority }: { officer: string; authority: string },
  { covers, subject, purpose, reason }: Requesting,
  at: Date,
): Promise<number> {
  const { rows } = await sql<{
    id: number;
  }>`insert into assignment_request (officer, authority, covers, subject, purpose, reason, at)
    values (${officer}, ${authority}, ${covers}, ${subject ?? null}, ${purpose}, ${reason}, ${at})
    on conflict (officer, covers, coalesce(subject, ''), purpose) where state = 'open' do update set reason = excluded.reason, at = excluded.at returning id`.execute(
    db,
  );
  return rows[0]!.id;
}

/** How many of an officer's nobody has answered. */
export async function countOpen(db: Tx, { id, authority }: { id: string; authority: string }): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from assignment_request
    where state = 'open' and officer = ${id} and authority = ${authority}`.execute(db);
  return rows[0]?.n ?? 0;
}

/** The oldest last. `officer`: of that officer only; `isOpen`: those that nobody answered. */
export async function listRequests(
  db: Db,
  { authority, officer, isOpen }: { authority: string; officer: string | null; isOpen: boolean },
  { limit, before }: PageAsked,
): Promise<(Request & { cursor: number })[]> {
  const { rows } = await sql<Request & { cursor: number }>`
    select ${columns}, id as cursor from assignment_request
    where authority = ${authority} and (${officer}::text is null or officer = ${officer})
      and (not ${isOpen} or state = 'open') and (${before}::bigint is null or id < ${before}::bigint) order by id desc limit ${limit + 1}`.execute(
    db,
  );
  return rows;
}

/** What an officer asked for and others gave or refused, the newest first. */
export async function listAnswered(
  db: Db,
  { officer, authority }: { officer: string; authority: string },
  limit: number,
): Promise<Request[]> {
  const { rows } = await sql<Request>`select ${columns} from assignment_request
    where officer = ${officer} and authority = ${authority} and state in ('given', 'refused') order by id desc limit ${limit}`.execute(
    db,
  );
  return rows;
}

/** What was asked for is given: by whom, and by which record. */
export async function setGiven(
  tx: Db | Tx,
  officers: readonly string[],
  { covers, subject, purpose }: { covers: string; subject?: string | undefined; purpose: string },
  { by, at, ref }: { by: string; at: Date; ref: string },
): Promise<void> {
  await sql`update assignment_request set state = 'given', answered_at = ${at}, answered_by = ${by}, answer = ${ref}
    where state = 'open' and officer = any(${officers}::text[]) and covers = ${covers}
      and subject is not distinct from ${subject ?? null} and purpose = ${purpose}`.execute(tx);
}

/** Of an open request of the authority that is another officer's; its subject or purpose, undefined where there is none. */
export async function setRefused(
  db: Db,
  id: number,
  { authority, by, at, reason }: { authority: string; by: string; at: Date; reason: string },
): Promise<string | undefined> {
  const { rows } = await sql<{ about: string }>`update assignment_request
    set state = 'refused', answered_at = ${at}, answered_by = ${by}, answer = ${reason}
    where id = ${id} and state = 'open' and authority = ${authority} and officer <> ${by}
    returning coalesce(subject, purpose) as about`.execute(db);
  return rows[0]?.about;
}

/** Of an open request of the officer's own. */
export async function setTakenBack(db: Db, id: number, officer: string, at: Date): Promise<boolean> {
  const { rows } =
    await sql`update assignment_request set state = 'taken-back', answered_at = ${at}, answered_by = officer
    where id = ${id} and state = 'open' and officer = ${officer} returning id`.execute(db);
  return rows.length > 0;
}

/** The cases and demands that these requests name. */
export async function readSubjects(db: Db, ids: readonly string[]): Promise<{ id: string; ref: string }[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<{ id: string; ref: string }>`select id::text as id, subject as ref from assignment_request
    where id = any(${ids}::bigint[]) and subject is not null`.execute(db);
  return rows;
}
