import type { Hono } from 'hono';
import { createOperations } from '#features/officers/actions/operations.ts';
import type { SessionEnv } from '#features/officers/model.ts';
import type { Deps } from '#features/records/model.ts';
import { pageOf, pageQuery, pageWithin, readPage } from '#platform/http/page.ts';
import { readCounted, readFigures } from './actions.ts';
import { countedSchema, figureSchema, figuresFilterSchema, namedSchema } from './model.ts';

/** `/api/figures`: what accounts and seals say, in sums that whoever doubts them makes again from the records. */
export function figureRoutes(deps: Pick<Deps, 'db' | 'kinds' | 'now'>): Hono<SessionEnv> {
  const api = createOperations();

  api.get(
    '/',
    {
      id: 'listFigures',
      summary:
        'Refusals by rule, emergency acts by what became of them, and reads of what is guarded by under what, for each participant and month, as far as their accounts are here.',
      power: 'see-records',
      query: figuresFilterSchema.extend(pageQuery.shape),
      answer: pageOf(figureSchema),
    },
    async ({ query }) => {
      const { asked, filter } = readPage(query);
      const nameOf = (one: object): string =>
        Object.values(one)
          .slice(0, 4)
          .join('.')
          .replaceAll(/[^\w./-]/g, '-');
      return pageWithin(await readFigures(deps, filter), asked, nameOf);
    },
  );

  api.get(
    '/records',
    {
      id: 'listCounted',
      summary: 'The records that one figure counts, each with its part of it.',
      power: 'see-records',
      query: namedSchema.extend(pageQuery.shape),
      answer: pageOf(countedSchema),
    },
    async ({ query }) => {
      const { asked, filter } = readPage(query);
      return pageWithin(await readCounted(deps, filter), asked, ({ ref }) => ref);
    },
  );

  return api.routes;
}
