import type { MiddlewareHandler } from 'hono';
import { hasPower } from '#features/officers/actions.ts';
import type { SessionEnv } from '#features/officers/model.ts';
import type { Deps } from '#features/records/model.ts';
import { noteAct } from './actions/note-act.ts';
import { actOf } from './rules.ts';

const content = new Set(['read', 'list', 'search', 'export']);

/**
 * Accounts for what officers read and take out, behind every route at once so that none is forgotten: after the answer was
 * made and before it is given. Who reads no content has read none.
 */
export const accountForReads =
  (deps: Pick<Deps, 'db' | 'now'>): MiddlewareHandler<SessionEnv> =>
  async (c, next) => {
    await next();
    const done = c.res.ok ? actOf(c.req.method, c.req.url) : undefined;
    const { officer } = c.get('session');
    if (!done || (content.has(done.act) && !hasPower(officer.role, 'read-content'))) return;
    for (const subject of c.get('read') ?? [done.subject]) await noteAct(deps, officer.id, done.act, subject);
  };
