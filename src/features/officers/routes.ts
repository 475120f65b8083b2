import type { Context, Hono, MiddlewareHandler } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { z } from 'zod';
import type { Self } from '#features/alliance/model.ts';
import { noteAct } from '#features/audits/actions/note-act.ts';
import { digestSchema } from '#features/records/model.ts';
import { TamgaError } from '#platform/errors.ts';
import { assertAsDemo, createSignInLink, redeemLink, signOut, switchOfficer } from './actions.ts';
import type { OfficerDeps } from './actions.ts';
import { limitAttempts } from './actions/limit-attempts.ts';
import { createOperations } from './actions/operations.ts';
import { inviteOneself } from './actions/invite.ts';
import { beginOidc, signInByOidc } from './actions/sign-in-by-oidc.ts';
import { beginSignIn, signInByPasskey } from './actions/sign-in.ts';
import { assertionSchema, sessionViewSchema } from './model.ts';
import type { SessionEnv } from './model.ts';
import { viewOf } from './session-view.ts';
import { signInOptionsSchema, tokenSchema } from './enrolment-model.ts';
import { oidcAnswerSchema, oidcBegunSchema, signInWaysSchema } from './oidc-model.ts';
import {
  addressOf,
  bearerOf,
  isLoopback,
  isPlainPage,
  readCookie,
  refuseEnded,
  refuseForeignSite,
  requireSession,
  sessionCookieOf,
  siteOf,
} from './require-session.ts';

const cookieOptions = (c: Context) =>
  ({ httpOnly: true, sameSite: 'Strict', path: '/', ...(isPlainPage(c) ? {} : { secure: true }) }) as const;

/** What a browser keeps while it is at the identity provider, so that nobody else’s answer signs it in. */
const flowCookieOf = (c: Context): string => sessionCookieOf(c).replace('session', 'oidc');

const ownSite: MiddlewareHandler<SessionEnv> = (c, next) => {
  refuseForeignSite(c);
  return next();
};

/** `/api/session`: signing in, acting as another demo officer, signing out. */
export function sessionRoutes(deps: OfficerDeps & { self: Self }): Hono<SessionEnv> {
  const api = createOperations();
  const signedIn = requireSession(deps);
  /** Whoever signs in has a new session; the one of before ends, so that nobody else goes on in it. */
  const change = async (c: Context, cookie: string): Promise<void> => {
    const before = readCookie(c);
    if (before !== undefined) await signOut(deps, before);
    setCookie(c, sessionCookieOf(c), cookie, cookieOptions(c));
  };

  api.post(
    '/',
    {
      id: 'signIn',
      summary: 'Trades a sign-in link of this machine for a session, which is a cookie.',
      power: 'nobody',
      body: z.strictObject({ token: z.string().max(100) }),
      answer: sessionViewSchema,
      codes: ['unauthenticated', 'officer-ended', 'too-many-attempts'],
    },
    async ({ c, body }) => {
      const tried = () => redeemLink(deps, body.token);
      const { cookie, session } = await limitAttempts(deps, { address: addressOf(c) }, tried);
      await noteAct(deps, session.officer.id, 'sign-in');
      await change(c, cookie);
      return viewOf(deps, session);
    },
    async (c, next) => {
      refuseForeignSite(c);
      if (!isLoopback(c)) throw new TamgaError('forbidden', 'demo links work from this machine only');
      await next();
    },
  );

  api.post(
    '/passkey/options',
    {
      id: 'beginSignIn',
      summary: 'What a browser is asked for to sign in by a passkey. Good for one answer, for five minutes.',
      power: 'nobody',
      body: z.strictObject({}),
      answer: signInOptionsSchema,
      codes: ['too-many-attempts'],
    },
    ({ c }) => limitAttempts(deps, { address: addressOf(c), questions: true }, () => beginSignIn(deps, siteOf(c))),
    ownSite,
  );

  api.post(
    '/passkey',
    {
      id: 'signInByPasskey',
      summary: 'Trades what a passkey says for a session, which is a cookie.',
      power: 'nobody',
      body: assertionSchema,
      answer: sessionViewSchema,
      codes: [
        'too-many-attempts',
        'unauthenticated',
        'passkey',
        'passkey-unknown',
        'passkey-stopped',
        'officer-ended',
        'authority-ended',
      ],
    },
    async ({ c, body }) => {
      const tried = () => signInByPasskey(deps, siteOf(c), body);
      const trying = { address: addressOf(c), credential: body.credential };
      const { cookie, session } = await limitAttempts(deps, trying, tried);
      refuseEnded(session, deps);
      await noteAct(deps, session.officer.id, 'sign-in');
      await change(c, cookie);
      return viewOf(deps, session);
    },
    ownSite,
  );

  api.get(
    '/ways',
    {
      id: 'readSignInWays',
      summary: 'By what this node lets officers sign in, besides passkeys.',
      power: 'nobody',
      answer: signInWaysSchema,
    },
    () => ({ oidc: deps.oidc !== undefined }),
  );

  api.post(
    '/oidc/begin',
    {
      id: 'beginOidc',
      summary: 'Where a browser goes to sign in at the identity provider of this node, if it has one.',
      power: 'nobody',
      body: z.strictObject({}),
      answer: oidcBegunSchema,
      codes: ['too-many-attempts', 'no-identity-provider', 'identity-provider'],
    },
    async ({ c }) => {
      const asked = () => beginOidc(deps, siteOf(c).origin);
      const { url, cookie } = await limitAttempts(deps, { address: addressOf(c), questions: true }, asked);
      setCookie(c, flowCookieOf(c), cookie, { ...cookieOptions(c), maxAge: 600 });
      return { url };
    },
    ownSite,
  );

  api.post(
    '/oidc',
    {
      id: 'signInByOidc',
      summary: 'Trades what the identity provider sent the browser back with for a session, which is a cookie.',
      power: 'nobody',
      body: oidcAnswerSchema,
      answer: sessionViewSchema,
      codes: [
        'unauthenticated',
        'oidc',
        'oidc-unknown',
        'officer-ended',
        'authority-ended',
        'too-many-attempts',
        'no-identity-provider',
        'identity-provider',
      ],
    },
    async ({ c, body }) => {
      const tried = () => signInByOidc(deps, body.search, getCookie(c, flowCookieOf(c)) ?? '');
      const { cookie, session } = await limitAttempts(deps, { address: addressOf(c) }, tried);
      refuseEnded(session, deps);
      await noteAct(deps, session.officer.id, 'sign-in');
      deleteCookie(c, flowCookieOf(c), cookieOptions(c));
      await change(c, cookie);
      return viewOf(deps, session);
    },
    ownSite,
  );

  api.post(
    '/enrolment',
    {
      id: 'inviteOneself',
      summary: 'For an account of the identity provider: an invitation to register a passkey of one’s own.',
      power: 'session',
      status: 201,
      answer: tokenSchema,
    },
    async ({ session }) => {
      if (!session.isLimited) throw new TamgaError('forbidden', 'who is appointed is invited by an administrator');
      return { token: await inviteOneself(deps, session.officer) };
    },
    signedIn,
  );

  api.post(
    '/link',
    {
      id: 'createSignInLink',
      summary: 'A link that signs a browser of this machine in, once. Only the command line asks for one.',
      power: 'session',
      status: 201,
      answer: z.strictObject({ url: z.string() }),
    },
    async ({ c, session }) => {
      if (bearerOf(c) === undefined)
        throw new TamgaError('forbidden', 'only the command line of this machine asks for links');
      await noteAct(deps, session.officer.id, 'sign-in-link');
      const url = new URL(`/sign-in#${await createSignInLink(deps, session.officer)}`, c.req.url);
      url.hostname = `${deps.self.code}.localhost`;
      return { url: url.href };
    },
    signedIn,
  );

  // Who shows nothing is told that nobody is signed in; that is no refusal. What is shown must hold.
  api.get(
    '/',
    {
      id: 'readSession',
      summary: 'As whom one acts, at which node; null where nobody is signed in.',
      power: 'nobody',
      answer: sessionViewSchema.nullable(),
      codes: [
        'unauthenticated',
        'session-idle',
        'authority-ended',
        'no-such-officer',
        'officer-ended',
        'passkey-unknown',
      ],
    },
    ({ c, session }) => (showsNothing(c) ? null : viewOf(deps, session)),
    (c, next) => (showsNothing(c) ? next() : signedIn(c, next)),
  );

  api.put(
    '/',
    {
      id: 'switchOfficer',
      summary: 'In a demonstration: acts as another of its officers.',
      power: 'session',
      body: z.strictObject({ officer: z.string().max(80) }),
      answer: sessionViewSchema,
    },
    async ({ c, session: before, body }) => {
      const session = await switchOfficer(deps, readCookie(c) ?? '', body.officer);
      await noteAct(deps, before.officer.id, 'switch-officer', session.officer.id);
      return viewOf(deps, session);
    },
    signedIn,
  );

  api.post(
    '/assertions',
    {
      id: 'assertAsDemo',
      summary:
        'In a demonstration: what the officer’s authenticator, a program, says of 32 bytes, such as a proposal’s digest.',
      power: 'approve',
      body: z.strictObject({ challenge: digestSchema }),
      status: 201,
      answer: assertionSchema,
    },
    ({ session, body }) => assertAsDemo(deps, session, body.challenge),
    signedIn,
  );

  api.delete(
    '/',
    { id: 'signOut', summary: 'Ends the session.', power: 'session', answer: 'nothing' },
    async ({ c }) => {
      await signOut(deps, readCookie(c) ?? '');
      deleteCookie(c, sessionCookieOf(c), cookieOptions(c));
    },
    signedIn,
  );

  return api.routes;
}

const showsNothing = (c: Context): boolean =>
  c.req.header('authorization') === undefined && readCookie(c) === undefined;
