import { z } from 'zod';
import { instantSchema, refSchema } from '#features/records/model.ts';

/** What one participant hands on of where an object was sighted; where and by whom is left to its record (SG-07). */
export const sightingSchema = z
  .strictObject({
    ref: refSchema,
    /** The STIX id of the sighting. */
    id: z.string(),
    /** The participant in whose record it came. */
    author: z.string(),
    firstSeen: z.string().nullable(),
    lastSeen: z.string().nullable(),
    /** How often, where it says so. */
    count: z.int().nullable(),
    /** When this version was made. */
    at: instantSchema.nullable(),
    revoked: z.boolean(),
  })
  .meta({ id: 'Sighting' });
export type Sighting = z.infer<typeof sightingSchema>;
