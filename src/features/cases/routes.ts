import { Hono } from 'hono';
import { requirePower } from '#features/officers/actions.ts';
import type { SessionEnv } from '#features/officers/model.ts';
import type { Deps } from '#features/records/model.ts';
import { readJson } from '#platform/http/read-json.ts';
import { referCases } from './actions.ts';
import { referRequestSchema } from './model.ts';
import { listReferrals } from './store.ts';

/** `/api/cases`: what authorities that have ended leave to those that take their place. */
export function caseRoutes(deps: Deps): Hono<SessionEnv> {
  const routes = new Hono<SessionEnv>();

  routes.get('/referrals', async (c) => {
    requirePower(c.get('session'), 'see-records');
    return c.json({ items: await listReferrals(deps.db) });
  });

  routes.post('/refer', async (c) => {
    requirePower(c.get('session'), 'act');
    const { from, reason } = referRequestSchema.parse(await readJson(c));
    const { authority, id: officer } = c.get('session').officer;
    return c.json(await referCases(deps, { authority, officer }, from, reason), 201);
  });

  return routes;
}
