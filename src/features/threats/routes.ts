import { memberRange } from '@tamga/json';
import { Hono } from 'hono';
import { requirePower } from '#features/officers/actions.ts';
import type { SessionEnv } from '#features/officers/model.ts';
import type { Deps } from '#features/records/model.ts';
import { TamgaError } from '#platform/errors.ts';
import { threatQuerySchema } from './model.ts';
import { countTypes, readVersions, searchObjects } from './store.ts';

/** `/api/threats`: the objects that this node wrote or was given. */
export function threatRoutes({ db }: Pick<Deps, 'db'>): Hono<SessionEnv> {
  const routes = new Hono<SessionEnv>();

  routes.get('/', async (c) => {
    requirePower(c.get('session'), 'read-content');
    const query = threatQuerySchema.parse(c.req.query());
    const { rows, next } = await searchObjects(db, query);
    return c.json({ items: rows, next, types: await countTypes(db, query) });
  });

  routes.get('/:id', async (c) => {
    requirePower(c.get('session'), 'read-content');
    const id = c.req.param('id');
    const versions = await readVersions(db, id);
    if (versions.length === 0) throw new TamgaError('not-found', `no object ${id} here`);
    return c.json({
      id,
      versions: versions.map(({ body, ...rest }) => ({ ...rest, source: sourceOf(body), destroyed: body === null })),
    });
  });

  return routes;
}

/** The object's own text, cut out of the body as the bytes that came in. */
function sourceOf(body: Buffer | null): string {
  if (body === null) return '';
  const range = memberRange(body, '/object');
  return range ? body.subarray(range.start, range.end).toString('utf8') : '';
}
