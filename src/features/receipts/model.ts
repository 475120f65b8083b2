import { z } from 'zod';
import { digestSchema, instantSchema, refSchema } from '#features/records/model.ts';
import { exportedSchema } from './exported-model.ts';

export { places } from './exported-model.ts';
export type { Exported, Place } from './exported-model.ts';

export const maxReceiptItems = 20_000;
/** What one receipt of ours holds: with all that an item may say, more would not fit a body of 4 MiB. */
export const fullReceiptItems = 7_000;

export const receiptStatuses = ['delivered', 'destroyed', 'held', 'never-held'] as const;

/** What a holder confirms of the records it was given; batched (design 7). */
export const receiptSchema = z.strictObject({
  items: z
    .array(
      z.strictObject({
        ref: refSchema,
        digest: digestSchema,
        status: z.enum(receiptStatuses),
        at: instantSchema,
        /** Of `held`: which duty of national law, and its last day. */
        code: z
          .string()
          .regex(/^[a-z][a-z-]{1,39}$/)
          .exactOptional(),
        until: z.iso.date().exactOptional(),
        /** How many records of the holder's own name it in `sources`: each has a task there. */
        derived: z.int().min(1).max(1_000_000).exactOptional(),
        /** Last day of the last backup that holds the content; `unknown` where one that should be gone is not known to be. */
        backupsGoneBy: z.union([z.iso.date(), z.literal('unknown')]).exactOptional(),
        /** What was taken out of the holder's node before: its officers are asked to get it back. */
        exported: exportedSchema.exactOptional(),
        /** Of `delivered`: how many of the record's blobs are not at the holder yet. It confirms again when all are. */
        blobsDue: z.int().min(1).max(256).exactOptional(),
      }),
    )
    .min(1)
    .max(maxReceiptItems),
});
export type Receipt = z.infer<typeof receiptSchema>;
export type ReceiptItem = Receipt['items'][number];

/** What a holder confirmed, as the author's page shows it; `ref` is the receipt's own. */
export const receiptViewSchema = z.strictObject({
  ref: refSchema,
  status: z.string(),
  at: z.date(),
  code: z.string().nullable(),
  until: z.iso.date().nullable(),
  derived: z.int().nullable(),
  backupsGoneBy: z.string().nullable(),
  exported: exportedSchema.nullable(),
  /** How many of the record's blobs the holder had not got yet. */
  blobsDue: z.int().nullable(),
});
export type ReceiptView = z.infer<typeof receiptViewSchema>;

/** Lines of the sender's feed that could not be taken: seal, digest or proof is wrong. Those of one page together. */
export const refusalSchema = z.strictObject({
  lines: z
    .array(
      z.strictObject({
        seq: z.int().min(1),
        code: z.string().max(60),
        why: z.string().max(300),
        ref: refSchema.exactOptional(),
      }),
    )
    .min(1)
    .max(2_000),
});
export type Refusal = z.infer<typeof refusalSchema>;
