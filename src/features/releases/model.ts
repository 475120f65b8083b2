import { z } from 'zod';
import { authoritySchema, digestSchema, refSchema } from '#features/records/model.ts';

/** More would not fit a body of 4 MiB; a larger selection becomes several releases. */
export const maxItems = 20_000;

const itemSchema = z.strictObject({ ref: refSchema, digest: digestSchema });
const itemsSchema = z
  .array(itemSchema)
  .min(1)
  .max(maxItems)
  .refine((items) => new Set(items.map((i) => i.ref)).size === items.length, 'a ref is named twice');

/** `authority`: only its officers read the content, and it travels encrypted to its wrap key. */
export const releaseSchema = z.strictObject({ records: itemsSchema, authority: authoritySchema.exactOptional() });
export type Release = z.infer<typeof releaseSchema>;

export const recallSchema = z.strictObject({ records: itemsSchema, reason: z.string().min(1).max(500) });
export type Recall = z.infer<typeof recallSchema>;

export type Item = { ref: string; digest: Buffer };
/**
 * To whom records are released: a participant, `xb`, or one authority of it, `xb/fiu`. The sealed envelope names the
 * participant, the body the authority.
 */
export const splitAudience = (to: string): { participant: string; authority: string | null } => ({
  participant: to.split('/', 1)[0] ?? '',
  authority: to.includes('/') ? to : null,
});

/** The most records of others that one outcome names. */
export const maxLacking = 20;

const recordsOrImport = {
  to: z.array(z.string().max(40)).min(1).max(64),
  records: z.array(refSchema).min(1).max(100_000).exactOptional(),
  import: z.string().max(60).exactOptional(),
};
const oneSelection = (input: { records?: string[]; import?: string }): boolean =>
  (input.records === undefined) !== (input.import === undefined);

/** Bodies of `POST /api/releases`, of looks at a release or a recall, and of `POST /api/recalls`. */
export const releaseRequestSchema = z
  .strictObject(recordsOrImport)
  .refine(oneSelection, 'give either records or an import');
export const recallRequestSchema = z
  .strictObject({ ...recordsOrImport, reason: z.string().min(1).max(500) })
  .refine(oneSelection, 'give either records or an import');

/**
 * `to` is a participant, or in a release one of its authorities. How many records went to, or were taken back from, one recipient, and by which control
 * records. `mayLack`: the first cases and records that what went is about and that this node has not released to it: it waits there for ours, and for those of
 * others that their own author has not released to it.
 */
export const outcomeSchema = z
  .strictObject({
    to: z.string(),
    refs: z.array(refSchema),
    count: z.int(),
    mayLack: z.array(refSchema).max(maxLacking).exactOptional(),
  })
  .meta({ id: 'Outcome' });
export type Outcome = z.infer<typeof outcomeSchema>;

/** How many records of each sort a look at a release names one by one. */
export const maxShown = 50;

const plannedSchema = z.strictObject({
  ref: refSchema,
  kind: z.string(),
  title: z.string().nullable(),
  disturbing: z.boolean(),
  marking: z.strictObject({ tlp: z.string(), base: z.string() }).nullable(),
  /** Of what goes along: the code of the rule that says so. */
  because: z.string().nullable(),
});

/** What one recipient would get, and why it would not. */
export const releasePreviewSchema = z
  .strictObject({
    to: z.string(),
    ok: z.boolean(),
    code: z.string().nullable(),
    why: z.string().nullable(),
    /** Of those that were named: how many it would get, and how many it has. */
    count: z.int(),
    already: z.int(),
    /** The first of them. */
    records: z.array(plannedSchema).max(maxShown),
    /** What goes along, such as who the officers are that approved: the first of them, and how many. */
    along: z.array(plannedSchema).max(maxShown),
    alongCount: z.int(),
    /** Under which labels all that goes stands, and how much under each. */
    markings: z.array(z.strictObject({ tlp: z.string(), base: z.string(), count: z.int() })),
    /** Cases and records that what goes is about: ours that it has not, and others' that it may not have. */
    mayLack: z.array(refSchema).max(maxLacking),
  })
  .meta({ id: 'ReleasePreview' });
export type ReleasePreview = z.infer<typeof releasePreviewSchema>;

/** What one recipient would lose. */
export const recallPreviewSchema = z
  .strictObject({
    to: z.string(),
    /** Of those that were named. */
    count: z.int(),
    /** What belongs to them and goes too, such as translations: the first of them, and how many. */
    along: z.array(plannedSchema).max(maxShown),
    alongCount: z.int(),
  })
  .meta({ id: 'RecallPreview' });
export type RecallPreview = z.infer<typeof recallPreviewSchema>;

/** What became of a draft. To whom a record that takes the place of another went at once, and to whom it may not go. */
export const submissionSchema = z
  .strictObject({
    ref: refSchema,
    digest: digestSchema,
    released: z.array(outcomeSchema),
    withheld: z.array(z.strictObject({ to: z.string(), code: z.string(), why: z.string() })),
  })
  .meta({ id: 'Submission' });
