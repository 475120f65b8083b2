import type { Hono } from 'hono';
import { createOperations } from '#features/officers/actions/operations.ts';
import type { SessionEnv } from '#features/officers/model.ts';
import { draftCodes } from '#features/records/actions/codes.ts';
import type { Deps } from '#features/records/model.ts';
import { pageOf, pageQuery, readPage, toPage } from '#platform/http/page.ts';
import { referCases } from './actions.ts';
import { referralSchema, referredSchema, referRequestSchema } from './model.ts';
import { listReferrals } from './store.ts';

/** `/api/cases`: what authorities that have ended leave to those that take their place. */
export function caseRoutes(deps: Deps): Hono<SessionEnv> {
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
      power: 'act',
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

  return api.routes;
}
