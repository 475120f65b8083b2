import { sql } from 'kysely';
import type { Db, Tx } from '#platform/db/db.ts';
import type { PageAsked } from '#platform/http/page.ts';
import type { Scope } from './token-model.ts';

export type ApiToken = {
  id: string;
  officer: string;
  name: string;
  scopes: Scope[];
  madeAt: Date;
  expiresAt: Date;
  endedAt: Date | null;
  endedBy: string | null;
  usedAt: Date | null;
};

const columns = sql`id, officer, name, scopes, made_at as "madeAt", expires_at as "expiresAt", ended_at as "endedAt",
  ended_by as "endedBy", minute as "usedAt"`;

/** One officer's tokens are made one after the other, so that their number can be counted. */
export async function lockTokensOf(tx: Tx, officer: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`api_token ${officer}`}, 0))`.execute(tx);
}

export async function countLive(tx: Tx, officer: string, now: Date): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from api_token
    where officer = ${officer} and ended_at is null and expires_at > ${now}`.execute(tx);
  return rows[0]?.count ?? 0;
}

type NewToken = Pick<ApiToken, 'id' | 'officer' | 'name' | 'scopes' | 'madeAt' | 'expiresAt'> & { hash: Buffer };

export async function insertToken(tx: Tx, one: NewToken): Promise<void> {
  await sql`insert into api_token (id, token_hash, officer, name, scopes, made_at, expires_at)
    values (${one.id}, ${one.hash}, ${one.officer}, ${one.name}, ${one.scopes}::text[], ${one.madeAt}, ${one.expiresAt})`.execute(
    tx,
  );
}

/** The token that counts, with one more request within this minute counted; undefined where there is none such. */
export async function countRequest(
  db: Db,
  hash: Buffer,
  now: Date,
): Promise<(ApiToken & { asked: number }) | undefined> {
  const minute = new Date(Math.floor(now.getTime() / 60_000) * 60_000);
  const { rows } = await sql<ApiToken & { asked: number }>`update api_token
    set asked = case when minute = ${minute} then asked + 1 else 1 end, minute = ${minute}
    where token_hash = ${hash} and ended_at is null and expires_at > ${now} returning ${columns}, asked`.execute(db);
  return rows[0];
}

/** The newest first: one officer's, or all of an authority's. */
export async function listTokens(
  db: Db,
  { officer, authority }: { officer: string | null; authority: string },
  { limit, before }: PageAsked,
): Promise<ApiToken[]> {
  const { rows } = await sql<ApiToken>`select ${columns} from api_token
    where officer like ${`${authority}/o-%`} and (${officer}::text is null or officer = ${officer})
      and (${before}::uuid is null or id < ${before}::uuid)
    order by id desc limit ${limit + 1}`.execute(db);
  return rows;
}

export async function readToken(db: Db, id: string): Promise<ApiToken | undefined> {
  const { rows } = await sql<ApiToken>`select ${columns} from api_token where id = ${id}`.execute(db);
  return rows[0];
}

export async function setTokenEnded(db: Db, id: string, by: string, at: Date): Promise<void> {
  await sql`update api_token set ended_at = ${at}, ended_by = ${by} where id = ${id} and ended_at is null`.execute(db);
}

/** Ends every token of an officer that is not over. Gives how many those were. */
export async function endTokensOf(tx: Tx, officer: string, by: string, at: Date): Promise<number> {
  const { rows } = await sql`update api_token set ended_at = ${at}, ended_by = ${by}
    where officer = ${officer} and ended_at is null and expires_at > ${at} returning 1`.execute(tx);
  return rows.length;
}

/** What nobody can use any more is forgotten after a while. */
export async function forgetTokens(tx: Tx, officer: string, before: Date): Promise<void> {
  await sql`delete from api_token where officer = ${officer} and (expires_at < ${before} or ended_at < ${before})`.execute(
    tx,
  );
}
