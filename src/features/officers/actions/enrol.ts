import type { RegistrationResponseJSON } from '@simplewebauthn/server';
import { fromBase64url, sha256, toBase64url } from '#platform/bytes.ts';
import { transaction } from '#platform/db/db.ts';
import { messageOf, TamgaError } from '#platform/errors.ts';
import type { OfficerDeps } from '../actions.ts';
import { maxPasskeys } from '../appointment-model.ts';
import type { Passkey } from '../appointment-model.ts';
import { isVouchedFor } from '../attestation.ts';
import type { EnrolmentOptions, Registration } from '../enrolment-model.ts';
import { advanceCounter } from '../counter-store.ts';
import * as store from '../enrolment-store.ts';
import type { Officer } from '../model.ts';
import { algorithms, toSpki } from '../public-key.ts';
import { softwareAaguid } from '../software-authenticator.ts';
import { challengeIn, newChallenge } from './challenges.ts';

/** The page that asks: its origin, and the name under which its passkeys are known. */
export type Site = { origin: string; rpId: string };

const timeout = 5 * 60_000;

/** Passkeys are registered now and then: a node that starts does not load what that takes. */
const load = async () => ({
  ...(await import('@simplewebauthn/server')),
  ...(await import('@simplewebauthn/server/helpers')),
});

/** What the page gives the browser, for whom the invitation is. Errors: unauthenticated (invitation); conflict. */
export async function beginEnrolment(deps: OfficerDeps, { rpId }: Site, token: string): Promise<EnrolmentOptions> {
  const officer = await readInvited(deps, token);
  const own = await store.readPasskeys(deps.db, [officer.id]);
  const { generateRegistrationOptions } = await load();
  const options = await generateRegistrationOptions({
    rpName: `Tamga ${officer.authority.split('/')[0]}`,
    rpID: rpId,
    userName: officer.id,
    userID: new Uint8Array(sha256(officer.id)),
    userDisplayName: officer.name,
    challenge: new Uint8Array(await newChallenge(deps, 'enrol', token)),
    timeout,
    attestationType: 'direct',
    excludeCredentials: own.map(({ passkey }) => ({ id: passkey.id })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    supportedAlgorithmIDs: algorithms,
  });
  const { rp, user, challenge, pubKeyCredParams } = options;
  return {
    officer,
    publicKey: {
      rp: { id: rpId, name: rp.name },
      user,
      challenge,
      pubKeyCredParams: pubKeyCredParams.map(({ alg }) => ({ type: 'public-key', alg })),
      timeout,
      excludeCredentials: own.map(({ passkey }) => ({ id: passkey.id, type: 'public-key' })),
      authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
      attestation: 'direct',
    },
  };
}

/** Registers the passkey and uses the invitation up. Errors: as above; refused (enrolment). */
export async function enrol(
  deps: OfficerDeps,
  site: Site,
  token: string,
  registration: Registration,
): Promise<{ officer: Officer; passkey: Passkey }> {
  const officer = await readInvited(deps, token);
  const challenge = challengeIn(registration.clientData);
  const given = await store.takeChallenge(deps.db, { challenge, purpose: 'enrol', bound: sha256(token) }, deps.now());
  if (!given) throw refuse('the passkey answers a question that was not asked here, or too late: try again');
  const { passkey, counter } = await toPasskey(deps, site, challenge, registration);
  await transaction(deps.db, async (tx) => {
    const at = deps.now();
    const invitation = await store.useInvitation(tx, sha256(token), at);
    if (!invitation) throw unknownInvitation();
    if (!(await store.insertPasskey(tx, officer.id, passkey, invitation, at)))
      throw refuse('this passkey is registered already: take another authenticator, or ask for its appointment');
    await advanceCounter(tx, passkey.id, counter, at);
  });
  return { officer, passkey };
}

async function readInvited({ db, now }: OfficerDeps, token: string): Promise<Officer> {
  const officer = await store.readInvitation(db, sha256(token), now());
  if (!officer) throw unknownInvitation();
  if ((await store.readPasskeys(db, [officer.id])).length >= maxPasskeys * 10)
    throw new TamgaError('conflict', `${officer.id} has registered too many passkeys: take another number`);
  return officer;
}

/** Verified as WebAuthn §7.1 asks; the attestation is kept as it came, for whoever wants to look. */
async function toPasskey(
  { now, attestationRoots = [] }: OfficerDeps,
  { origin, rpId }: Site,
  challenge: Buffer,
  { credential, attestationObject, clientData }: Registration,
): Promise<{ passkey: Passkey; counter: number }> {
  try {
    const { verifyRegistrationResponse } = await load();
    const attested = await readAttestation(attestationObject);
    const verified = await verifyRegistrationResponse({
      response: toResponse(credential, attested.checked, clientData),
      expectedChallenge: toBase64url(challenge),
      expectedOrigin: origin,
      expectedRPID: rpId,
      requireUserVerification: true,
      supportedAlgorithmIDs: algorithms,
    });
    if (!verified.verified) throw refuse('the passkey’s attestation does not hold');
    const { aaguid, credential: made } = verified.registrationInfo;
    const isSoftware = aaguid === softwareAaguid;
    const isAttested = isVouchedFor(attested.chain, attestationRoots, now());
    const passkey: Passkey = {
      id: made.id,
      rpId,
      key: await toSpki(made.publicKey),
      attestation: isSoftware ? 'software' : isAttested ? 'attested' : 'none',
      aaguid,
      attestationObject,
      clientData,
    };
    return { passkey, counter: made.counter };
  } catch (cause) {
    if (cause instanceof TamgaError) throw cause;
    throw refuse(messageOf(cause), cause);
  }
}

const toResponse = (id: string, attestationObject: string, clientDataJSON: string): RegistrationResponseJSON => ({
  id,
  rawId: id,
  type: 'public-key',
  response: { attestationObject, clientDataJSON },
  clientExtensionResults: {},
});

/** Formats whose statements are checked without asking anybody on the network. */
const checkable: ReadonlySet<string> = new Set(['none', 'packed', 'fido-u2f', 'tpm']);

/**
 * The certificates of an attestation, and what of it is checked. Of the other formats the statement is left out: to check them the
 * library fetches what a certificate of the asker's own making names, so that nobody vouches for such a passkey here.
 */
async function readAttestation(attestationObject: string): Promise<{ chain: readonly Uint8Array[]; checked: string }> {
  const { decodeAttestationObject, isoCBOR } = await load();
  const decoded = decodeAttestationObject(new Uint8Array(fromBase64url(attestationObject, 'attestationObject')));
  if (checkable.has(decoded.get('fmt')))
    return { chain: decoded.get('attStmt').get('x5c') ?? [], checked: attestationObject };
  const bare = new Map<string, unknown>([
    ['fmt', 'none'],
    ['attStmt', new Map()],
    ['authData', decoded.get('authData')],
  ]);
  return { chain: [], checked: toBase64url(isoCBOR.encode(bare as never)) };
}

const refuse = (why: string, cause?: unknown): TamgaError =>
  new TamgaError('refused', why, { cause, detail: { code: 'enrolment' } });

const unknownInvitation = (): TamgaError =>
  new TamgaError('unauthenticated', 'this invitation was used, has expired, or a newer one took its place', {
    detail: { code: 'invitation' },
  });
