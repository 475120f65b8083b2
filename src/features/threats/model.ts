import { z } from 'zod';
import { refSchema } from '#features/records/model.ts';

/** A STIX object as it came: `object` is the source text itself, spliced into the body; `from` the record it was made from. */
export const threatObjectSchema = z.strictObject({
  object: z.looseObject({ type: z.string().max(250), id: z.string().max(300) }),
  from: refSchema.exactOptional(),
});
export type ThreatObject = z.infer<typeof threatObjectSchema>;

/** A text that was converted on import, kept as it came. */
export const threatSourceSchema = z.strictObject({
  format: z.enum(['misp']),
  name: z.string().max(200),
  source: z.looseObject({}),
});

/** One row of `GET /api/threats`: the newest version of an object that this node may read. */
export type ThreatSummary = {
  ref: string;
  id: string;
  type: string;
  name: string | null;
  created: Date | null;
  modified: Date | null;
  revoked: boolean;
  author: string;
  versions: number;
};

export const threatQuerySchema = z.strictObject({
  q: z.string().max(200).exactOptional(),
  type: z.string().max(100).exactOptional(),
  from: z.iso.date().exactOptional(),
  to: z.iso.date().exactOptional(),
  /** `next` of the page before. */
  before: z
    .string()
    .regex(/^[0-5]\.\d{1,15}$/)
    .exactOptional(),
  limit: z
    .string()
    .regex(/^\d{1,3}$/)
    .exactOptional(),
});
export type ThreatQuery = z.infer<typeof threatQuerySchema>;

const maxWord = 250;

/**
 * The words by which a text is found: runs of letters, marks, digits and `_`, folded; each once. An index and a query that
 * are cut alike find `evil.example` by either half.
 */
export const wordsOf = (text: string): string[] => [
  ...new Set(
    (
      text
        .normalize('NFKC')
        .toLowerCase()
        .match(/[\p{L}\p{M}\p{N}_]+/gu) ?? []
    ).map((word) => word.slice(0, maxWord)),
  ),
];
