import type { Hono } from 'hono';
import { z } from 'zod';
import { createOperations } from '#features/officers/actions/operations.ts';
import { noCover } from '#features/guards/model.ts';
import { wordsFor } from '#features/officers/actions/words-for.ts';
import type { SessionEnv } from '#features/officers/model.ts';
import { draftCodes } from '#features/records/actions/codes.ts';
import { refIn, refParams, refSchema } from '#features/records/model.ts';
import { numberedPage, pageOf, pageQuery, readPage } from '#platform/http/page.ts';
import * as actions from './actions.ts';
import type { AssignDeps } from './actions.ts';
import {
  assignmentFilterSchema,
  assignmentViewSchema,
  endingSchema,
  givingSchema,
  ownCoverSchema,
  refusingSchema,
  requestFilterSchema,
  requestingSchema,
  requestSchema,
} from './model.ts';
import type { AssignmentView } from './model.ts';

const made = z.strictObject({ ref: refSchema });
const byNumber = { id: z.string().regex(/^[1-9]\d{0,14}$/) };
const requestedSchema = z.strictObject({ id: z.int() });

/** `/api/assignments`: who of an authority may read what of what is guarded, what for, and until when. */
export function assignmentRoutes(deps: AssignDeps): Hono<SessionEnv> {
  const api = createOperations();

  api.get(
    '/',
    {
      id: 'listAssignments',
      summary:
        'Assignments at the officer’s authority, the newest first; whoever neither gives nor audits them sees their own.',
      power: 'see-records',
      query: assignmentFilterSchema.extend(pageQuery.shape),
      answer: pageOf(assignmentViewSchema),
    },
    async ({ session, query }) => {
      const { asked, filter } = readPage(query);
      const { items, next } = await actions.listAssignments(deps, session.officer, filter.state !== 'all', asked);
      const toldOf = ({ reason, endReason }: AssignmentView) => ({
        reason: wordsFor(session, reason),
        endReason: wordsFor(session, endReason),
      });
      return { items: items.map((one) => ({ ...one, ...toldOf(one) })), next };
    },
  );

  api.get(
    '/own',
    {
      id: 'readOwnCover',
      summary: 'What the officer is assigned to now, and whether that is still the operator’s word.',
      power: 'see-records',
      answer: ownCoverSchema,
    },
    ({ session }) => session.cover ?? noCover,
  );

  api.post(
    '/',
    {
      id: 'giveAssignment',
      summary: 'Assigns other officers of the authority; nobody assigns himself.',
      power: 'assign',
      body: givingSchema,
      status: 201,
      answer: made,
      codes: [...draftCodes, 'assignment', 'assignment-self'],
      once: true,
    },
    async ({ session, body, within }) => ({ ref: await actions.giveAssignment(within(deps), session.officer, body) }),
  );

  api.post(
    '/:participant/:id/end',
    {
      id: 'endAssignment',
      summary: 'Ends an assignment before its time, of some of its officers or of all.',
      power: 'assign',
      params: refParams,
      body: endingSchema,
      status: 201,
      answer: made,
      codes: [...draftCodes, 'assignment'],
      once: true,
    },
    async ({ session, params, body, within }) => ({
      ref: await actions.endAssignment(within(deps), session.officer, refIn(params), body),
    }),
  );

  api.get(
    '/requests',
    {
      id: 'listAssignmentRequests',
      summary:
        'What officers asked to be assigned to, and nobody answered yet; with `state=all` also what was answered, and how.',
      power: 'see-records',
      query: requestFilterSchema.extend(numberedPage.shape),
      answer: pageOf(requestSchema),
    },
    ({ session, query }) => {
      const { asked, filter } = readPage(query);
      return actions.listRequests(deps, session.officer, filter.state !== 'all', asked);
    },
  );

  api.post(
    '/requests',
    {
      id: 'requestAssignment',
      summary: 'Asks whoever may give it for an assignment.',
      power: 'read-content',
      body: requestingSchema,
      status: 201,
      answer: requestedSchema,
      codes: ['assignment', 'request-limit', 'day-limit'],
      once: true,
    },
    async ({ session, body, within }) => ({
      id: await actions.requestAssignment(within(deps), session.officer, body),
    }),
  );

  api.post(
    '/requests/:id/refuse',
    {
      id: 'refuseAssignmentRequest',
      summary: 'Refuses what another officer asked for, with a reason.',
      power: 'assign',
      params: byNumber,
      body: refusingSchema,
      answer: 'nothing',
    },
    ({ session, params, body }) => actions.refuseRequest(deps, session.officer, Number(params.id), body.reason),
  );

  api.delete(
    '/requests/:id',
    {
      id: 'dropAssignmentRequest',
      summary: 'Takes back what the officer asked for.',
      power: 'see-records',
      params: byNumber,
      answer: 'nothing',
    },
    ({ session, params }) => actions.dropRequest(deps, session.officer, Number(params.id)),
  );

  return api.routes;
}
