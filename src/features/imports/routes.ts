import { Hono } from 'hono';
import { requirePower } from '#features/officers/actions.ts';
import type { SessionEnv } from '#features/officers/model.ts';
import { cancelImport, importText, readImport, readProgress, startImport } from './actions.ts';
import { importOptionsSchema, waitSchema } from './model.ts';
import type { ImportDeps } from './model.ts';
import { parseBasis } from './rules.ts';
import { listRuns } from './store.ts';

/** `/api/imports`: the file is the body of the request; what is said of its records stands in the query. */
export function importRoutes(deps: ImportDeps): Hono<SessionEnv> {
  const routes = new Hono<SessionEnv>();

  routes.post('/', async (c) => {
    const { officer } = c.get('session');
    requirePower(c.get('session'), 'act');
    const { tlp, base, basis, wait, ...rest } = c.req.query();
    const options = importOptionsSchema.parse({ ...rest, marking: { tlp, base }, basis: parseBasis(basis ?? '') });
    const waits = waitSchema.parse(wait) === 'yes';
    const bytes = new Uint8Array(await c.req.arrayBuffer());
    const actor = { authority: officer.authority, officer: officer.id };
    if (waits) return c.json(await importText(deps, actor, bytes, options), 201);
    const run = await startImport(deps, actor, bytes, options);
    return c.json(run, 202, { location: `/api/imports/${run.id}` });
  });

  routes.get('/', async (c) => {
    requirePower(c.get('session'), 'read-content');
    return c.json({ items: await listRuns(deps.db, null) });
  });

  routes.get('/:id', async (c) => {
    requirePower(c.get('session'), 'read-content');
    return c.json(await readImport(deps.db, c.req.param('id')));
  });

  routes.get('/:id/progress', async (c) => {
    requirePower(c.get('session'), 'read-content');
    return c.json(await readProgress(deps.db, c.req.param('id')));
  });

  routes.post('/:id/cancel', async (c) => {
    requirePower(c.get('session'), 'act');
    return c.json(await cancelImport(deps, c.req.param('id')));
  });

  return routes;
}
