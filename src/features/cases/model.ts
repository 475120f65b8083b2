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
export type Referred = {
  from: string;
  to: string;
  rewrapped: number;
  unopened: number;
  notices: { to: string; ref: string; cases: number }[];
};

/** One row of `GET /api/cases/referrals`. */
export type Referral = { ref: string; at: Date; from: string; to: string; recipient: string; case: string };
