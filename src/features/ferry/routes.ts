import { Hono } from 'hono';
import { requirePower } from '#features/officers/actions.ts';
import type { SessionEnv } from '#features/officers/model.ts';
import type { Deps } from '#features/records/model.ts';
import { readJson } from '#platform/http/read-json.ts';
import { ferryBlobIn, ferryBlobOut, ferryIn, ferryOut, listDue, listFerried } from './actions.ts';
import { ferryInQuerySchema, ferryOutSchema, placesQuerySchema } from './model.ts';

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
    const { again } = ferryInQuerySchema.parse(c.req.query());
    return c.json(await ferryIn(deps, new Uint8Array(await c.req.arrayBuffer()), again !== undefined));
  });

  /** The blobs of the records that a ferry file holds; each goes as a file of its own. */
  routes.get('/blobs/:to', async (c) => {
    requirePower(c.get('session'), 'ferry');
    const { after, last } = placesQuerySchema.parse(c.req.query());
    return c.json({ blobs: await listFerried(deps, c.req.param('to'), Number(after), Number(last)) });
  });

  routes.get('/blobs/:to/:sha256', async (c) => {
    requirePower(c.get('session'), 'ferry');
    const { headers, body } = await ferryBlobOut(deps, c.req.param('to'), c.req.param('sha256'));
    return c.body(body ?? '', 200, headers);
  });

  /** What is due from a peer, and may have come by hand. */
  routes.get('/due/:from', async (c) => {
    requirePower(c.get('session'), 'ferry');
    return c.json({ blobs: await listDue(deps, c.req.param('from')) });
  });

  routes.post('/blobs/:from/:name', async (c) => {
    requirePower(c.get('session'), 'ferry');
    const { from, name } = c.req.param();
    const source = c.req.raw.body ?? new Blob([]).stream();
    const length = Number(c.req.header('content-length') ?? 0);
    return c.json({ taken: await ferryBlobIn(deps, from, name, source, length) });
  });

  return routes;
}
