import { sql } from 'kysely';
import type { Db } from '#platform/db/db.ts';

export async function insertLink(db: Db, tokenHash: Buffer, officer: string, expiresAt: Date): Promise<void> {
  await sql`insert into sign_in_link (token_hash, officer, expires_at) values (${tokenHash}, ${officer}, ${expiresAt})`.execute(
    db,
  );
}

/** Uses a ticket up that another node of the demonstration gave; false when it was used before. */
export async function spendTicket(
  db: Db,
  tokenHash: Buffer,
  officer: string,
  expiresAt: Date,
  now: Date,
): Promise<boolean> {
  const { numAffectedRows } = await sql`insert into sign_in_link (token_hash, officer, expires_at, used_at)
    values (${tokenHash}, ${officer}, ${expiresAt}, ${now}) on conflict do nothing`.execute(db);
  return numAffectedRows === 1n;
}

/** Uses a link up; undefined when it is unknown, expired or used. */
export async function useLink(db: Db, tokenHash: Buffer, now: Date): Promise<string | undefined> {
  const { rows } = await sql<{ officer: string }>`update sign_in_link set used_at = ${now}
    where token_hash = ${tokenHash} and used_at is null and expires_at > ${now} returning officer`.execute(db);
  return rows[0]?.officer;
}

export async function insertSession(
  db: Db,
  tokenHash: Buffer,
  officer: string,
  demo: boolean,
  expiresAt: Date,
  credential: string | null,
  now: Date,
  via: Via,
): Promise<void> {
  await sql`delete from session where expires_at <= ${now}`.execute(db);
  await sql`insert into session (token_hash, officer, demo, expires_at, credential, seen_at, via)
    values (${tokenHash}, ${officer}, ${demo}, ${expiresAt}, ${credential}, ${now}, ${via})`.execute(db);
}

/** `credential`: the passkey by which somebody signed in; null by a link. */
export type SessionRow = { officer: string; demo: boolean; credential: string | null; seenAt: Date; via: Via };

/** How somebody signed in. */
export type Via = 'link' | 'passkey' | 'oidc';

export async function setSessionSeen(db: Db, tokenHash: Buffer, at: Date): Promise<void> {
  await sql`update session set seen_at = ${at} where token_hash = ${tokenHash}`.execute(db);
}

export async function readSession(
  db: Db,
  tokenHash: Buffer,
  now: Date,
  idleSince: Date,
): Promise<SessionRow | undefined> {
  const { rows } = await sql<SessionRow>`select officer, demo, credential, seen_at as "seenAt", via from session
    where token_hash = ${tokenHash} and expires_at > ${now} and seen_at > ${idleSince}`.execute(db);
  return rows[0];
}

export async function setSessionOfficer(db: Db, tokenHash: Buffer, officer: string): Promise<void> {
  await sql`update session set officer = ${officer} where token_hash = ${tokenHash}`.execute(db);
}

export async function deleteSession(db: Db, tokenHash: Buffer): Promise<void> {
  await sql`delete from session where token_hash = ${tokenHash}`.execute(db);
}
