import type { Hono } from 'hono';
import { createOperations } from '#features/officers/actions/operations.ts';
import type { SessionEnv } from '#features/officers/model.ts';
import { readCare, saveCare } from './actions.ts';
import type { CareDeps } from './actions.ts';
import { careSchema, ownCareSchema } from './model.ts';

/** `/api/care`: how gently an officer is shown what disturbs. */
export function careRoutes(deps: CareDeps): Hono<SessionEnv> {
  const api = createOperations();
  api.get(
    '/',
    {
      id: 'readCare',
      summary: 'What is folded, blurred, grey or muted until the officer asks for it.',
      power: 'session',
      answer: careSchema,
    },
    ({ session }) => readCare(deps, session.officer.id),
  );
  api.put(
    '/',
    {
      id: 'saveCare',
      summary: 'What the officer wants of it besides what the authority holds everybody to.',
      power: 'session',
      body: ownCareSchema,
      answer: careSchema,
    },
    ({ session, body }) => saveCare(deps, session.officer.id, body.own),
  );
  return api.routes;
}
