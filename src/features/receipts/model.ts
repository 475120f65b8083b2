import { z } from 'zod';
import { digestSchema, refSchema } from '#features/records/model.ts';

export const receiptStatuses = ['delivered', 'destroyed', 'held', 'never-held'] as const;

/** What a holder confirms of the records it was given; batched (design 7). */
export const receiptSchema = z.strictObject({
  items: z
    .array(
      z.strictObject({
        ref: refSchema,
        digest: digestSchema,
        status: z.enum(receiptStatuses),
        at: z.iso.datetime({ precision: 3 }),
      }),
    )
    .min(1)
    .max(20_000),
});
export type Receipt = z.infer<typeof receiptSchema>;
export type ReceiptItem = Receipt['items'][number];

/** A line of the sender's feed that could not be taken: seal, digest or proof is wrong. */
export const refusalSchema = z.strictObject({
  seq: z.int().min(1),
  code: z.string().max(60),
  why: z.string().max(300),
  ref: refSchema.exactOptional(),
});
export type Refusal = z.infer<typeof refusalSchema>;
