import { isPersonBearing, typeOfId } from '@tamga/stix';
import { z } from 'zod';
import { instantSchema, refSchema } from '#features/records/model.ts';

/**
 * What an imported object says of another: an opinion or a note about it, a relationship that attributes it, or, of the object itself,
 * how sure its maker is of it.
 */
export const remarkKinds = ['opinion', 'note', 'attribution', 'confidence'] as const;

/**
 * What somebody said of an object in STIX. Nobody here sealed it as his own judgement: the participant whose record holds it hands it on,
 * and `createdBy` made it.
 */
export const remarkSchema = z
  .strictObject({
    what: z.enum(remarkKinds),
    ref: refSchema,
    /** The STIX id of what says so. */
    id: z.string(),
    /** The participant in whose record it came. */
    author: z.string(),
    /** Who made it (`created_by_ref`), by name; null where nobody is named, or where it may be a person (SG-07). */
    createdBy: z.string().nullable(),
    at: instantSchema.nullable(),
    revoked: z.boolean(),
    /** Of an opinion: how far it agrees. */
    opinion: z.string().nullable(),
    /** Of an attribution: the sentence that says whose hypothesis it is (SG-26). */
    held: z.string().nullable(),
    /** Of an attribution: to what. */
    to: z.strictObject({ id: z.string(), name: z.string().nullable() }).nullable(),
    abstract: z.string().nullable(),
    /** The explanation, content or description; of a long one the beginning. */
    text: z.string().nullable(),
    /** 0 to 100, and how the scale of STIX 2.1 Appendix A "WEP" calls it. */
    confidence: z.strictObject({ value: z.int(), words: z.string(), scale: z.literal('wep') }).nullable(),
  })
  .meta({ id: 'Remark' });
export type Remark = z.infer<typeof remarkSchema>;

/** Whether an id is, by its type alone, a person's; whether an identity is, only that object tells. */
export const isPersonId = (id: string): boolean => {
  const type = typeOfId(id);
  return type === undefined || (type !== 'identity' && isPersonBearing({ type }));
};
