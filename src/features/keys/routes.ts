import type { Hono } from 'hono';
import { z } from 'zod';
import { createOperations } from '#features/officers/actions/operations.ts';
import type { SessionEnv } from '#features/officers/model.ts';
import { refParams } from '#features/records/model.ts';
import type { Deps } from '#features/records/model.ts';
import { pageOf, pageQuery, pageWithin, readPage } from '#platform/http/page.ts';
import { destroyKey, readKeys } from './actions.ts';
import { keyFileSchema, keyViewSchema } from './model.ts';

/** `/api/keys`: the private keys of this node, without their secrets. */
export function keyRoutes(deps: Deps): Hono<SessionEnv> {
  const api = createOperations();

  api.get(
    '/',
    {
      id: 'listKeys',
      summary: 'The private keys in this node’s folder, without their secrets.',
      power: 'keep-keys',
      query: pageQuery,
      answer: pageOf(keyViewSchema),
      codes: ['keys'],
    },
    async ({ query }) => pageWithin(await readKeys(deps), readPage(query).asked, ({ file }) => file),
  );

  api.post(
    '/:participant/:hash/destroy',
    {
      id: 'destroyKey',
      summary: 'Destroys a key that the own directory has ended and that nothing here needs.',
      power: 'keep-keys',
      params: { participant: refParams.participant, hash: z.string().max(60) },
      answer: keyFileSchema,
      codes: ['conflict', 'keys'],
    },
    ({ params }) => destroyKey(deps, `${params.participant}/${params.hash}`),
  );

  return api.routes;
}
