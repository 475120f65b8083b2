import { Hono } from 'hono';
import { requirePower, viewerOf } from '#features/officers/actions.ts';
import type { SessionEnv } from '#features/officers/model.ts';
import type { Deps } from '#features/records/model.ts';
import { readIncident } from './actions.ts';

/** `/api/incidents/:participant/:id`: the state of an incident as this node was told. */
export function incidentRoutes(deps: Pick<Deps, 'db' | 'self'>): Hono<SessionEnv> {
  return new Hono<SessionEnv>().get('/:participant/:id', async (c) => {
    requirePower(c.get('session'), 'read-content');
    const ref = `${c.req.param('participant')}/${c.req.param('id')}`;
    return c.json({ ref, ...(await readIncident(deps, ref, viewerOf(c.get('session')))) });
  });
}
