import { z } from 'zod';
import { refSchema } from '#features/records/model.ts';

/** Which two versions of an object: by the records that hold them. By default the newest, and the one before the later one. */
export const compareQuerySchema = z.strictObject({
  from: refSchema.meta({ description: 'The earlier version, by its record.' }).exactOptional(),
  to: refSchema.meta({ description: 'The later version, by its record.' }).exactOptional(),
});
export type CompareQuery = z.infer<typeof compareQuerySchema>;

const comparedSchema = z.strictObject({ ref: z.string(), author: z.string(), modified: z.date().nullable() });

const textPartSchema = z.strictObject({ kind: z.enum(['same', 'removed', 'added']), text: z.string() });

/**
 * One difference: where, what was, what is. Of two texts the parts that are the same and those that are not, of two lists the elements
 * that one of them has alone.
 */
const changeSchema = z
  .strictObject({
    path: z.array(z.string()),
    kind: z.enum(['added', 'removed', 'changed', 'reordered']),
    before: z.unknown().exactOptional(),
    after: z.unknown().exactOptional(),
    text: z.array(textPartSchema).exactOptional(),
    elements: z
      .strictObject({ removed: z.array(z.unknown()), added: z.array(z.unknown()), same: z.number() })
      .exactOptional(),
  })
  .meta({ id: 'MemberChange' });
export type Change = z.infer<typeof changeSchema>;

/** `GET /api/threats/:id/diff`. */
export const comparisonSchema = z
  .strictObject({
    id: z.string(),
    from: comparedSchema,
    to: comparedSchema,
    /** Byte for byte the same text; otherwise texts without a change differ in their form alone. */
    sameText: z.boolean(),
    changes: z.array(changeSchema),
  })
  .meta({ id: 'Comparison' });
export type Comparison = z.infer<typeof comparisonSchema>;
