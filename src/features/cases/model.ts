import { z } from 'zod';
import { authoritySchema, refSchema } from '#features/records/model.ts';

export const maxCases = 1_000;

const reason = z.string().trim().min(1).max(500);

/** Body of `case.refer`: what an authority that has ended had to do with a counterpart, its successor has now. */
export const referSchema = z.strictObject({
  from: authoritySchema,
  to: authoritySchema,
  cases: z
    .array(refSchema)
    .min(1)
    .max(maxCases)
    .refine((refs) => new Set(refs).size === refs.length, 'a case is named twice'),
  reason,
});
export type Refer = z.infer<typeof referSchema>;

/** Body of `POST /api/cases/refer`. */
export const referRequestSchema = z.strictObject({ from: authoritySchema, reason });

/** What a referral did: bodies that the successor reads from now on; those that could not be opened; and who was told. */
export const referredSchema = z.strictObject({
  from: z.string(),
  to: z.string(),
  rewrapped: z.int(),
  unopened: z.int(),
  notices: z.array(z.strictObject({ to: z.string(), ref: z.string(), cases: z.int() })),
});
export type Referred = z.infer<typeof referredSchema>;

/** One row of `GET /api/cases/referrals`. */
export const referralSchema = z
  .strictObject({
    ref: refSchema,
    at: z.date(),
    from: z.string(),
    to: z.string(),
    recipient: z.string(),
    case: refSchema,
  })
  .meta({ id: 'Referral' });
export type Referral = z.infer<typeof referralSchema>;
