import type { Hono } from 'hono';
import { createOperations } from '#features/officers/actions/operations.ts';
import type { SessionEnv } from '#features/officers/model.ts';
import type { Deps } from '#features/records/model.ts';
import { pageOf, pageQuery, readPage, toPage } from '#platform/http/page.ts';
import { refusedFilterSchema, refusedLineSchema } from './model.ts';
import { listRefused } from './store.ts';

/** `/api/refused`: lines of peers' feeds that could not be taken, with the reason that went back to them. */
export function refusedRoutes({ db }: Pick<Deps, 'db'>): Hono<SessionEnv> {
  const api = createOperations();
  api.get(
    '/',
    {
      id: 'listRefused',
      summary: 'Lines of peers that could not be taken, the newest first, with the reason that went back to them.',
      power: 'see-records',
      query: refusedFilterSchema.extend(pageQuery.shape),
      answer: pageOf(refusedLineSchema),
    },
    async ({ query }) => {
      const { asked, filter } = readPage(query);
      return toPage(await listRefused(db, asked, filter.since), asked);
    },
  );
  return api.routes;
}
