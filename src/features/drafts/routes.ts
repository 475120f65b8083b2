import type { Hono } from 'hono';
import { z } from 'zod';
import { createOperations } from '#features/officers/actions/operations.ts';
import type { SessionEnv } from '#features/officers/model.ts';
import { draftCodes } from '#features/records/actions/codes.ts';
import { draftSchema as recordDraftSchema, refsOfDraft } from '#features/records/actions.ts';
import { proposalSummarySchema } from '#features/proposals/model.ts';
import type { Deps } from '#features/records/model.ts';
import { submissionSchema } from '#features/releases/model.ts';
import { pageOf, pageQuery, pageWithin, readPage } from '#platform/http/page.ts';
import {
  discardDraft,
  listDrafts,
  previewRecord,
  proposePreview,
  readDraft,
  saveDraft,
  sealPreview,
} from './actions.ts';
import { draftSchema, draftSummarySchema, formSchema, previewSchema, saveDraftSchema } from './model.ts';

const params = { form: formSchema };

/** `/api/drafts`: what an officer has typed and not sent, which nobody else is shown; and what would be sealed of it. */
export function draftRoutes(deps: Deps): Hono<SessionEnv> {
  const api = createOperations();

  api.get(
    '/',
    {
      id: 'listDrafts',
      summary: 'What the officer left unfinished, and on which page; nothing of what was typed.',
      power: 'see-records',
      query: pageQuery,
      answer: pageOf(draftSummarySchema),
    },
    async ({ session, query }) =>
      pageWithin(await listDrafts(deps, session), readPage(query).asked, ({ form }) => form),
  );

  api.get(
    '/:form',
    {
      id: 'readDraft',
      summary: 'What the officer typed into a form, null where nothing is kept. Nobody else’s is found.',
      power: 'see-records',
      params,
      answer: draftSchema.nullable(),
    },
    ({ session, params: { form } }) => readDraft(deps, session, form),
  );

  api.put(
    '/:form',
    {
      id: 'saveDraft',
      summary: 'Keeps what the officer typed, in place of the version that it goes on from, for 30 days.',
      power: 'see-records',
      params,
      body: saveDraftSchema,
      answer: draftSummarySchema,
      codes: ['conflict', 'draft-limit', 'keys'],
    },
    ({ session, params: { form }, body }) => saveDraft(deps, session, form, body),
  );

  api.delete(
    '/:form',
    {
      id: 'discardDraft',
      summary: 'Forgets what the officer typed into a form.',
      power: 'see-records',
      params,
      answer: 'nothing',
    },
    ({ session, params: { form } }) => discardDraft(deps, session, form),
  );

  api.post(
    '/previews',
    {
      id: 'previewRecord',
      summary:
        'The very bytes that would be sealed of a draft, or proposed, and who would get them. Nothing is sealed.',
      power: 'act',
      body: recordDraftSchema.omit({ author: true }),
      answer: previewSchema,
      codes: draftCodes,
    },
    async ({ session, body, reach }) => {
      await reach(refsOfDraft(body));
      return previewRecord(deps, session, body);
    },
  );

  api.post(
    '/previews/:id/seal',
    {
      id: 'sealPreview',
      summary: 'Seals the bytes of a preview, within four minutes. Who has what it replaces is released it at once.',
      power: 'act',
      params: { id: z.uuid() },
      status: 201,
      answer: submissionSchema,
      codes: [...draftCodes, 'preview-over'],
      once: true,
    },
    async ({ session, params: { id }, within }) => {
      const { record, released, withheld } = await sealPreview(within(deps), session, id);
      return { ref: record.ref, digest: record.digest.toString('base64url'), released, withheld };
    },
  );

  api.post(
    '/previews/:id/propose',
    {
      id: 'proposePreview',
      summary:
        'Proposes the bytes of a preview, within four minutes, to those who approve them before they are sealed.',
      power: 'act',
      params: { id: z.uuid() },
      status: 201,
      answer: proposalSummarySchema,
      codes: [...draftCodes, 'preview-over', 'proposal-limit'],
      once: true,
    },
    ({ session, params: { id }, within }) => proposePreview(within(deps), session, id),
  );

  return api.routes;
}
