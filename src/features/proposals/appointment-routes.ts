import type { Hono } from 'hono';
import { createOperations } from '#features/officers/actions/operations.ts';
import type { SessionEnv } from '#features/officers/model.ts';
import { draftCodes } from '#features/records/actions/codes.ts';
import type { Deps } from '#features/records/model.ts';
import { proposeAppointment, proposeDismissal } from './actions.ts';
import { appointingSchema, dismissingSchema, proposalSummarySchema } from './model.ts';

/** `/api/proposals/appointments`, `/api/proposals/dismissals`: who is to be an officer, from what they registered. */
export function appointmentRoutes(deps: Deps): Hono<SessionEnv> {
  const api = createOperations();

  api.post(
    '/appointments',
    {
      id: 'proposeAppointment',
      summary:
        'Makes the bytes that appoint officers by the passkeys they registered. Two have to approve them, as of any proposal.',
      power: 'appoint',
      body: appointingSchema,
      status: 201,
      answer: proposalSummarySchema,
      codes: [...draftCodes, 'nothing-to-appoint', 'proposal-limit'],
      once: true,
    },
    ({ session, body, within }) => proposeAppointment(within(deps), session, body),
  );

  api.post(
    '/dismissals',
    {
      id: 'proposeDismissal',
      summary: 'Makes the bytes that dismiss an officer. Two have to approve them, as of any proposal.',
      power: 'appoint',
      body: dismissingSchema,
      status: 201,
      answer: proposalSummarySchema,
      codes: [...draftCodes, 'proposal-limit'],
      once: true,
    },
    ({ session, body, within }) => proposeDismissal(within(deps), session, body),
  );

  return api.routes;
}
