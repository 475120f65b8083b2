import { Hono } from 'hono';
import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { z } from 'zod';
import type { Self } from '#features/alliance/model.ts';
import { participantOf } from '#features/alliance/model.ts';
import { noteAct } from '#features/audits/actions/note-act.ts';
import { TamgaError } from '#platform/errors.ts';
import { readJson } from '#platform/http/read-json.ts';
import { createSignInLink, redeemLink, signOut, switchOfficer } from './actions.ts';
import type { OfficerDeps } from './actions.ts';
import type { Session, SessionEnv } from './model.ts';
import { isLoopback, refuseForeignSite, requireSession, sessionCookie } from './require-session.ts';

const cookieOptions = { httpOnly: true, sameSite: 'Strict', path: '/' } as const;

/** `/api/session`: signing in, acting as another demo officer, signing out. */
export function sessionRoutes(deps: OfficerDeps & { self: Self }): Hono<SessionEnv> {
  const routes = new Hono<SessionEnv>();

  routes.post('/', async (c) => {
    refuseForeignSite(c);
    if (!isLoopback(c)) throw new TamgaError('forbidden', 'demo links work from this machine only');
    const { token } = z.strictObject({ token: z.string().max(100) }).parse(await readJson(c));
    const { cookie, session } = await redeemLink(deps, token);
    await noteAct(deps, session.officer.id, 'sign-in');
    setCookie(c, sessionCookie, cookie, cookieOptions);
    return answer(c, deps, session);
  });

  routes.post('/link', requireSession(deps), async (c) => {
    if (!c.req.header('authorization'))
      throw new TamgaError('forbidden', 'only the command line of this machine asks for links');
    await noteAct(deps, c.get('session').officer.id, 'sign-in-link');
    const url = new URL(`/sign-in#${await createSignInLink(deps, c.get('session').officer)}`, c.req.url);
    url.hostname = `${deps.self.code}.localhost`;
    return c.json({ url: url.href }, 201);
  });

  // Who shows nothing is told that nobody is signed in; that is no refusal. What is shown must hold.
  routes.get(
    '/',
    async (c, next) => (showsNothing(c) ? c.json(null) : next()),
    requireSession(deps),
    (c) => answer(c, deps, c.get('session')),
  );

  routes.put('/', requireSession(deps), async (c) => {
    const { officer } = z.strictObject({ officer: z.string().max(80) }).parse(await readJson(c));
    const session = await switchOfficer(deps, getCookie(c, sessionCookie) ?? '', officer);
    await noteAct(deps, c.get('session').officer.id, 'switch-officer', session.officer.id);
    return answer(c, deps, session);
  });

  routes.delete('/', requireSession(deps), async (c) => {
    await signOut(deps, getCookie(c, sessionCookie) ?? '');
    deleteCookie(c, sessionCookie, cookieOptions);
    return c.body(null, 204);
  });

  return routes;
}

const showsNothing = (c: Context): boolean =>
  c.req.header('authorization') === undefined && getCookie(c, sessionCookie) === undefined;

function answer(c: Context, deps: OfficerDeps & { self: Self }, session: Session): Response {
  const { alliance, code } = deps.self;
  const participant = participantOf(alliance, code);
  return c.json({
    officer: session.officer,
    node: { code, name: participant?.names.en ?? code, class: participant?.class ?? 'member' },
    alliance: { id: alliance.id, name: alliance.profile.names.en },
    officers: session.demo ? deps.officers : [],
  });
}
