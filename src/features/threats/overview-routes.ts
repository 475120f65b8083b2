import type { Hono } from 'hono';
import { viewerOf } from '#features/officers/actions.ts';
import { createOperations } from '#features/officers/actions/operations.ts';
import type { SessionEnv } from '#features/officers/model.ts';
import { decryptBody } from '#features/records/actions.ts';
import type { Deps } from '#features/records/model.ts';
import { matrixSchema, timelineQuerySchema, timelineSchema } from './overview-model.ts';
import { listTacticSources, readMatrix, readTimeline } from './overview-store.ts';
import { sourceOf } from './source.ts';
import { orderTactics, readTacticOrders } from './tactic-rules.ts';

/** All objects at a glance: under `/api/threats`. */
export function overviewRoutes({ db, self }: Pick<Deps, 'db' | 'self'>): Hono<SessionEnv> {
  const api = createOperations();

  api.get(
    '/all/matrix',
    {
      id: 'readMatrix',
      summary: 'Techniques by the phases of the kill chains that they name themselves, with how much refers to each.',
      power: 'read-content',
      answer: matrixSchema,
    },
    async ({ session }) => {
      const viewer = viewerOf(session);
      const sources = (await listTacticSources(db, viewer)).flatMap((row) => {
        const opened = decryptBody(row, self);
        return opened.ok ? [sourceOf(opened.body)] : [];
      });
      const orders = readTacticOrders(sources);
      return readMatrix(db, viewer, (phases) => orderTactics(phases, orders));
    },
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
