import { z } from 'zod';
import { digestSchema, markingSchema, refSchema } from '#features/records/model.ts';

/** Characters of one draft, and how many an officer keeps: forms are short, and what is done is taken away. */
export const maxDraftChars = 256 * 1024;
export const maxDrafts = 50;
export const draftLifeMs = 30 * 86_400_000;

/**
 * How long the bytes of a preview may be sealed. They bear the time at which they were made, and a record's time may be five minutes off
 * before that is flagged (I11).
 */
export const previewLifeMs = 4 * 60_000;
export const maxPreviews = 20;

/** Which form it was typed into, such as `record.incident.report`. */
export const formSchema = z.string().regex(/^[A-Za-z0-9._-]{1,200}$/, 'not the name of a form');
/** The page of the form: an address of this node without content, such as `/records/new?kind=incident.report`. */
const addressSchema = z
  .string()
  .max(500)
  .regex(/^\/[^\s\\]*$/, 'not an address of this node')
  .refine((address) => !address.startsWith('//'), 'not an address of this node');

/** One row of `GET /api/drafts`: nothing of what was typed. */
export const draftSummarySchema = z
  .strictObject({ form: formSchema, address: addressSchema, version: z.int(), savedAt: z.date() })
  .meta({ id: 'DraftSummary' });
export type DraftSummary = z.infer<typeof draftSummarySchema>;

/** `text` is the form's own: nobody but its page reads it. */
export const draftSchema = draftSummarySchema.extend({ text: z.string() }).meta({ id: 'TypedDraft' });
export type TypedDraft = z.infer<typeof draftSchema>;

/** Body of `PUT /api/drafts/:form`. `version`: that which it goes on from; 0 for the first. */
export const saveDraftSchema = z.strictObject({
  text: z.string().min(1).max(maxDraftChars),
  address: addressSchema,
  version: z.int().min(0),
});
export type SaveDraft = z.infer<typeof saveDraftSchema>;

const verdictSchema = z.strictObject({ to: z.string(), code: z.string(), why: z.string() });

/** What an officer is shown before sealing: the bytes, what they are, and who gets them. */
export const previewSchema = z
  .strictObject({
    id: z.uuid(),
    expiresAt: z.date(),
    /** Others approve these bytes before they are sealed. */
    isProposed: z.boolean(),
    ref: refSchema,
    /** Of the payload: SHA-256. The record's own digest is taken over the seal too, which is not made yet. */
    digest: digestSchema,
    /** The payload of the seal, exactly. */
    payload: z.string(),
    /** The body, exactly. */
    body: z.string(),
    marking: markingSchema.nullable(),
    /** Who is given it as it is sealed, since they have what it replaces or goes with. */
    released: z.array(z.string()),
    /** Who has that too, and may not have this. */
    withheld: z.array(verdictSchema),
    /** To whom its envelope goes without anybody's doing. */
    oversight: z.array(z.string()),
    /** To whom it may be released afterwards, and to whom not, and why. */
    recipients: z.array(
      z.strictObject({ to: z.string(), ok: z.boolean(), code: z.string().nullable(), why: z.string().nullable() }),
    ),
  })
  .meta({ id: 'Preview' });
export type Preview = z.infer<typeof previewSchema>;
export type Withheld = z.infer<typeof verdictSchema>;
