import type { Hono } from 'hono';
import { createOperations } from '#features/officers/actions/operations.ts';
import type { SessionEnv } from '#features/officers/model.ts';
import { TamgaError } from '#platform/errors.ts';
import { addBlob } from './actions.ts';
import type { BlobDeps } from './actions.ts';
import { addedBlobSchema } from './model.ts';

/** `/api/blobs`: files too large for a body, handed in before the record that names them. */
export function blobRoutes(deps: BlobDeps): Hono<SessionEnv> {
  const api = createOperations();

  api.post(
    '/',
    {
      id: 'addBlob',
      summary: 'Takes in a file for a record to name. The same bytes are kept once.',
      power: 'act',
      body: 'file',
      status: 201,
      answer: addedBlobSchema,
      codes: ['conflict', 'disk-full', 'keys'],
    },
    ({ c, session: { officer } }) => {
      const length = c.req.header('content-length');
      const source = c.req.raw.body ?? new Blob([]).stream();
      if (length === undefined) throw new TamgaError('malformed', 'content-length is missing');
      return addBlob(deps, { authority: officer.authority, officer: officer.id }, source, Number(length));
    },
  );

  return api.routes;
}
