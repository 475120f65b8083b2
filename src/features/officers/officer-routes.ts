import type { Hono, MiddlewareHandler } from 'hono';
import { z } from 'zod';
import type { Self } from '#features/alliance/model.ts';
import { noteAct } from '#features/audits/actions/note-act.ts';
import { pageOf, pageQuery, readPage } from '#platform/http/page.ts';
import type { OfficerDeps } from './actions.ts';
import { beginEnrolment, enrol } from './actions/enrol.ts';
import { inviteOfficer } from './actions/invite.ts';
import { limitAttempts } from './actions/limit-attempts.ts';
import { listColleagues, listOfficers } from './actions/list-officers.ts';
import { createOperations } from './actions/operations.ts';
import { mayFound } from './actions/read-appointments.ts';
import { listPasskeys, stopPasskeys } from './actions/stop-passkeys.ts';
import {
  enrolledSchema,
  enrolmentOptionsSchema,
  invitedSchema,
  inviteSchema,
  colleagueSchema,
  officerRowSchema,
  registrationSchema,
  tokenSchema,
} from './enrolment-model.ts';
import type { SessionEnv } from './model.ts';
import { passkeyRowSchema, stoppedSchema, stoppingSchema } from './stop-model.ts';
import { addressOf, refuseForeignSite, requireSession, siteOf } from './require-session.ts';

const foreignSitesRefused: MiddlewareHandler<SessionEnv> = (c, next) => {
  refuseForeignSite(c);
  return next();
};

/** `/api/officers`: who acts for an authority, and how they come to their passkeys. */
export function officerRoutes(deps: OfficerDeps & { self: Self }): Hono<SessionEnv> {
  const api = createOperations();
  const signedIn = requireSession(deps);

  api.get(
    '/',
    {
      id: 'listOfficers',
      summary: 'Who acts, acted or was invited to act for the authority of who asks, by number.',
      power: 'appoint',
      query: z.strictObject({}).extend(pageQuery.shape),
      answer: pageOf(officerRowSchema),
    },
    ({ session, query }) => listOfficers(deps, session, readPage(query).asked),
    signedIn,
  );

  api.get(
    '/colleagues',
    {
      id: 'listColleagues',
      summary: 'Who acts for the authority of who asks: number, name and role, to name an officer by.',
      power: 'see-records',
      query: z.strictObject({}).extend(pageQuery.shape),
      answer: pageOf(colleagueSchema),
    },
    ({ session, query }) => listColleagues(deps, session, readPage(query).asked),
    signedIn,
  );

  api.post(
    '/invitations',
    {
      id: 'inviteOfficer',
      summary:
        'A link by which an officer of the own authority registers a passkey, once; earlier links of the officer end.',
      power: 'invite',
      body: inviteSchema,
      status: 201,
      answer: invitedSchema,
      codes: ['officer-differs', 'no-identity-provider'],
    },
    async ({ c, session, body }) => {
      const { token, expiresAt } = await inviteOfficer(deps, session, body);
      await noteAct(deps, session.officer.id, 'sign-in-link', body.officer);
      const url = new URL(`/enrol#${token}`, c.req.header('origin') ?? c.req.url);
      if (c.req.header('authorization')) url.hostname = `${deps.self.code}.localhost`;
      return { officer: body.officer, url: url.href, expiresAt };
    },
    signedIn,
  );

  api.get(
    '/passkeys',
    {
      id: 'listPasskeys',
      summary:
        'The passkeys of who asks, with those that were stopped; with `all`, for who appoints officers, those of the authority. Each with when it was registered, and by whose invitation.',
      power: 'session',
      query: z.strictObject({ all: z.literal('true').exactOptional() }).extend(pageQuery.shape),
      answer: pageOf(passkeyRowSchema),
    },
    ({ session, query }) => {
      const { asked, filter } = readPage(query);
      return listPasskeys(deps, session, filter.all === 'true', asked);
    },
    signedIn,
  );

  api.post(
    '/passkeys/stop',
    {
      id: 'stopPasskeys',
      summary:
        'Stops one’s own passkeys, or, for who invites officers, another’s, at once and for good; two have to appoint others. Every API token of the officer ends.',
      power: 'session',
      body: stoppingSchema,
      answer: stoppedSchema,
    },
    ({ session, body }) => stopPasskeys(deps, session, body),
    signedIn,
  );

  // Who has the invitation has no session yet.
  api.post(
    '/enrolments/options',
    {
      id: 'beginEnrolment',
      summary: 'For whom an invitation is, and what a browser is asked for to make the passkey.',
      power: 'nobody',
      body: tokenSchema,
      answer: enrolmentOptionsSchema,
      codes: ['invitation', 'conflict', 'too-many-attempts'],
    },
    ({ c, body }) => limitAttempts(deps, { address: addressOf(c) }, () => beginEnrolment(deps, siteOf(c), body.token)),
    foreignSitesRefused,
  );

  api.post(
    '/enrolments',
    {
      id: 'enrol',
      summary: 'Registers the passkey that a browser made, and uses the invitation up.',
      power: 'nobody',
      body: registrationSchema.extend(tokenSchema.shape),
      status: 201,
      answer: enrolledSchema,
      codes: ['invitation', 'enrolment', 'conflict', 'encoding', 'too-many-attempts'],
    },
    async ({ c, body: { token, ...registration } }) => {
      const tried = () => enrol(deps, siteOf(c), token, registration);
      const { officer, passkey } = await limitAttempts(deps, { address: addressOf(c) }, tried);
      return {
        officer: officer.id,
        attestation: passkey.attestation,
        mayEnter: await mayFound(deps.db, officer),
      };
    },
    foreignSitesRefused,
  );

  return api.routes;
}
