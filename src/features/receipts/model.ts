import { z } from 'zod';
import { digestSchema, instantSchema, refSchema } from '#features/records/model.ts';

/** More would not fit a body of 4 MiB. */
export const maxReceiptItems = 20_000;

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
      }),
    )
    .min(1)
    .max(maxReceiptItems),
});
export type Receipt = z.infer<typeof receiptSchema>;
export type ReceiptItem = Receipt['items'][number];

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
