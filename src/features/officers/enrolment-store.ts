import { sql } from 'kysely';
import type { Db, Tx } from '#platform/db/db.ts';
import type { Passkey } from './appointment-model.ts';
import type { Officer } from './model.ts';

export async function upsertOfficer(tx: Tx, { id, name, authority, role }: Officer, by: string, at: Date) {
  await sql`insert into officer (id, name, authority, role, invited_by, invited_at)
    values (${id}, ${name}, ${authority}, ${role}, ${by}, ${at})
    on conflict (id) do update set name = excluded.name, role = excluded.role, invited_by = excluded.invited_by,
      invited_at = excluded.invited_at`.execute(tx);
}

/** False where another officer has this account. Who came in by the one before is out. */
export async function setSubject(tx: Tx, id: string, subject: string): Promise<boolean> {
  await sql`delete from session where officer = ${id} and via = 'oidc'
    and exists (select 1 from officer where id = ${id} and subject is distinct from ${subject})`.execute(tx);
  const { rows } = await sql`update officer set subject = ${subject} where id = ${id}
    and not exists (select 1 from officer where subject = ${subject} and id <> ${id}) returning 1`.execute(tx);
  return rows.length === 1;
}

export async function readOfficer(db: Db | Tx, id: string): Promise<Officer | undefined> {
  const { rows } = await sql<Officer>`select id, name, authority, role from officer where id = ${id}`.execute(db);
  return rows[0];
}

export async function listOfficers(db: Db, authority: string): Promise<Officer[]> {
  const { rows } = await sql<Officer>`select id, name, authority, role from officer
    where authority = ${authority} order by id`.execute(db);
  return rows;
}

/** A new invitation takes the place of those before it. `byAccount`: whoever came in by the officer's account asked for it. */
export async function insertInvitation(
  tx: Tx,
  tokenHash: Buffer,
  officer: string,
  expiresAt: Date,
  { by, at, byAccount = false }: { by: string; at: Date; byAccount?: boolean },
): Promise<void> {
  await sql`delete from invitation where officer = ${officer}`.execute(tx);
  await sql`insert into invitation (token_hash, officer, expires_at, subject, invited_by, invited_at)
    select ${tokenHash}, id, ${expiresAt}, case when ${byAccount} then subject end, ${by}, ${at} from officer where id = ${officer}`.execute(
    tx,
  );
}

/** For whom an invitation is that can still be used. */
export async function readInvitation(db: Db | Tx, tokenHash: Buffer, now: Date): Promise<Officer | undefined> {
  const { rows } =
    await sql<Officer>`select o.id, o.name, o.authority, o.role from invitation i join officer o on o.id = i.officer
    where i.token_hash = ${tokenHash} and i.used_at is null and i.expires_at > ${now}`.execute(db);
  return rows[0];
}

/** An invitation: who made it and when, and the account by which it was asked for. */
export type Link = { subject: string | null; invitedBy: string | null; invitedAt: Date | null };

/** By which account it was asked for, if by any, and by whom; undefined where it was used meanwhile, or its time is over. */
export async function useInvitation(tx: Tx, tokenHash: Buffer, now: Date): Promise<Link | undefined> {
  const { rows } = await sql<Link>`update invitation set used_at = ${now}
    where token_hash = ${tokenHash} and used_at is null and expires_at > ${now} returning subject, invited_by as "invitedBy", invited_at as "invitedAt"`.execute(
    tx,
  );
  return rows[0];
}

export async function listInvitations(db: Db, authority: string, now: Date): Promise<Map<string, Date>> {
  const { rows } = await sql<{ officer: string; expiresAt: Date }>`
    select i.officer, i.expires_at as "expiresAt" from invitation i join officer o on o.id = i.officer
    where o.authority = ${authority} and i.used_at is null and i.expires_at > ${now}`.execute(db);
  return new Map(rows.map(({ officer, expiresAt }) => [officer, expiresAt]));
}

/** False where the passkey is somebody's already. */
export async function insertPasskey(
  tx: Tx,
  officer: string,
  passkey: Passkey,
  { subject, invitedBy, invitedAt }: Link,
  at: Date,
): Promise<boolean> {
  const { rows } =
    await sql`insert into enrolled_passkey (credential, officer, passkey, subject, invited_by, invited_at, enrolled_at)
    values (${passkey.id}, ${officer}, ${JSON.stringify(passkey)}, ${subject}, ${invitedBy}, ${invitedAt}, ${at}) on conflict do nothing returning 1`.execute(
      tx,
    );
  return rows.length === 1;
}

/** Whether one of these passkeys of an officer was registered by the account that the officer has now. */
export async function isOfAccount(db: Db, officer: string, credentials: readonly string[]): Promise<boolean> {
  const { rows } =
    await sql`select 1 from officer o join enrolled_passkey p on p.officer = o.id and p.subject = o.subject
    where o.id = ${officer} and p.credential = any(${credentials}::text[]) limit 1`.execute(db);
  return rows.length === 1;
}

export type EnrolledPasskey = { officer: string; passkey: Passkey; at: Date } & Omit<Link, 'subject'>;
type PasskeyText = Omit<EnrolledPasskey, 'passkey'> & { passkey: string };

export async function readPasskeys(db: Db | Tx, officers: readonly string[]): Promise<EnrolledPasskey[]> {
  const { rows } = await sql<PasskeyText>`
    select officer, passkey, enrolled_at as at, invited_by as "invitedBy", invited_at as "invitedAt" from enrolled_passkey
    where officer = any(${officers}::text[]) order by enrolled_at, credential`.execute(db);
  return rows.map((row) => ({ ...row, passkey: JSON.parse(row.passkey) as Passkey }));
}

export async function findPasskey(db: Db, credential: string): Promise<EnrolledPasskey | undefined> {
  const { rows } = await sql<PasskeyText>`
    select officer, passkey, enrolled_at as at, invited_by as "invitedBy", invited_at as "invitedAt" from enrolled_passkey where credential = ${credential}`.execute(
    db,
  );
  return rows.map((row) => ({ ...row, passkey: JSON.parse(row.passkey) as Passkey }))[0];
}

export type Challenge = { challenge: Buffer; purpose: 'enrol' | 'sign-in'; preimage: Buffer; bound: Buffer };

export async function insertChallenge(db: Db, one: Challenge, expiresAt: Date, now: Date): Promise<void> {
  await sql`delete from passkey_challenge where expires_at <= ${now}`.execute(db);
  await sql`insert into passkey_challenge (challenge, purpose, preimage, bound, expires_at)
    values (${one.challenge}, ${one.purpose}, ${one.preimage}, ${one.bound}, ${expiresAt})`.execute(db);
}

/** Uses a challenge up, whatever becomes of the answer to it. Undefined when it was never given for this, was used, or is too old. */
export async function takeChallenge(
  db: Db,
  { challenge, purpose, bound }: Omit<Challenge, 'preimage'>,
  now: Date,
): Promise<Buffer | undefined> {
  const { rows } = await sql<{ preimage: Buffer; isGood: boolean }>`delete from passkey_challenge
    where challenge = ${challenge}
    returning preimage, (purpose = ${purpose} and bound = ${bound} and expires_at > ${now}) as "isGood"`.execute(db);
  return rows[0]?.isGood ? rows[0].preimage : undefined;
}
