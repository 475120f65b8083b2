import type { X509Certificate } from 'node:crypto';
import { describeEnd, endedOn } from '#features/alliance/model.ts';
import type { Self } from '#features/alliance/model.ts';
import { fromBase64url, sha256, toBase64url } from '#platform/bytes.ts';
import { dayOf } from '#platform/clock.ts';
import type { Now } from '#platform/clock.ts';
import type { Db } from '#platform/db/db.ts';
import { TamgaError } from '#platform/errors.ts';
import type { RandomBytes } from '#platform/ids.ts';
import { redeemTicket } from './actions/tickets.ts';
import { findOfficer, isAccountVouched, localOfficer } from './actions/find-officer.ts';
import { mayFound } from './actions/read-appointments.ts';
import { findByToken, isApiToken } from './actions/tokens.ts';
import type { IdentityProvider } from './oidc-model.ts';
import type { DemoAuthenticators } from './demo-authenticators.ts';
import { noCover } from '#features/guards/model.ts';
import type { Assertion, Officer, OfficerEntry, Role, Session, Viewer } from './model.ts';
import { hasPower, rolesWith } from './rules.ts';
import type { Power } from './rules.ts';
import * as store from './store.ts';

export { openDemoAuthenticators } from './demo-authenticators.ts';
export type { DemoAuthenticators } from './demo-authenticators.ts';
export { powersOf, rolesWith } from './rules.ts';

const linkLifeMs = 24 * 3600_000;
const sessionLifeMs = 12 * 3600_000;
const defaultIdleMs = 30 * 60_000;

/** The nodes of one demonstration: where their pages are, as whom one comes, and the secret that they share. */
export type Beside = { secret: string; nodes: readonly { code: string; name: string; url: string; officer: string }[] };

export type OfficerDeps = {
  db: Db;
  now: Now;
  randomBytes: RandomBytes;
  officers: readonly OfficerEntry[];
  /** A fictional alliance: whoever signs in may act as each of its officers. */
  isDemo: boolean;
  /** There, the authenticators of its officers; absent elsewhere. */
  authenticators?: DemoAuthenticators;
  /** There, the nodes that were started with this one. */
  beside?: Beside;
  /** A ministry's identity provider, if there is one. */
  oidc?: IdentityProvider;
  /** After how long a session ends in which nobody does anything; 30 minutes where nothing is said. */
  sessionIdleMs?: number;
  /** Certificates of makers whose authenticators the operator trusts. */
  attestationRoots?: readonly X509Certificate[];
  /** Tokens of this machine's command line, by role; made anew at each start and kept in files of mode 0600. */
  machineTokens: ReadonlyMap<string, Role>;
  /** An alarm about this node itself. */
  raise?: (code: string, why: string) => Promise<void>;
};

/** A one-time link's token: it signs in the officer who asked for it, and in a demo lets the visitor act as the others. */
export async function createSignInLink(deps: OfficerDeps, officer: Officer): Promise<string> {
  const token = toBase64url(deps.randomBytes(32));
  await store.insertLink(deps.db, sha256(token), officer.id, new Date(deps.now().getTime() + linkLifeMs));
  return token;
}

/** Trades a link for a session. Errors: unauthenticated. */
export async function redeemLink(deps: OfficerDeps, token: string): Promise<{ cookie: string; session: Session }> {
  const officerId = (await store.useLink(deps.db, sha256(token), deps.now())) ?? (await redeemTicket(deps, token));
  if (officerId === undefined) throw new TamgaError('unauthenticated', 'this sign-in link was used or has expired');
  const officer = await findOfficer(deps, officerId);
  return { cookie: await openSession(deps, officerId), session: { officer, demo: deps.isDemo } };
}

/** A new session's cookie. With a credential it is that of whom the passkey belongs to, and ends with that appointment. */
export async function openSession(
  deps: OfficerDeps,
  officerId: string,
  credential: string | null = null,
  via: store.Via = credential === null ? 'link' : 'passkey',
): Promise<string> {
  const cookie = toBase64url(deps.randomBytes(32));
  const expiresAt = new Date(deps.now().getTime() + sessionLifeMs);
  const isDemo = deps.isDemo && via === 'link';
  await store.insertSession(deps.db, sha256(cookie), officerId, isDemo, expiresAt, credential, deps.now(), via);
  return cookie;
}

/** Lets a demo session act as another demo officer. */
export async function switchOfficer(deps: OfficerDeps, cookie: string, officerId: string): Promise<Session> {
  const found = await readSession(deps, cookie);
  if (!found?.demo) throw new TamgaError('forbidden', 'only a demo session changes its officer');
  const officer = officerById(deps, officerId);
  await store.setSessionOfficer(deps.db, sha256(cookie), officer.id);
  return { officer, demo: true };
}

/** In a demonstration: what the officer's authenticator says of 32 bytes. Errors: forbidden anywhere else. */
export function assertAsDemo({ authenticators }: OfficerDeps, { officer }: Session, challenge: string): Assertion {
  if (!authenticators) throw new TamgaError('forbidden', 'only a demonstration signs for its officers');
  return authenticators.of(officer.id).assert(fromBase64url(challenge, 'challenge', 32));
}

export const signOut = (deps: OfficerDeps, cookie: string): Promise<void> =>
  store.deleteSession(deps.db, sha256(cookie));

/**
 * Who holds this cookie or bearer token. A token of a role is that of its first officer, or of the one who is named, where that is the
 * officer's role. Errors: unauthenticated; forbidden.
 */
export async function findSession(
  deps: OfficerDeps,
  given: {
    cookie?: string | undefined;
    bearer?: string | undefined;
    officer?: string | undefined;
    /** A page asks, and nobody is at it: that does not keep the session. */
    byItself?: boolean;
  },
): Promise<Session> {
  if (given.bearer !== undefined) {
    if (isApiToken(given.bearer)) return findByToken(deps, given.bearer);
    const role = deps.machineTokens.get(sha256(given.bearer).toString('hex'));
    if (role !== undefined) return { officer: await officerInRole(deps, role, given.officer), demo: false };
  } else if (given.cookie !== undefined) {
    const found = await readSession(deps, given.cookie);
    if (found) {
      const officer = await findOfficer(deps, found.officer, found.credential);
      if (!given.byItself) await noteSeen(deps, given.cookie, found);
      const isLimited = found.via === 'oidc' && !(await isAccountVouched(deps, officer.id));
      const isFounding = found.credential !== null && (await mayFound(deps.db, officer));
      return {
        officer,
        demo: found.demo,
        ...(isLimited ? { isLimited } : {}),
        ...(isFounding ? { isFounding } : {}),
      };
    }
    if (await isIdle(deps, given.cookie))
      throw new TamgaError('unauthenticated', 'nobody did anything for too long: sign in again', {
        detail: { code: 'session-idle' },
      });
  }
  throw new TamgaError('unauthenticated', 'sign in first');
}

/** Whether a session would go on, had anybody done something. */
const isIdle = async ({ db, now }: OfficerDeps, cookie: string): Promise<boolean> =>
  (await store.readSession(db, sha256(cookie), now(), new Date(0))) !== undefined;

/** A session that is not over, and in which somebody did something lately. */
const readSession = ({ db, now, sessionIdleMs = defaultIdleMs }: OfficerDeps, cookie: string) =>
  store.readSession(db, sha256(cookie), now(), new Date(now().getTime() - sessionIdleMs));

/** Not at every request: a minute more or less is nothing to a session, and much to a disk. */
async function noteSeen({ db, now }: OfficerDeps, cookie: string, { seenAt }: store.SessionRow): Promise<void> {
  if (now().getTime() - seenAt.getTime() >= 60_000) await store.setSessionSeen(db, sha256(cookie), now());
}

/** Whom the machine's token of a role stands for: its first officer, or the one who is named. Errors: forbidden; unauthenticated. */
async function officerInRole(deps: OfficerDeps, role: Role, named: string | undefined): Promise<Officer> {
  const those = deps.officers.filter((one) => one.role === role);
  const [first] = those;
  if (named === undefined && first) return { ...(await findOfficer(deps, first.id)), role };
  const invited = named === undefined ? undefined : await localOfficer(deps, named);
  if (invited?.role === role) return { ...(await findOfficer(deps, invited.id)), role };
  if (those.length > 0)
    throw new TamgaError('forbidden', `there is no such ${role} here, but ${those.map(({ id }) => id).join(', ')}`, {
      detail: { code: 'no-such-officer' },
    });
  throw new TamgaError('unauthenticated', 'sign in first');
}

/** Errors: forbidden, naming the role, the power, and who has it. */
export function requirePower(session: Session, power: Power): void {
  if (!hasPower(session.officer.role, power))
    throw new TamgaError(
      'forbidden',
      `the role ${session.officer.role} may not ${power}; ${rolesWith(power).join(' or ')} may`,
    );
}

/**
 * Whether an officer may still act for an authority, of what goes on without a session. Errors: forbidden.
 */
export async function requireActing(
  { db, officers, self, now }: { db: Db; officers?: readonly Officer[]; self: Self; now: Now },
  { officer: id, authority }: { officer: string; authority: string },
): Promise<void> {
  const officer = officers && (await findOfficer({ db, now, officers }, id).catch(unlessRefused));
  if (officers && !(officer && officer.authority === authority && hasPower(officer.role, 'act')))
    throw new TamgaError('forbidden', `${id} may not act for ${authority} at this node any more: send the text again`);
  const ended = endedOn(self.alliance, authority, dayOf(now()));
  if (ended) throw new TamgaError('forbidden', describeEnd(authority, ended), { detail: { code: 'authority-ended' } });
}

/** Of a question that a rule may refuse: undefined then; what went wrong otherwise goes on. */
export function unlessRefused(error: unknown): undefined {
  if (!(error instanceof TamgaError)) throw error;
}

/** What a session may read. */
export const viewerOf = ({ officer, cover = noCover }: Session): Viewer => ({
  content: hasPower(officer.role, 'read-content'),
  authority: officer.authority,
  officer: officer.id,
  cover,
});

/** Without what only the operator's file says. */
export const toOfficer = ({ id, name, role, authority }: OfficerEntry): Officer => ({ id, name, role, authority });

function officerById(deps: OfficerDeps, id: string): Officer {
  const officer = deps.officers.find((o) => o.id === id);
  if (!officer) throw new TamgaError('forbidden', `${id} is no officer of this node`);
  return toOfficer(officer);
}

export { hasPower } from './rules.ts';
