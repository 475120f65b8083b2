import type { Hono } from 'hono';
import { z } from 'zod';
import { createOperations } from '#features/officers/actions/operations.ts';
import { hasPower, viewerOf } from '#features/officers/actions.ts';
import type { OfficerDeps } from '#features/officers/actions.ts';
import { stoppedCodes } from '#features/records/actions/codes.ts';
import type { Session, SessionEnv } from '#features/officers/model.ts';
import type { Deps } from '#features/records/model.ts';
import { numberedPage, pageOf, readPage, toPage } from '#platform/http/page.ts';
import { decideQuarantine } from './actions/decide.ts';
import { decisionSchema, quarantineFilterSchema, quarantineSchema } from './model.ts';
import { listQuarantines } from './store.ts';

/** `/api/quarantine`: bulks of persons that wait for an officer's decision, and what was decided. */
export function quarantineRoutes(deps: Deps & Pick<OfficerDeps, 'officers'>): Hono<SessionEnv> {
  const api = createOperations();

  api.get(
    '/',
    {
      id: 'listQuarantines',
      summary: 'Bulks of persons that were set aside (SG-13), the newest first: how many, whose, and what was decided.',
      power: 'read-content',
      query: quarantineFilterSchema.extend(numberedPage.shape),
      answer: pageOf(quarantineSchema),
    },
    async ({ query }) => {
      const { asked, filter } = readPage(query);
      return toPage(await listQuarantines(deps.db, filter, asked), asked);
    },
  );

  api.post(
    '/:id',
    {
      id: 'decideQuarantine',
      summary: 'Lets a bulk of persons in or gives it up, with a reason that the node seals.',
      power: 'decide-quarantine',
      params: { id: z.string().regex(/^\d{1,15}$/) },
      body: decisionSchema,
      status: 201,
      answer: z.strictObject({ ref: z.string() }),
      codes: ['conflict', 'other-officer', ...stoppedCodes, 'keys'],
      once: true,
    },
    async ({ params, session, body }) => ({
      ref: await decideQuarantine(deps, deciderOf(session, deps), Number(params.id), body),
    }),
  );

  return api.routes;
}

const deciderOf = (session: Session, { officers }: Pick<OfficerDeps, 'officers'>) => ({
  viewer: viewerOf(session),
  others: officers
    .filter(({ id, role }) => id !== session.officer.id && hasPower(role, 'decide-quarantine'))
    .map(({ id }) => id),
});
