import type { Hono } from 'hono';
import { z } from 'zod';
import { createOperations } from '#features/officers/actions/operations.ts';
import type { Session, SessionEnv } from '#features/officers/model.ts';
import { draftCodes } from '#features/records/actions/codes.ts';
import { refIn, refParams, refSchema } from '#features/records/model.ts';
import type { Deps } from '#features/records/model.ts';
import type { Actor } from '#features/releases/actions.ts';
import { numberedPage, pageOf, readPage, toPage } from '#platform/http/page.ts';
import { demandLeaves } from './actions/demand-leaves.ts';
import { issueFinding, readDemand } from './actions/find-leaves.ts';
import { openLeaves } from './actions/open-leaves.ts';
import {
  demandRequestSchema,
  demandRowSchema,
  findingRequestSchema,
  findingRowSchema,
  leafRowSchema,
  unopenedMonthSchema,
  unopenedRowSchema,
} from './leaf-model.ts';
import { listDemands, listFindings, listUnopened } from './leaf-store.ts';
import { listUnopenedMonths } from './unopened-store.ts';

const actorOf = ({ officer }: Session): Actor => ({ authority: officer.authority, officer: officer.id });
const madeSchema = z.strictObject({ ref: refSchema });
const leafCodes = [...draftCodes, 'not-oversight', 'checkpoint', 'leaves', 'deadline', 'demand'];

/** `/api/demands`: leaves that oversight demands, of whom, and what came; a participant opens those that are demanded of it. */
export function demandRoutes(deps: Deps): Hono<SessionEnv> {
  const api = createOperations();
  const { db, now, self } = deps;

  api.get(
    '/',
    {
      id: 'listDemands',
      summary: 'Leaves that oversight demands, and what came of it, the newest first; what oversight never saw.',
      power: 'see-records',
      query: numberedPage,
      answer: pageOf(demandRowSchema).extend({
        unopened: z.array(unopenedRowSchema),
        months: z.array(unopenedMonthSchema),
      }),
    },
    async ({ query }) => {
      const { asked } = readPage(query);
      const isOverseer = self.alliance.profile.oversight.participants.includes(self.code);
      const unopened = isOverseer ? await listUnopened(db, self.code) : [];
      const months = isOverseer ? await listUnopenedMonths(db, self.code) : [];
      return { ...toPage(await listDemands(db, now(), asked), asked), unopened, months };
    },
  );

  api.post(
    '/',
    {
      id: 'demandLeaves',
      summary: 'Oversight: demands that a participant opens leaves of its log.',
      power: 'desk',
      body: demandRequestSchema,
      status: 201,
      answer: madeSchema,
      codes: leafCodes,
      once: true,
    },
    async ({ session, body, within }) => {
      const { ref } = await demandLeaves(within(deps), actorOf(session), body);
      return { ref };
    },
  );

  api.get(
    '/:participant/:id',
    {
      id: 'readDemand',
      summary: 'A demand, each of its leaves, and those of which a finding could be made now.',
      power: 'see-records',
      params: refParams,
      answer: z.strictObject({
        demand: demandRowSchema,
        leaves: z.array(leafRowSchema),
        draft: z.array(leafRowSchema),
      }),
    },
    ({ params }) => readDemand(deps, refIn(params)),
  );

  api.post(
    '/:participant/:id/open',
    {
      id: 'openLeaves',
      summary: 'Answers a demand of oversight: envelopes and padding, no content.',
      power: 'answer-oversight',
      params: refParams,
      status: 201,
      answer: z.strictObject({ refs: z.array(refSchema) }),
      codes: leafCodes,
      once: true,
    },
    async ({ params, session, within }) => {
      const made = await openLeaves(within(deps), actorOf(session), refIn(params));
      return { refs: made.map(({ ref }) => ref) };
    },
  );

  return api.routes;
}

/** `/api/findings`: what oversight found. */
export function findingRoutes(deps: Deps): Hono<SessionEnv> {
  const api = createOperations();

  api.get(
    '/',
    {
      id: 'listFindings',
      summary: 'What oversight found, the newest first.',
      power: 'see-records',
      query: numberedPage,
      answer: pageOf(findingRowSchema),
    },
    async ({ query }) => {
      const { asked } = readPage(query);
      return toPage(await listFindings(deps.db, asked), asked);
    },
  );

  api.post(
    '/',
    {
      id: 'issueFinding',
      summary: 'Oversight: issues a finding about a demand, whose leaves are filled in, or about a participant.',
      power: 'desk',
      body: findingRequestSchema,
      status: 201,
      answer: madeSchema,
      codes: leafCodes,
      once: true,
    },
    async ({ session, body, within }) => {
      const { ref } = await issueFinding(within(deps), actorOf(session), body);
      return { ref };
    },
  );

  return api.routes;
}
