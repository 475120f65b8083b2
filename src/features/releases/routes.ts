import type { Hono } from 'hono';
import { z } from 'zod';
import { viewerOf } from '#features/officers/actions.ts';
import { createOperations } from '#features/officers/actions/operations.ts';
import type { Session, SessionEnv } from '#features/officers/model.ts';
import { releaseCodes } from '#features/records/actions/codes.ts';
import type { Deps } from '#features/records/model.ts';
import { TamgaError } from '#platform/errors.ts';
import { previewRecall, previewRelease, recallRecords, releaseRecords } from './actions.ts';
import type { Actor } from './actions.ts';
import {
  outcomeSchema,
  recallPreviewSchema,
  recallRequestSchema,
  releasePreviewSchema,
  releaseRequestSchema,
} from './model.ts';

/** The records that an import run made: imports rest on releases, so who puts both together hands it over. Errors: not-found. */
export type ReadRunRefs = (db: Deps['db'], run: string) => Promise<string[]>;

/** `/api/releases` */
export function releaseRoutes(deps: Deps, readRunRefs: ReadRunRefs): Hono<SessionEnv> {
  const api = createOperations();
  api.post(
    '/',
    {
      id: 'releaseRecords',
      summary: 'Lets records go to participants or authorities. What one has already is left out; all or nothing.',
      power: 'release',
      body: releaseRequestSchema,
      status: 201,
      answer: z.strictObject({ releases: z.array(outcomeSchema) }),
      codes: releaseCodes,
      once: true,
    },
    async ({ session, body, within, reach }) => {
      const refs = await selectRefs(deps, body, readRunRefs);
      await reach(refs);
      return { releases: await releaseRecords(within(deps), actorOf(session), refs, body.to) };
    },
  );
  api.post(
    '/preview',
    {
      id: 'previewRelease',
      summary:
        'Who would get exactly what under which labels, what goes along, and who may not have it and why. Nothing is released.',
      power: 'release',
      body: releaseRequestSchema,
      answer: z.strictObject({ releases: z.array(releasePreviewSchema) }),
    },
    async ({ session, body, reach }) => {
      const refs = await selectRefs(deps, body, readRunRefs);
      await reach(refs);
      return { releases: await previewRelease(deps, viewerOf(session), refs, body.to) };
    },
  );
  return api.routes;
}

/** `/api/recalls` */
export function recallRoutes(deps: Deps, readRunRefs: ReadRunRefs): Hono<SessionEnv> {
  const api = createOperations();
  api.post(
    '/',
    {
      id: 'recallRecords',
      summary: 'Takes back from participants what was released to them.',
      power: 'release',
      body: recallRequestSchema,
      status: 201,
      answer: z.strictObject({ recalls: z.array(outcomeSchema) }),
      codes: releaseCodes,
      once: true,
    },
    async ({ session, body, within, reach }) => {
      const refs = await selectRefs(deps, body, readRunRefs);
      await reach(refs);
      return { recalls: await recallRecords(within(deps), actorOf(session), refs, body.to, body.reason) };
    },
  );
  api.post(
    '/preview',
    {
      id: 'previewRecall',
      summary: 'Who would lose how much, and what goes too because it belongs to that. Nothing is recalled.',
      power: 'release',
      body: releaseRequestSchema,
      answer: z.strictObject({ recalls: z.array(recallPreviewSchema) }),
      codes: releaseCodes,
    },
    async ({ session, body, reach }) => {
      const refs = await selectRefs(deps, body, readRunRefs);
      await reach(refs);
      return { recalls: await previewRecall(deps, actorOf(session), viewerOf(session), refs, body.to) };
    },
  );
  return api.routes;
}

const actorOf = ({ officer }: Session): Actor => ({ authority: officer.authority, officer: officer.id });

async function selectRefs(
  deps: Deps,
  request: { records?: string[]; import?: string },
  readRunRefs: ReadRunRefs,
): Promise<string[]> {
  const refs = request.records ?? (await readRunRefs(deps.db, request.import ?? ''));
  if (refs.length === 0) throw new TamgaError('not-found', 'this import made no records');
  return [...new Set(refs)];
}
