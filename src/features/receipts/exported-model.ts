import { z } from 'zod';

/**
 * Where content can be taken to: a file that proves a record, a blob that is saved, a file of objects in STIX or MISP, or a program
 * with a machine token (the command line is one). Other participants' programs may know other places.
 */
export const places = ['proof-file', 'blob-file', 'stix-file', 'misp-file', 'program'] as const;
export type Place = (typeof places)[number];

const maxPlaces = 8;

/** What a receipt says of exports: to what sort of place, how often, and when first and last. Never who. */
export const exportedSchema = z
  .array(
    z.strictObject({
      place: z.string().regex(/^[a-z][a-z-]{1,39}$/),
      count: z.int().min(1),
      first: z.iso.datetime({ precision: 3 }),
      last: z.iso.datetime({ precision: 3 }),
    }),
  )
  .min(1)
  .max(maxPlaces)
  .refine((all) => new Set(all.map(({ place }) => place)).size === all.length, 'a place is named twice');
/** Who exported a record, and where to; it stays in this node. */
export type Export = { recordId: number; officer: string; place: string; count: number; last: Date };

export type Exported = z.infer<typeof exportedSchema>;
