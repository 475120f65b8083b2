import { z } from 'zod';
import { instantSchema, refSchema } from '#features/records/model.ts';
import { remarkSchema } from '#features/threats/model.ts';
import { attributionSchema, evidenceSchema, opinionSchema, terms } from './model.ts';

/** What is shown of every record here: who says so, when, and whether the author still does. */
const voiceShape = {
  ref: refSchema,
  author: z.string(),
  at: instantSchema,
  marking: z.strictObject({ tlp: z.string(), base: z.string(), pap: z.string().exactOptional() }).nullable(),
  withdrawn: z.strictObject({ ref: refSchema, at: instantSchema, reason: z.string() }).nullable(),
};
const confidenceView = z.strictObject({ value: z.number(), words: z.string() });

export const evidenceViewSchema = z.strictObject({
  ...voiceShape,
  ...evidenceSchema.shape,
  cites: z.string().nullable(),
  /** It speaks about an earlier version of the hypothesis. */
  earlier: z.boolean(),
});
export type EvidenceView = z.infer<typeof evidenceViewSchema>;

export const opinionViewSchema = z.strictObject({ ...voiceShape, ...opinionSchema.shape, earlier: z.boolean() });
export type OpinionView = z.infer<typeof opinionViewSchema>;

export const hypothesisViewSchema = z.strictObject({
  ...voiceShape,
  question: z.string(),
  statement: z.string(),
  term: z.enum(terms),
  confidence: confidenceView,
  attributed: attributionSchema.extend({ object: z.string().nullable() }).nullable(),
  /** One sentence that cannot be read without its author: what a list or an export shows. */
  held: z.string(),
  noneAgainst: z.string().nullable(),
  /** Refs of its earlier versions. */
  versions: z.array(refSchema),
  opinions: z.array(opinionViewSchema),
});
export type HypothesisView = z.infer<typeof hypothesisViewSchema>;

export const dissentViewSchema = z.strictObject({
  ...voiceShape,
  reason: z.string(),
  confidence: confidenceView.nullable(),
  earlier: z.boolean(),
});

export const assessmentViewSchema = z.strictObject({
  ...voiceShape,
  question: z.string(),
  judgement: z.string(),
  term: z.enum(terms),
  confidence: confidenceView,
  participants: z.array(z.string()),
  considered: z.array(refSchema),
  prefers: z.string().nullable(),
  against: z.string(),
  held: z.string(),
  versions: z.array(refSchema),
  dissents: z.array(dissentViewSchema),
  opinions: z.array(opinionViewSchema),
});
export type AssessmentView = z.infer<typeof assessmentViewSchema>;

/** `GET /api/hypotheses/of/:id`: all that was said about an object, as far as this node was told and the reader may know. */
export const boardSchema = z
  .strictObject({
    object: z.string(),
    /** What this node lists it under; null where it has no name here. */
    name: z.string().nullable(),
    hypotheses: z.array(hypothesisViewSchema),
    /** One line per finding; `cells` stand in the order of `hypotheses`. */
    matrix: z.array(
      z.strictObject({
        key: z.string(),
        summary: z.string(),
        cites: z.string().nullable(),
        cells: z.array(z.array(evidenceViewSchema)),
      }),
    ),
    assessments: z.array(assessmentViewSchema),
    /** Opinions about the object itself. */
    opinions: z.array(opinionViewSchema),
    /** What others said of the object outside of this: imported, and no member's opinion. */
    remarks: z.array(remarkSchema),
    remarksCut: z.boolean(),
    /** Records that are here and that the reader may not read. */
    withheld: z.number(),
    /** There is more than one answer holds. */
    cut: z.boolean(),
  })
  .meta({ id: 'Board' });
export type Board = z.infer<typeof boardSchema>;

/** One row of `GET /api/hypotheses`. */
export const listedSchema = z.strictObject({
  ref: refSchema,
  author: z.string(),
  at: instantSchema,
  object: z.string(),
  held: z.string(),
});
export type Listed = z.infer<typeof listedSchema>;
