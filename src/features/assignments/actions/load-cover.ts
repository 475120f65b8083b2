import type { MiddlewareHandler } from 'hono';
import { findCover } from '#features/guards/actions/find-cover.ts';
import type { CoverDeps } from '#features/guards/actions/find-cover.ts';
import type { SessionEnv } from '#features/officers/model.ts';

/** Once for each request, so that all that it reads is read under the same assignments. */
export const loadCover =
  (deps: CoverDeps): MiddlewareHandler<SessionEnv> =>
  async (c, next) => {
    const session = c.get('session');
    c.set('session', { ...session, cover: await findCover(deps, session.officer) });
    await next();
  };
