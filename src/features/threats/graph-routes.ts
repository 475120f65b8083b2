import type { Hono } from 'hono';
import { viewerOf } from '#features/officers/actions.ts';
import { createOperations } from '#features/officers/actions/operations.ts';
import type { SessionEnv } from '#features/officers/model.ts';
import type { Deps } from '#features/records/model.ts';
import { pageQuery, readPage } from '#platform/http/page.ts';
import { exploreFrom } from './explore-actions.ts';
import { exploredSchema, exploreQuerySchema } from './explore-model.ts';
import { readNeighbours, readPaths } from './graph-actions.ts';
import {
  neighboursFilterSchema,
  neighboursSchema,
  objectIdSchema,
  pathsQuerySchema,
  pathsSchema,
  placeSchema,
} from './graph-model.ts';

/** What is connected with what: under `/api/threats`. */
export function graphRoutes({ db }: Pick<Deps, 'db'>): Hono<SessionEnv> {
  const api = createOperations();

  api.get(
    '/:id/paths',
    {
      id: 'findPaths',
      summary: 'The shortest paths between two objects. Persons are no step of any path.',
      power: 'read-content',
      params: { id: objectIdSchema },
      query: pathsQuerySchema,
      answer: pathsSchema,
    },
    async ({ c, session, params, query }) => {
      const { answer, read } = await readPaths(db, params.id, query, viewerOf(session));
      if (read.length > 0) c.set('read', read);
      return answer;
    },
  );

  api.get(
    '/:id/neighbours',
    {
      id: 'listNeighbours',
      summary: 'What an object refers to and what refers to it, one or two steps away. Persons are none of it.',
      power: 'read-content',
      params: { id: objectIdSchema },
      query: neighboursFilterSchema.extend({ ...pageQuery.shape, before: placeSchema }),
      answer: neighboursSchema,
    },
    async ({ c, session, params, query }) => {
      const { asked, filter } = readPage(query);
      const { answer, read } = await readNeighbours(db, params.id, filter, asked, viewerOf(session));
      if (read.length > 0) c.set('read', read);
      return answer;
    },
  );

  api.get(
    '/:id/graph',
    {
      id: 'readGraph',
      summary:
        'An object with up to 5,000 others around it and every line between any two of them, for a picture. Persons are none of it.',
      power: 'read-content',
      params: { id: objectIdSchema },
      query: exploreQuerySchema,
      answer: exploredSchema,
    },
    async ({ c, session, params, query }) => {
      const { answer, read } = await exploreFrom(db, params.id, query, viewerOf(session));
      if (read.length > 0) c.set('read', read);
      return answer;
    },
  );

  return api.routes;
}
