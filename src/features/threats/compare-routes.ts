import type { Hono } from 'hono';
import { viewerOf } from '#features/officers/actions.ts';
import { createOperations } from '#features/officers/actions/operations.ts';
import type { SessionEnv } from '#features/officers/model.ts';
import type { Deps } from '#features/records/model.ts';
import { compareVersions } from './compare-actions.ts';
import { compareQuerySchema, comparisonSchema } from './compare-model.ts';
import { objectIdSchema } from './graph-model.ts';

/** Versions side by side: under `/api/threats`. */
export function compareRoutes(deps: Pick<Deps, 'db' | 'self'>): Hono<SessionEnv> {
  const api = createOperations();

  api.get(
    '/:id/diff',
    {
      id: 'compareVersions',
      summary: 'What is different in two versions of an object, of one author or of two. Persons are not compared.',
      power: 'read-content',
      params: { id: objectIdSchema },
      query: compareQuerySchema,
      answer: comparisonSchema,
    },
    async ({ c, session, params, query }) => {
      const answer = await compareVersions(deps, params.id, query, viewerOf(session));
      c.set('read', [answer.from.ref, answer.to.ref]);
      return answer;
    },
  );

  return api.routes;
}
