import type { Hono } from 'hono';
import { z } from 'zod';
import { createOperations } from '#features/officers/actions/operations.ts';
import type { SessionEnv } from '#features/officers/model.ts';
import { draftCodes } from '#features/records/actions/codes.ts';
import { refIn, refParams } from '#features/records/model.ts';
import { pageOf, pageQuery, readPage, toPage } from '#platform/http/page.ts';
import { referCases } from './actions.ts';
import { recordSummarySchema } from '#features/records/actions/read-detail.ts';
import { readCase } from './actions/read-case.ts';
import { readNext } from './actions/read-next.ts';
import type { CaseDeps } from './actions/gather.ts';
import { referralSchema, referredSchema, referRequestSchema } from './model.ts';
import { caseSchema } from './case-model.ts';
import { nextSchema } from './next-model.ts';
import { listReferrals } from './store.ts';

/** `/api/cases`: what may come next in a case, and what authorities that have ended leave to those that take their place. */
export function caseRoutes(deps: CaseDeps): Hono<SessionEnv> {
  const api = createOperations();

  api.get(
    '/referrals',
    {
      id: 'listReferrals',
      summary: 'Cases that an authority left to the one that takes its place, the newest first.',
      power: 'see-records',
      query: pageQuery,
      answer: pageOf(referralSchema),
    },
    async ({ query }) => {
      const { asked } = readPage(query);
      return toPage(await listReferrals(deps.db, asked), asked);
    },
  );

  api.post(
    '/refer',
    {
      id: 'referCases',
      summary: 'Takes over what an authority that has ended left to the officer’s.',
      power: 'desk',
      body: referRequestSchema,
      status: 201,
      answer: referredSchema,
      codes: [...draftCodes, 'referral'],
      once: true,
    },
    async ({ session, body }) => {
      const { authority, id: officer } = session.officer;
      return referCases(deps, { authority, officer }, body.from, body.reason);
    },
  );

  api.get(
    '/:participant/:id',
    {
      id: 'readCase',
      summary:
        'The case that a record belongs to: its thread, what happened when, who has what, what waits, and until when. As this node was told.',
      power: 'see-records',
      params: refParams,
      answer: caseSchema.extend({ records: z.array(recordSummarySchema) }).meta({ id: 'Case' }),
    },
    ({ params, session }) => readCase(deps, session, refIn(params)),
  );

  api.get(
    '/:participant/:id/next',
    {
      id: 'readNext',
      summary:
        'What may be done next of a record, by whom and until when, as this node was told: by the rules of its kind.',
      power: 'see-records',
      params: refParams,
      answer: nextSchema,
    },
    ({ params, session }) => readNext(deps, session, refIn(params)),
  );

  return api.routes;
}
