import type { MiddlewareHandler } from 'hono';
import { matchedRoutes } from 'hono/route';
import { noteExport } from '#features/receipts/actions.ts';
import { hasPower, viewerOf } from '#features/officers/actions.ts';
import type { SessionEnv } from '#features/officers/model.ts';
import type { Deps } from '#features/records/model.ts';
import { TamgaError } from '#platform/errors.ts';
import { noteAct } from './actions/note-act.ts';
import { actOf } from './rules.ts';

const content = new Set(['read', 'list', 'search', 'export']);

/**
 * Accounts for what officers read and take out, behind every route at once so that none is forgotten: after the answer was
 * made and before it is given. Who reads no content has read none. What leaves the node besides is noted record by record:
 * before it is read, so that no recall comes between; where the address names no record, once they are known. It goes by the
 * route that the router found, and a route that no rule names is refused.
 */
export const accountForReads =
  (deps: Pick<Deps, 'db' | 'now' | 'self'>): MiddlewareHandler<SessionEnv> =>
  async (c, next) => {
    // Middleware is for all methods; of the others the first one answers.
    const route = matchedRoutes(c).find((one) => one.method !== 'ALL')?.path ?? '';
    const { method, path } = c.req;
    const asked = actOf({ method, route, path }, 'q' in c.req.query(), c.req.header('authorization') !== undefined);
    if (!asked) throw new TamgaError('not-found', 'no such route');
    if (asked === 'nothing') return next();
    const { officer } = c.get('session');
    const reads = hasPower(officer.role, 'read-content');
    const { act, subject } = asked;
    const place = reads ? asked.place : undefined;
    if (place) await noteExport(deps, officer, place, [subject]);
    await next();
    if (!c.res.ok || (content.has(act) && !reads)) return;
    const read = c.get('read');
    if (place && read) await noteExport(deps, officer, place, read);
    const viewer = content.has(act) ? viewerOf(c.get('session')) : undefined;
    for (const one of read ?? [subject]) await noteAct(deps, officer.id, act, one, viewer);
  };
