import type { Hono } from 'hono';
import { createOperations } from '#features/officers/actions/operations.ts';
import type { SessionEnv } from '#features/officers/model.ts';
import type { Deps } from '#features/records/model.ts';
import { markSeen, readNews } from './actions.ts';
import { newsSchema } from './model.ts';

/** `/api/news` */
export function newsRoutes(deps: Pick<Deps, 'db' | 'kinds' | 'now'>): Hono<SessionEnv> {
  const api = createOperations();
  api.get(
    '/',
    {
      id: 'readNews',
      summary: 'How much arrived that officers elsewhere wrote, since the officer last looked: a count alone.',
      power: 'see-records',
      answer: newsSchema,
    },
    ({ session }) => readNews(deps, session.officer.id),
  );
  api.put(
    '/seen',
    {
      id: 'markNewsSeen',
      summary: 'The officer has looked at what is here now: what comes later is news.',
      power: 'see-records',
      answer: 'nothing',
    },
    ({ session }) => markSeen(deps.db, session.officer.id),
  );
  return api.routes;
}
