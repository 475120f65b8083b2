import { sha256, toBase64url } from '#platform/bytes.ts';
import { transaction } from '#platform/db/db.ts';
import { TamgaError } from '#platform/errors.ts';
import type { OfficerDeps } from '../actions.ts';
import type { Invite } from '../enrolment-model.ts';
import { accountOf } from '../oidc-model.ts';
import * as store from '../enrolment-store.ts';
import type { Officer, Session } from '../model.ts';
import { localOfficer } from './find-officer.ts';

const inviteLifeMs = 3 * 24 * 3600_000;

/**
 * Lets an officer of the administrator's own authority register a passkey, once; also one who lost theirs. Earlier invitations end. Whom
 * the link is given to becomes that officer once two approve the appointment. Errors: forbidden; conflict (officer-differs, no-identity-provider).
 */
export async function inviteOfficer(
  deps: OfficerDeps,
  { officer: by }: Session,
  { officer: id, name, role, subject }: Invite,
): Promise<{ token: string; expiresAt: Date }> {
  if (!id.startsWith(`${by.authority}/o-`))
    throw new TamgaError('forbidden', `${by.id} invites officers of ${by.authority}; ${id} is none`);
  const listed = deps.officers.find((one) => one.id === id);
  if (listed && (listed.role !== role || listed.name !== name))
    throw differs(`${id} is ${listed.name}, ${listed.role}, in officers.json: a number is one person in one role`);
  const before = await localOfficer(deps, id);
  if (before && before.role !== role) throw differs(`${id} is ${before.role}: who has two roles has two numbers`);
  const token = toBase64url(deps.randomBytes(32));
  const at = deps.now();
  const expiresAt = new Date(at.getTime() + inviteLifeMs);
  await transaction(deps.db, async (tx) => {
    await store.upsertOfficer(tx, { id, name, role, authority: by.authority }, by.id, at);
    if (subject !== undefined && !(await store.setSubject(tx, id, accountAt(deps, subject))))
      throw differs(`another officer has the account ${subject}`);
    await store.insertInvitation(tx, sha256(token), id, expiresAt, { by: by.id, at });
  });
  return { token, expiresAt };
}

function accountAt({ oidc }: OfficerDeps, subject: string): string {
  if (oidc) return accountOf(oidc, subject);
  throw new TamgaError('conflict', 'this node has no identity provider: there is no account to name', {
    detail: { code: 'no-identity-provider' },
  });
}

/** The same for who came in by an account of the identity provider: what is registered by it makes the account the officer's, once two approve. */
export async function inviteOneself(deps: OfficerDeps, { id }: Officer): Promise<string> {
  const token = toBase64url(deps.randomBytes(32));
  const expiresAt = new Date(deps.now().getTime() + inviteLifeMs);
  const link = { by: id, at: deps.now(), byAccount: true };
  await transaction(deps.db, (tx) => store.insertInvitation(tx, sha256(token), id, expiresAt, link));
  return token;
}

const differs = (why: string): TamgaError => new TamgaError('conflict', why, { detail: { code: 'officer-differs' } });
