import { Hono } from 'hono';
import { requirePower } from '#features/officers/actions.ts';
import type { SessionEnv } from '#features/officers/model.ts';
import { TamgaError } from '#platform/errors.ts';
import { addBlob } from './actions.ts';
import type { BlobDeps } from './actions.ts';

/** `/api/blobs`: files too large for a body, handed in before the record that names them. */
export function blobRoutes(deps: BlobDeps): Hono<SessionEnv> {
  const routes = new Hono<SessionEnv>();

  routes.post('/', async (c) => {
    const session = c.get('session');
    requirePower(session, 'act');
    const length = c.req.header('content-length');
    const source = c.req.raw.body ?? new Blob([]).stream();
    if (length === undefined) throw new TamgaError('malformed', 'content-length is missing');
    const adder = { authority: session.officer.authority, officer: session.officer.id };
    return c.json(await addBlob(deps, adder, source, Number(length)), 201);
  });

  return routes;
}
