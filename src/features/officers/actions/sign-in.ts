import { faultOfAssertion } from '#features/records/actions.ts';
import { dayOf } from '#platform/clock.ts';
import { TamgaError } from '#platform/errors.ts';
import type { Self } from '#features/alliance/model.ts';
import type { OfficerDeps } from '../actions.ts';
import { openSession } from '../actions.ts';
import { liveOn } from '../appointment-rules.ts';
import { findByCredential } from '../appointment-store.ts';
import type { SignInOptions } from '../enrolment-model.ts';
import * as store from '../enrolment-store.ts';
import type { Assertion, Session } from '../model.ts';
import { sha256, toBase64url } from '#platform/bytes.ts';
import { challengeIn, newChallenge, readClientData } from './challenges.ts';
import type { Site } from './enrol.ts';
import { findOfficer } from './find-officer.ts';
import { mayFound } from './read-appointments.ts';
import { doubtPasskey, hasCountedOn } from './note-counter.ts';

const timeout = 5 * 60_000;

/** What the page gives the browser. No passkeys are named: which ones there are is nobody's business before sign-in. */
export const beginSignIn = async (deps: OfficerDeps, { origin, rpId }: Site): Promise<SignInOptions> => ({
  challenge: toBase64url(await newChallenge(deps, 'sign-in', origin)),
  rpId,
  timeout,
  userVerification: 'required',
});

/**
 * A session for whom the passkey that answered is appointed; before an authority has founded its officers, for who registered it. Errors:
 * unauthenticated (passkey, passkey-unknown, officer-ended).
 */
export async function signInByPasskey(
  deps: OfficerDeps & { self: Self },
  { origin, rpId }: Site,
  assertion: Assertion,
): Promise<{ cookie: string; session: Session }> {
  const challenge = challengeIn(assertion.clientData);
  const asked = { challenge, purpose: 'sign-in' as const, bound: sha256(origin) };
  const preimage = await store.takeChallenge(deps.db, asked, deps.now());
  if (!preimage)
    throw refuse('passkey', 'the passkey answers a question that was not asked here, or too late: try again');
  const { officer: id, key, rpId: own } = await findKey(deps, assertion.credential);
  const officer = await findOfficer(deps, id, assertion.credential);
  const approval = { ...assertion, officer: id, appointment: '', rpId: own, key };
  const fault =
    own !== rpId || readClientData(assertion.clientData).origin !== origin
      ? `the passkey belongs to ${own}`
      : await faultOfAssertion(approval, new Uint8Array(preimage));
  if (fault !== null) throw refuse('passkey', fault);
  if (!(await hasCountedOn(deps.db, assertion, deps.now()))) await doubtPasskey(deps, id, assertion);
  const isFounding = await mayFound(deps.db, officer);
  const session = { officer, demo: false, ...(isFounding ? { isFounding } : {}) };
  return { cookie: await openSession(deps, id, assertion.credential), session };
}

/** Whose passkey it is: by the newest appointment, one that holds before one that ended. */
async function findKey(
  { db, self, now }: OfficerDeps & { self: Self },
  credential: string,
): Promise<{ officer: string; key: string; rpId: string }> {
  const appointed = await findByCredential(db, credential, self.code);
  const [found] = [...liveOn(appointed, dayOf(now())), ...appointed];
  if (found) return found;
  const enrolled = await store.findPasskey(db, credential);
  if (enrolled) return { officer: enrolled.officer, key: enrolled.passkey.key, rpId: enrolled.passkey.rpId };
  throw refuse('passkey-unknown', 'nobody here acts by this passkey');
}

const refuse = (code: string, why: string): TamgaError => new TamgaError('unauthenticated', why, { detail: { code } });
