import { z } from 'zod';
import { json, request, requestAll, requestNothing } from './http.ts';

const summarySchema = z.object({ form: z.string(), address: z.string(), version: z.number(), savedAt: z.string() });
export type DraftSummary = z.infer<typeof summarySchema>;
const keptSchema = summarySchema.extend({ text: z.string() });
export type KeptDraft = z.infer<typeof keptSchema>;

const pathOf = (form: string): `/api/${string}` => `/api/drafts/${encodeURIComponent(form)}`;

/** What the officer left unfinished. */
export const fetchDrafts = () => requestAll(summarySchema, '/api/drafts');

/** Null where nothing is kept. */
export const fetchDraft = (form: string): Promise<KeptDraft | null> => request(keptSchema.nullable(), pathOf(form));

/** `isLast`: the page is going away, and a browser lets only so much go after it. */
export const keepDraft = (form: string, draft: { text: string; version: number; address: string }, isLast = false) =>
  request(summarySchema, pathOf(form), {
    ...json('PUT', draft),
    ...(isLast && draft.text.length < 16_000 ? { keepalive: true } : {}),
  });

export const deleteDraft = (form: string) => requestNothing(pathOf(form), { method: 'DELETE' });
