import type { Hono } from 'hono';
import { z } from 'zod';
import { createOperations } from '#features/officers/actions/operations.ts';
import { assertionSchema } from '#features/officers/model.ts';
import type { SessionEnv } from '#features/officers/model.ts';
import { approvalCodes, draftCodes } from '#features/records/actions/codes.ts';
import { refSchema } from '#features/records/model.ts';
import type { Deps } from '#features/records/model.ts';
import { draftSchema, refsOfDraft } from '#features/records/actions.ts';
import type { Submission } from '#features/releases/actions.ts';
import { TamgaError } from '#platform/errors.ts';
import { pageOf, pageQuery, readPage } from '#platform/http/page.ts';
import {
  approveProposal,
  endProposal,
  listProposals,
  propose,
  proposeConfirmation,
  putIntoForce,
  readProposal,
} from './actions.ts';
import type { Approved } from './actions.ts';
import { approvedSchema, proposalFilters, proposalSchema, proposalSummarySchema, reasonSchema } from './model.ts';
import type { ApprovedProposal } from './model.ts';

const params = { id: z.uuid() };

/** `/api/proposals`: bytes that officers approve before they are sealed. */
export function proposalRoutes(deps: Deps): Hono<SessionEnv> {
  const api = createOperations();

  api.get(
    '/',
    {
      id: 'listProposals',
      summary: 'What waits for approvals at the officer’s authority, or was decided there, the newest first.',
      power: 'see-records',
      query: z
        .strictObject({ state: z.enum(proposalFilters).exactOptional(), ref: refSchema.exactOptional() })
        .extend(pageQuery.shape),
      answer: pageOf(proposalSummarySchema),
    },
    ({ session, query }) => {
      const { asked, filter } = readPage(query);
      return listProposals(deps, session, filter, asked);
    },
  );

  api.post(
    '/',
    {
      id: 'propose',
      summary: 'Makes the bytes of a record whose kind asks for approvals. Nothing is sealed before they are given.',
      power: 'session',
      body: draftSchema,
      status: 201,
      answer: proposalSummarySchema,
      codes: [...draftCodes, 'proposal-limit'],
      once: true,
    },
    async ({ session, body, within, reach }) => {
      const { author = session.officer.authority, ...draft } = body;
      if (author !== session.officer.authority)
        throw new TamgaError('forbidden', `${session.officer.id} does not act for ${author}`);
      // The node writes it by the act, and nobody otherwise.
      if (deps.kinds.get(draft.kind)?.confirms)
        throw new TamgaError('malformed', `kind: ${draft.kind} is proposed by POST /api/proposals/confirmations`);
      await reach(refsOfDraft(draft));
      return propose(within(deps), session, { ...draft, author, officers: [session.officer.id] });
    },
  );

  api.post(
    '/confirmations',
    {
      id: 'proposeConfirmation',
      summary:
        'Makes the bytes by which a second officer confirms what one put into force in an emergency; sealed once that officer approved them.',
      power: 'approve',
      body: z.strictObject({ ref: refSchema }),
      status: 201,
      answer: proposalSummarySchema,
      codes: [...draftCodes, 'proposal-limit'],
      once: true,
    },
    async ({ session, body, within, reach }) => {
      await reach([body.ref]);
      return proposeConfirmation(within(deps), session, body.ref);
    },
  );

  api.get(
    '/:id',
    {
      id: 'readProposal',
      summary: 'The very bytes that would be sealed, for who is to approve them.',
      power: 'see-records',
      params,
      answer: proposalSchema,
    },
    ({ session, params: { id } }) => readProposal(deps, session, id),
  );

  api.post(
    '/:id/approvals',
    {
      id: 'approveProposal',
      summary:
        'Adds the officer’s passkey assertion over SHA-256 of the payload; the last one that is needed seals the record.',
      power: 'approve',
      params,
      body: assertionSchema,
      status: 201,
      answer: approvedSchema,
      codes: draftCodes,
      once: true,
    },
    async ({ session, params: { id }, body, within }) =>
      toAnswer(await approveProposal(within(deps), session, id, body)),
  );

  api.post(
    '/:id/emergency',
    {
      id: 'putIntoForce',
      summary: 'Seals what its author alone approved: it lapses after 24 hours unless a second officer confirms it.',
      power: 'act',
      params,
      status: 201,
      answer: approvedSchema,
      codes: draftCodes,
      once: true,
    },
    async ({ session, params: { id }, within }) => toAnswer(await putIntoForce(within(deps), session, id)),
  );

  api.post(
    '/:id/end',
    {
      id: 'endProposal',
      summary: 'Its author withdraws it, or who could approve it refuses to. Its content is destroyed.',
      power: 'session',
      params,
      body: reasonSchema,
      answer: 'nothing',
      codes: approvalCodes,
    },
    ({ session, params: { id }, body }) => endProposal(deps, session, id, body.reason),
  );

  return api.routes;
}

const toAnswer = ({ proposal, submission }: Approved): ApprovedProposal => ({
  proposal,
  sealed: submission && toSubmission(submission),
});

const toSubmission = ({ record, released, withheld }: Submission) => ({
  ref: record.ref,
  digest: record.digest.toString('base64url'),
  released,
  withheld,
});
