import { Hono } from 'hono';
import { requirePower } from '#features/officers/actions.ts';
import type { SessionEnv } from '#features/officers/model.ts';
import type { Deps } from '#features/records/model.ts';
import { importText, readImport } from './actions.ts';
import { importOptionsSchema } from './model.ts';
import { parseBasis } from './rules.ts';
import { listRuns } from './store.ts';

/** `/api/imports`: the file is the body of the request; what is said of its records stands in the query. */
export function importRoutes(deps: Deps): Hono<SessionEnv> {
  const routes = new Hono<SessionEnv>();

  routes.post('/', async (c) => {
    const { officer } = c.get('session');
    requirePower(c.get('session'), 'act');
    const { tlp, base, basis, ...rest } = c.req.query();
    const options = importOptionsSchema.parse({ ...rest, marking: { tlp, base }, basis: parseBasis(basis ?? '') });
    const bytes = new Uint8Array(await c.req.arrayBuffer());
    return c.json(await importText(deps, { authority: officer.authority, officer: officer.id }, bytes, options), 201);
  });

  routes.get('/', async (c) => {
    requirePower(c.get('session'), 'read-content');
    return c.json({ items: await listRuns(deps.db, null) });
  });

  routes.get('/:id', async (c) => {
    requirePower(c.get('session'), 'read-content');
    return c.json(await readImport(deps.db, c.req.param('id')));
  });

  return routes;
}
