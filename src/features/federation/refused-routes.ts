import { Hono } from 'hono';
import { requirePower } from '#features/officers/actions.ts';
import type { SessionEnv } from '#features/officers/model.ts';
import type { Deps } from '#features/records/model.ts';
import { listRefused } from './store.ts';

/** `/api/refused`: lines of peers' feeds that could not be taken, with the reason that went back to them. */
export function refusedRoutes({ db }: Pick<Deps, 'db'>): Hono<SessionEnv> {
  return new Hono<SessionEnv>().get('/', async (c) => {
    requirePower(c.get('session'), 'see-records');
    return c.json({ items: await listRefused(db) });
  });
}
