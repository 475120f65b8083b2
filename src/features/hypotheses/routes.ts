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
    async ({ session, within, body: { hypothesis, handling } }) =>
      toAnswer(await actions.stateHypothesis(within(deps), { actor: actorOf(session), handling }, hypothesis)),
  );

  api.post(
    '/assessments',
    {
      id: 'assessHypotheses',
      summary: 'Judges over hypotheses in the name of several.',
      body: assessRequestSchema,
      ...saying,
    },
    async ({ session, within, body: { assessment, hypotheses, handling } }) =>
      toAnswer(await actions.assess(within(deps), { actor: actorOf(session), handling }, hypotheses, assessment)),
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
    async ({ params, session, within, body: { evidence, handling } }) =>
      toAnswer(await actions.addEvidence(within(deps), { actor: actorOf(session), handling }, refIn(params), evidence)),
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
    async ({ params, session, within, body: { handling, ...opinion } }) =>
      toAnswer(await actions.giveOpinion(within(deps), { actor: actorOf(session), handling }, refIn(params), opinion)),
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
    async ({ params, session, within, body: { handling, ...body } }) =>
      toAnswer(await actions.dissent(within(deps), { actor: actorOf(session), handling }, refIn(params), body)),
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
    async ({ params, session, within, body: { handling, reason } }) =>
      toAnswer(await actions.withdraw(within(deps), { actor: actorOf(session), handling }, refIn(params), reason)),
  );

  return api.routes;
}

const actorOf = ({ officer }: Session): Actor => ({ authority: officer.authority, officer: officer.id });

const toAnswer = ({ record, released, withheld }: Awaited<ReturnType<typeof actions.withdraw>>) => ({
  ref: record.ref,
  digest: record.digest.toString('base64url'),
  released,
  withheld,
});
