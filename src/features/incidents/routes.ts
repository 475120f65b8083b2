import type { Hono } from 'hono';
import { viewerOf } from '#features/officers/actions.ts';
import { createOperations } from '#features/officers/actions/operations.ts';
import type { SessionEnv } from '#features/officers/model.ts';
import { refIn, refParams, refSchema } from '#features/records/model.ts';
import type { Deps } from '#features/records/model.ts';
import { readIncident } from './actions.ts';
import { incidentStateSchema } from './model.ts';

/** `/api/incidents/:participant/:id`: the state of an incident as this node was told. */
export function incidentRoutes(deps: Pick<Deps, 'db' | 'self' | 'kinds' | 'now'>): Hono<SessionEnv> {
  const api = createOperations();
  api.get(
    '/:participant/:id',
    {
      id: 'readIncident',
      summary: 'The state of an incident as this node was told.',
      power: 'read-content',
      params: refParams,
      answer: incidentStateSchema.extend({ ref: refSchema }),
    },
    async ({ params, session }) => {
      const ref = refIn(params);
      return { ref, ...(await readIncident(deps, ref, viewerOf(session))) };
    },
  );
  return api.routes;
}
