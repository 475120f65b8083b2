import { Hono } from 'hono';
import { requirePower } from '#features/officers/actions.ts';
import type { SessionEnv } from '#features/officers/model.ts';
import type { Deps } from '#features/records/model.ts';
import { destroyKey, readKeys } from './actions.ts';

/** `/api/keys`: the private keys of this node, without their secrets. */
export function keyRoutes(deps: Deps): Hono<SessionEnv> {
  const routes = new Hono<SessionEnv>();

  routes.get('/', async (c) => {
    requirePower(c.get('session'), 'keep-keys');
    return c.json({ items: await readKeys(deps) });
  });

  routes.post('/:participant/:hash/destroy', async (c) => {
    requirePower(c.get('session'), 'keep-keys');
    return c.json(await destroyKey(deps, `${c.req.param('participant')}/${c.req.param('hash')}`));
  });

  return routes;
}
