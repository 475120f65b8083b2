import { sql } from 'kysely';
import type { Db } from '#platform/db/db.ts';

export type Flow = { nonce: string; codeVerifier: string; redirectUri: string };

export async function insertFlow(
  db: Db,
  { stateHash, bound, nonce, codeVerifier, redirectUri }: Flow & { stateHash: Buffer; bound: Buffer },
  expiresAt: Date,
  now: Date,
): Promise<void> {
  await sql`delete from oidc_flow where expires_at <= ${now}`.execute(db);
  await sql`insert into oidc_flow (state_hash, nonce, code_verifier, redirect_uri, bound, expires_at)
    values (${stateHash}, ${nonce}, ${codeVerifier}, ${redirectUri}, ${bound}, ${expiresAt})`.execute(db);
}

/** Uses a flow up, whoever shows its state. Undefined when it was begun by another browser, is over, or was never begun. */
export async function takeFlow(db: Db, stateHash: Buffer, bound: Buffer, now: Date): Promise<Flow | undefined> {
  const { rows } = await sql<Flow & { isGood: boolean }>`delete from oidc_flow where state_hash = ${stateHash}
    returning nonce, code_verifier as "codeVerifier", redirect_uri as "redirectUri",
      (bound = ${bound} and expires_at > ${now}) as "isGood"`.execute(db);
  return rows[0]?.isGood ? rows[0] : undefined;
}

export async function findBySubject(db: Db, subject: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`select id from officer where subject = ${subject}`.execute(db);
  return rows[0]?.id;
}
