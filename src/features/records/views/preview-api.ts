import { z } from 'zod';
import { json, request } from '#web/http.ts';
import type { Draft } from './api.ts';
import { draftedSchema } from './api.ts';

const previewSchema = z.object({
  id: z.string(),
  expiresAt: z.string(),
  /** Others approve these bytes before they are sealed. */
  isProposed: z.boolean(),
  ref: z.string(),
  digest: z.string(),
  payload: z.string(),
  body: z.string(),
  marking: z.object({ tlp: z.string(), base: z.string() }).nullable(),
  released: z.array(z.string()),
  withheld: z.array(z.object({ to: z.string(), code: z.string(), why: z.string() })),
  oversight: z.array(z.string()),
  recipients: z.array(
    z.object({ to: z.string(), ok: z.boolean(), code: z.string().nullable(), why: z.string().nullable() }),
  ),
});
/** `isSame`: the digest that this page computed is the one that the node says. */
export type Preview = z.infer<typeof previewSchema> & { isSame: boolean };

/** The bytes that would be sealed; their digest is computed here as well. */
export async function previewRecord(draft: Draft): Promise<Preview> {
  const preview = await request(previewSchema, '/api/drafts/previews', json('POST', draft));
  return { ...preview, isSame: (await digestOf(preview.payload)) === preview.digest };
}

export const sealPreview = (id: string) =>
  request(draftedSchema, `/api/drafts/previews/${encodeURIComponent(id)}/seal`, { method: 'POST' });

/** What was looked at is what others are asked to approve. */
export const proposePreview = (id: string) =>
  request(z.object({ id: z.string() }), `/api/drafts/previews/${encodeURIComponent(id)}/propose`, { method: 'POST' });

async function digestOf(text: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  return btoa(String.fromCodePoint(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
