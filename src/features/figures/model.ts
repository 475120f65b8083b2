import { z } from 'zod';
import { refSchema } from '#features/records/model.ts';

/**
 * What is counted: drafts, arrivals and exports that rules refused, by rule; acts that one officer put into force, by what became of them; reads of
 * what is guarded, by under what.
 */
export const figureNames = ['refused', 'emergency', 'read'] as const;
export type FigureName = (typeof figureNames)[number];

const month = z.string().regex(/^(?:19|2\d)\d{2}-(0[1-9]|1[0-2])$/, 'not a month');

/** One figure of one participant and month; `records` is how many sealed records say it. */
export const figureSchema = z
  .strictObject({
    figure: z.enum(figureNames),
    /** The rule, the state, or under what. */
    code: z.string(),
    participant: z.string(),
    month: z.string(),
    count: z.int(),
    records: z.int(),
  })
  .meta({ id: 'Figure' });
export type Figure = z.infer<typeof figureSchema>;

export const figuresFilterSchema = z.strictObject({
  figure: z.enum(figureNames).exactOptional(),
  participant: z.string().max(12).exactOptional(),
  from: month.exactOptional(),
});
export type FiguresFilter = z.infer<typeof figuresFilterSchema>;

/** Which figure: all four parts of its name. */
export const namedSchema = z.strictObject({
  figure: z.enum(figureNames),
  code: z.string().min(1).max(60),
  participant: z.string().min(1).max(12),
  month,
});
export type Named = z.infer<typeof namedSchema>;

/** A record that is counted in a figure, and its part of it. */
export const countedSchema = z.strictObject({ ref: refSchema, at: z.date(), count: z.int() }).meta({ id: 'Counted' });
export type Counted = z.infer<typeof countedSchema>;
