import type { MiddlewareHandler } from 'hono';
import { noteExport } from '#features/exports/actions.ts';
import { hasPower } from '#features/officers/actions.ts';
import type { SessionEnv } from '#features/officers/model.ts';
import type { Deps } from '#features/records/model.ts';
import { noteAct } from './actions/note-act.ts';
import { actOf, placeOf } from './rules.ts';

const content = new Set(['read', 'list', 'search', 'export']);

/**
 * Accounts for what officers read and take out, behind every route at once so that none is forgotten: after the answer was
 * made and before it is given. Who reads no content has read none. What leaves the node besides is noted record by record:
 * before it is read, so that no recall comes between; where the address names no record, once they are known.
 */
export const accountForReads =
  (deps: Pick<Deps, 'db' | 'now' | 'self'>): MiddlewareHandler<SessionEnv> =>
  async (c, next) => {
    const asked = actOf(c.req.method, c.req.url);
    const { officer } = c.get('session');
    const reads = hasPower(officer.role, 'read-content');
    const place =
      asked && reads ? placeOf(asked.act, c.req.url, c.req.header('authorization') !== undefined) : undefined;
    if (asked && place) await noteExport(deps, officer, place, [asked.subject]);
    await next();
    if (!asked || !c.res.ok || (content.has(asked.act) && !reads)) return;
    const read = c.get('read');
    if (place && read) await noteExport(deps, officer, place, read);
    for (const subject of read ?? [asked.subject]) await noteAct(deps, officer.id, asked.act, subject);
  };
