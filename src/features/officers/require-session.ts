import type { Context, MiddlewareHandler } from 'hono';
import { getCookie } from 'hono/cookie';
import { describeEnd, endedOn } from '#features/alliance/model.ts';
import type { Self } from '#features/alliance/model.ts';
import { dayOf } from '#platform/clock.ts';
import { TamgaError } from '#platform/errors.ts';
import { findSession } from './actions.ts';
import type { OfficerDeps } from './actions.ts';
import type { Session, SessionEnv } from './model.ts';

/** Where the page is https the browser itself holds the cookie to this host, to https and to the whole site (RFC 6265bis §4.1.3.2). */
export const sessionCookieOf = (c: Context): string => (isPlainPage(c) ? 'tamga_session' : '__Host-tamga_session');

/** Loopback names are reached without TLS; every other name is the one of a proxy that has it. */
export function isPlainPage(c: Context): boolean {
  const { hostname } = new URL(c.req.url);
  return (
    hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '127.0.0.1' || hostname === '[::1]'
  );
}

export const readCookie = (c: Context): string | undefined => getCookie(c, sessionCookieOf(c));

/** Pages say so where they ask by themselves, to look whether something is new. */
const idleHeader = 'tamga-idle';
/** With a role's token: which of its officers acts. */
const officerHeader = 'tamga-officer';

/** Every route behind this has a session. A cookie acts only for the node's own pages: other sites' requests are refused. */
export const requireSession =
  (deps: OfficerDeps & { self: Self }): MiddlewareHandler<SessionEnv> =>
  async (c, next) => {
    const bearer = bearerOf(c);
    const cookie = readCookie(c);
    if (bearer === undefined) refuseForeignSite(c);
    const session = await findSession(deps, {
      bearer,
      cookie,
      officer: c.req.header(officerHeader),
      byItself: c.req.header(idleHeader) === '1',
    });
    refuseEnded(session, deps);
    refuseLimited(c, session);
    c.set('session', session);
    c.set('page', originOf(c));
    await next();
  };

/** The token that a program shows. Whatever else stands in the header is none, and a cookie counts. */
export const bearerOf = (c: Context): string | undefined =>
  /^Bearer (\S{20,100})$/.exec(c.req.header('authorization') ?? '')?.[1];

/** Whom an identity provider knows and nobody appointed by that account registers a passkey, and is told so for all else. */
function refuseLimited(c: Context, { isLimited, officer }: Session): void {
  if (!isLimited || c.req.path === '/api/session' || c.req.path === '/api/session/enrolment') return;
  throw new TamgaError(
    'forbidden',
    `two have not approved yet that this account is that of ${officer.id}: register a passkey by it, which they approve`,
    {
      detail: { code: 'passkey-needed' },
    },
  );
}

/** Who acts for an authority that has ended reads and does nothing for it any more; the administrator keeps the node running. */
export function refuseEnded({ officer }: Session, { self, now }: OfficerDeps & { self: Self }): void {
  if (officer.role === 'node-admin') return;
  const ended = endedOn(self.alliance, officer.authority, dayOf(now()));
  if (ended)
    throw new TamgaError('forbidden', describeEnd(officer.authority, ended), { detail: { code: 'authority-ended' } });
}

/** Browsers say where a request comes from; one that changes something must come from this very origin. */
export function refuseForeignSite(c: Context): void {
  if (c.req.method === 'GET' || c.req.method === 'HEAD') return;
  if (originOf(c) === undefined) throw new TamgaError('forbidden', 'the request comes from another site');
}

/**
 * The page that asks, where it is this node's own: of the very origin that was asked, or of the same name under https, where a proxy ends
 * TLS before the node. Undefined for any other.
 */
function originOf(c: Context): string | undefined {
  const given = c.req.header('origin');
  const asked = new URL(c.req.url);
  return given === asked.origin || given === `https://${asked.host}` ? given : undefined;
}

/** The page by which a passkey is made or asked. Passkeys are known under the page's own name. Errors: forbidden. */
export function siteOf(c: Context): { origin: string; rpId: string } {
  const origin = originOf(c);
  if (origin === undefined) throw new TamgaError('forbidden', 'the request comes from another site');
  return { origin, rpId: new URL(origin).hostname };
}

/** Whether the connection comes from this machine itself. */
export const isLoopback = (c: Context): boolean => isOwnAddress(addressOf(c));

/** Who asks. A proxy on this machine says for whom it asks; what others say of themselves is not believed. */
export function addressOf(c: Context): string {
  const env = c.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined;
  const address = env?.incoming?.socket?.remoteAddress ?? '';
  const forwarded = isOwnAddress(address) ? c.req.header('x-forwarded-for') : undefined;
  return forwarded?.split(',').at(-1)?.trim() ?? address;
}

const isOwnAddress = (address: string): boolean => address === '::1' || /^(::ffff:)?127\./.test(address);
