import { z } from 'zod';
import { digestSchema, refSchema } from '#features/records/model.ts';

/** By whom: a program that nobody checked, a person, or one whose word counts in court. Only the original binds (domain 2.8 rule 9). */
const translationStatuses = ['machine', 'human', 'certified'] as const;

/** Body of `record.translation`; the language is the envelope's `lang`. `path` is where the text stands in the body of the original (RFC 6901). */
export const translationSchema = z.strictObject({
  of: z.strictObject({ ref: refSchema, digest: digestSchema }),
  status: z.enum(translationStatuses),
  texts: z
    .array(
      z.strictObject({
        path: z
          .string()
          .max(300)
          .regex(/^(\/([^~/]|~[01])*)+$/, 'not a JSON pointer'),
        text: z.string().trim().min(1).max(20_000),
      }),
    )
    .min(1)
    .max(200)
    .refine((texts) => new Set(texts.map(({ path }) => path)).size === texts.length, 'a place is named twice'),
});
export type Translation = z.infer<typeof translationSchema>;
