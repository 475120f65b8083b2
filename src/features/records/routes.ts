import type { Hono } from 'hono';
import { z } from 'zod';
import { viewerOf } from '#features/officers/actions.ts';
import { createOperations } from '#features/officers/actions/operations.ts';
import type { SessionEnv } from '#features/officers/model.ts';
import { submitDraft } from '#features/releases/actions.ts';
import { submissionSchema } from '#features/releases/model.ts';
import { TamgaError } from '#platform/errors.ts';
import { numberedPage, pageOf, readPage } from '#platform/http/page.ts';
import { draftCodes } from './actions/codes.ts';
import { askShowing } from './actions/show-blob.ts';
import type { ShowDeps } from './actions/show-blob.ts';
import { holdRecord, holdSchema, liftHold } from './hold.ts';
import { readTimeline, narrow } from './filter-store.ts';
import { findByOpenedTitle } from './opened-titles.ts';
import { digestSchema, refIn, refParams } from './model.ts';
import type { Deps } from './model.ts';
import { attachmentHeaders, openBlob } from './open-blob.ts';
import { readHandling, readLaw } from './law.ts';
import { readProofFile } from './proof-file.ts';
import { proofFileSchema } from './proof-model.ts';
import { askedShowingSchema, askedShowingViewSchema } from './showing-model.ts';
import { readProof, readRecord, readRecords } from './read.ts';
import { refsOfDraft } from './rules.ts';
import type { ReadDeps } from './read.ts';
import {
  draftSchema,
  kindsSchema,
  lawSchema,
  recordDetailSchema,
  recordProofSchema,
  recordsFilterSchema,
  recordSummarySchema,
  recordTimelineSchema,
} from './view.ts';

/** `/api/records` */
export function recordRoutes(deps: Deps & ReadDeps & ShowDeps): Hono<SessionEnv> {
  const api = createOperations();

  api.get(
    '/',
    {
      id: 'listRecords',
      summary:
        'What this node wrote and was given, the newest first: outer facts, and titles for who may read content.',
      power: 'see-records',
      query: recordsFilterSchema.extend(numberedPage.shape),
      answer: pageOf(recordSummarySchema),
    },
    ({ session, query }) => {
      const { asked, filter } = readPage(query);
      return readRecords(deps, filter, asked, viewerOf(session));
    },
  );

  api.get(
    '/all/timeline/counts',
    {
      id: 'readRecordTimeline',
      summary:
        'How many records fit, and on which days they were sealed, came here or were released; in months or years where days are many. Of many the newest 10,000.',
      power: 'see-records',
      query: recordsFilterSchema,
      answer: recordTimelineSchema,
    },
    async ({ session, query }) => {
      const viewer = viewerOf(session);
      const filter = narrow(query, deps.kinds);
      return readTimeline(deps.db, filter, viewer, await findByOpenedTitle(deps, filter, viewer));
    },
  );

  api.post(
    '/',
    {
      id: 'submitRecord',
      summary: 'Judges, seals and stores what an officer composed. Who has what it replaces is released it at once.',
      power: 'act',
      body: draftSchema,
      status: 201,
      answer: submissionSchema,
      codes: draftCodes,
      once: true,
    },
    async ({ session, body, within, reach }) => {
      const { author = session.officer.authority, ...draft } = body;
      if (!deps.kinds.get(draft.kind)?.draftable)
        throw new TamgaError('malformed', `kind: ${draft.kind} is not composed in this form`);
      if (author !== session.officer.authority)
        throw new TamgaError('forbidden', `${session.officer.id} does not act for ${author}`);
      await reach(refsOfDraft(draft));
      const officer = session.officer.id;
      const actor = { authority: author, officer };
      const made = await submitDraft(within(deps), actor, { ...draft, author, officers: [officer] });
      const { record, released, withheld } = made;
      return { ref: record.ref, digest: record.digest.toString('base64url'), released, withheld };
    },
  );

  api.get(
    '/:participant/:id',
    {
      id: 'readRecord',
      summary: 'One record: its envelope, its content for who may read it, what became of it.',
      power: 'see-records',
      params: refParams,
      answer: recordDetailSchema,
    },
    ({ params, session }) => readRecord(deps, refIn(params), viewerOf(session)),
  );

  api.post(
    '/:participant/:id/hold',
    {
      id: 'holdRecord',
      summary: 'Holds what another participant wrote under national law, until a day.',
      power: 'release',
      params: refParams,
      body: holdSchema,
      answer: 'nothing',
      codes: ['conflict', 'hold-until', 'own-record'],
    },
    ({ params, session, body }) => holdRecord(deps, viewerOf(session), refIn(params), body),
  );

  api.delete(
    '/:participant/:id/hold',
    {
      id: 'liftHold',
      summary: 'Ends a hold.',
      power: 'release',
      params: refParams,
      answer: 'nothing',
    },
    ({ params, session }) => liftHold(deps, viewerOf(session), refIn(params)),
  );

  api.get(
    '/:participant/:id/proof',
    {
      id: 'readProof',
      summary: 'What proves a record, with the documents that count now.',
      power: 'see-records',
      params: refParams,
      answer: recordProofSchema,
    },
    ({ params, session }) => readProof(deps, refIn(params), viewerOf(session)),
  );

  api.get(
    '/:participant/:id/proof-file',
    {
      id: 'readProofFile',
      summary: 'The same as a file that proves the record from the anchor alone (docs/protocol/proofs.md).',
      power: 'see-records',
      params: refParams,
      answer: proofFileSchema,
    },
    async ({ c, params, session }) => {
      const file = await readProofFile(deps, refIn(params), viewerOf(session));
      c.header('content-disposition', `attachment; filename="proof-${params.participant}-${params.id}.json"`);
      return file;
    },
  );

  api.get(
    '/:participant/:id/blobs/:sha256',
    {
      id: 'readBlob',
      summary: 'A file that a record names.',
      power: 'read-content',
      params: { ...refParams, sha256: digestSchema },
      answer: 'file',
      codes: ['conflict', 'keys', 'blob-lost', 'unassigned'],
    },
    async ({ c, params, session }) => {
      const { stream, size } = await openBlob(deps, refIn(params), params.sha256, viewerOf(session));
      return c.body(stream, 200, attachmentHeaders(`blob-${params.sha256.slice(0, 22)}`, size));
    },
  );

  api.post(
    '/:participant/:id/blobs/:sha256/showings',
    {
      id: 'askShowing',
      summary:
        'An address of another origin at which a file is shown once, in a sandboxed frame of the page that asks.',
      power: 'read-content',
      params: { ...refParams, sha256: digestSchema },
      body: askedShowingSchema,
      status: 201,
      answer: askedShowingViewSchema,
      codes: ['conflict', 'keys', 'blob-lost', 'not-shown', 'config', 'busy'],
    },
    ({ c, params, session, body }) => {
      const page = c.get('page');
      if (page === undefined) throw new TamgaError('forbidden', 'only a page of this node holds the frame');
      const { sound = false, moving = false } = body;
      const asked = { ref: refIn(params), sha256: params.sha256, sound, moving, page };
      return askShowing(deps, session, asked);
    },
  );

  return api.routes;
}

/** `/api/kinds`: the kinds an officer composes, with what the form needs from the profile. */
export function kindRoutes(deps: Pick<Deps, 'kinds' | 'self'>): Hono<SessionEnv> {
  const api = createOperations();
  api.get(
    '/',
    {
      id: 'readKinds',
      summary: 'The kinds of record that there are, and what the profile lets an officer choose.',
      power: 'session',
      answer: kindsSchema,
    },
    () => {
      const { profile } = deps.self.alliance;
      return {
        kinds: [...deps.kinds.values()].map(({ kind, draftable, schema, approval }) => ({
          kind,
          draftable,
          approval: approval
            ? { roles: approval.roles.map((some) => [...some]), emergency: approval.emergency === true }
            : null,
          schema: z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }),
        })),
        ...readHandling(profile),
      };
    },
  );
  api.get(
    '/texts',
    {
      id: 'readTexts',
      summary: 'Articles, offences with their elements, and barred grounds, in full, as the profile has them.',
      power: 'session',
      answer: lawSchema,
    },
    () => readLaw(deps.self.alliance.profile),
  );
  return api.routes;
}
