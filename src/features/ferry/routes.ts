import { Hono } from 'hono';
import { requirePower } from '#features/officers/actions.ts';
import type { SessionEnv } from '#features/officers/model.ts';
import type { Deps } from '#features/records/model.ts';
import { readJson } from '#platform/http/read-json.ts';
import { ferryIn, ferryOut } from './actions.ts';
import { ferryOutSchema } from './model.ts';

/** `/api/ferry`: the feed as a file, for peers that no network reaches. */
export function ferryRoutes(deps: Deps): Hono<SessionEnv> {
  const routes = new Hono<SessionEnv>();

  routes.post('/out', async (c) => {
    requirePower(c.get('session'), 'ferry');
    const { file, ...made } = await ferryOut(deps, ferryOutSchema.parse(await readJson(c)));
    const headers = { 'content-type': 'application/octet-stream', 'tamga-ferry': JSON.stringify(made) };
    return c.body(Buffer.from(file), 200, headers);
  });

  routes.post('/in', async (c) => {
    requirePower(c.get('session'), 'ferry');
    return c.json(await ferryIn(deps, new Uint8Array(await c.req.arrayBuffer())));
  });

  return routes;
}
