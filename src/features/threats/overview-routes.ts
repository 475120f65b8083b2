import type { Hono } from 'hono';
import { viewerOf } from '#features/officers/actions.ts';
import { createOperations } from '#features/officers/actions/operations.ts';
import type { SessionEnv } from '#features/officers/model.ts';
import type { Deps } from '#features/records/model.ts';
import { matrixSchema, timelineQuerySchema, timelineSchema } from './overview-model.ts';
import { readMatrix, readTimeline } from './overview-store.ts';

/** All objects at a glance: under `/api/threats`. */
export function overviewRoutes({ db }: Pick<Deps, 'db'>): Hono<SessionEnv> {
  const api = createOperations();

  api.get(
    '/all/matrix',
    {
      id: 'readMatrix',
      summary: 'Techniques by the phases of the kill chains that they name themselves, with how much refers to each.',
      power: 'read-content',
      answer: matrixSchema,
    },
    ({ session }) => readMatrix(db, viewerOf(session)),
  );

  api.get(
    '/all/timeline',
    {
      id: 'readTimeline',
      summary:
        'How many of the objects that fit were made, or observed, on each day; in months or years where days are many.',
      power: 'read-content',
      query: timelineQuerySchema,
      answer: timelineSchema,
    },
    ({ session, query: { by, ...filter } }) => readTimeline(db, filter, by ?? 'modified', viewerOf(session)),
  );

  return api.routes;
}
