import type { Hono } from 'hono';
import { z } from 'zod';
import { viewerOf } from '#features/officers/actions.ts';
import { createOperations } from '#features/officers/actions/operations.ts';
import type { Session, SessionEnv } from '#features/officers/model.ts';
import { draftCodes } from '#features/records/actions/codes.ts';
import { refIn, refParams } from '#features/records/model.ts';
import type { Deps } from '#features/records/model.ts';
import type { Actor } from '#features/releases/actions.ts';
import { numberedPage, pageOf, readPage } from '#platform/http/page.ts';
import * as actions from './actions.ts';
import { boardSchema, listedSchema } from './board-model.ts';
import {
  assessRequestSchema,
  dissentRequestSchema,
  evidenceRequestSchema,
  opinionRequestSchema,
  saidSchema,
  stateRequestSchema,
  withdrawRequestSchema,
} from './model.ts';
import type { Handling } from './model.ts';

const saying = {
  power: 'act',
  status: 201,
  answer: saidSchema,
  codes: [...draftCodes, 'verdict'],
  once: true,
} as const;

/** `/api/hypotheses`: what this participant and others hold about objects, for and against. */
export function hypothesisRoutes(deps: Deps): Hono<SessionEnv> {
  const api = createOperations();

  api.get(
    '/',
    {
      id: 'listHypotheses',
      summary: 'Hypotheses that are here, the newest first, each as a sentence that names its author.',
      power: 'read-content',
      query: numberedPage,
      answer: pageOf(listedSchema),
    },
    ({ session, query }) => actions.listHypotheses(deps, readPage(query).asked, viewerOf(session)),
  );

  api.get(
    '/of/:id',
    {
      id: 'readBoard',
      summary: 'All that is held about an object here: alternatives, findings for and against, opinions, dissent.',
      power: 'read-content',
      params: { id: z.string().max(300) },
      answer: boardSchema,
    },
    async ({ c, params, session }) => {
      const { board, refs } = await actions.readBoard(deps, params.id, viewerOf(session));
      c.set('read', refs);
      return board;
    },
  );

  api.post(
    '/',
    { id: 'stateHypothesis', summary: 'States a hypothesis about an object.', body: stateRequestSchema, ...saying },
    async ({ session, within, reach, body: { hypothesis, handling } }) => {
      await reach([...hypothesis.evidence.flatMap(({ cites }) => cites ?? []), ...replacedBy(handling)]);
      const by = { actor: actorOf(session), viewer: viewerOf(session), handling };
      return toAnswer(await actions.stateHypothesis(within(deps), by, hypothesis));
    },
  );

  api.post(
    '/assessments',
    {
      id: 'assessHypotheses',
      summary: 'Judges over hypotheses in the name of several.',
      body: assessRequestSchema,
      ...saying,
    },
    async ({ session, within, reach, body: { assessment, hypotheses, handling } }) => {
      await reach([...hypotheses, ...replacedBy(handling)]);
      return toAnswer(
        await actions.assess(within(deps), { actor: actorOf(session), handling }, hypotheses, assessment),
      );
    },
  );

  api.post(
    '/:participant/:id/evidence',
    {
      id: 'addEvidence',
      summary: 'Adds a graded finding. One against goes at once to whoever has the hypothesis from this node.',
      params: refParams,
      body: evidenceRequestSchema,
      ...saying,
    },
    async ({ params, session, within, reach, body: { evidence, handling } }) => {
      const ref = refIn(params);
      await reach([ref, ...(evidence.cites === undefined ? [] : [evidence.cites]), ...replacedBy(handling)]);
      return toAnswer(await actions.addEvidence(within(deps), { actor: actorOf(session), handling }, ref, evidence));
    },
  );

  api.post(
    '/:participant/:id/opinion',
    {
      id: 'giveOpinion',
      summary: 'Says how far the officer’s authority agrees; in the place of what it said of it before.',
      params: refParams,
      body: opinionRequestSchema,
      ...saying,
    },
    async ({ params, session, within, reach, body: { handling, ...opinion } }) => {
      const ref = refIn(params);
      await reach([ref, ...replacedBy(handling)]);
      return toAnswer(await actions.giveOpinion(within(deps), { actor: actorOf(session), handling }, ref, opinion));
    },
  );

  api.post(
    '/:participant/:id/dissent',
    {
      id: 'addDissent',
      summary: 'Says that the officer’s authority does not share a joint assessment. It stays with that.',
      params: refParams,
      body: dissentRequestSchema,
      ...saying,
    },
    async ({ params, session, within, reach, body: { handling, ...body } }) => {
      const ref = refIn(params);
      await reach([ref, ...replacedBy(handling)]);
      return toAnswer(await actions.dissent(within(deps), { actor: actorOf(session), handling }, ref, body));
    },
  );

  api.post(
    '/:participant/:id/withdraw',
    {
      id: 'withdrawHypothesis',
      summary: 'Withdraws what the officer’s own authority said here. It stays to be read, with the reason.',
      params: refParams,
      body: withdrawRequestSchema,
      ...saying,
    },
    async ({ params, session, within, reach, body: { handling, reason } }) => {
      const ref = refIn(params);
      await reach([ref, ...replacedBy(handling)]);
      return toAnswer(await actions.withdraw(within(deps), { actor: actorOf(session), handling }, ref, reason));
    },
  );

  return api.routes;
}

const replacedBy = ({ replaces }: Handling = {}): string[] => (replaces === undefined ? [] : [replaces]);

const actorOf = ({ officer }: Session): Actor => ({ authority: officer.authority, officer: officer.id });

const toAnswer = ({ record, released, withheld }: Awaited<ReturnType<typeof actions.withdraw>>) => ({
  ref: record.ref,
  digest: record.digest.toString('base64url'),
  released,
  withheld,
});
