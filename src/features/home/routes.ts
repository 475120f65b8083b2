import type { Hono } from 'hono';
import type { InboxDeps } from '#features/inbox/actions.ts';
import { createOperations } from '#features/officers/actions/operations.ts';
import type { SessionEnv } from '#features/officers/model.ts';
import { readHome } from './actions.ts';
import { homeSchema } from './model.ts';

/** `/api/home`: what changed since yesterday. */
export function homeRoutes(deps: InboxDeps): Hono<SessionEnv> {
  const api = createOperations();

  api.get(
    '/',
    {
      id: 'readHome',
      summary:
        'What changed at this node since a day ago, and what needs the officer within the next one: counts alone.',
      power: 'see-records',
      answer: homeSchema,
    },
    ({ session }) => readHome(deps, session),
  );

  return api.routes;
}
