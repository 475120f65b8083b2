import type { MiddlewareHandler } from 'hono';
import { findCover } from '#features/guards/actions/find-cover.ts';
import type { CoverDeps } from '#features/guards/actions/find-cover.ts';
import { refuseUnread } from '#features/guards/actions/refuse-unread.ts';
import { viewerOf } from '#features/officers/actions.ts';
import type { SessionEnv } from '#features/officers/model.ts';

/** Once for each request, so that all that it reads and does is under the same assignments. */
export const loadCover =
  (deps: CoverDeps): MiddlewareHandler<SessionEnv> =>
  async (c, next) => {
    const session = { ...c.get('session'), cover: await findCover(deps, c.get('session').officer) };
    c.set('session', session);
    c.set('reach', (refs) => refuseUnread(deps.db, viewerOf(session), refs));
    await next();
  };
