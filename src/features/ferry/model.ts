import { z } from 'zod';
import { fileLimits, flagSchema } from '#features/records/model.ts';

/** What the pages of one file hold at most; a feed that is longer takes several files. */
export const maxFerryPagesBytes = 64 * 1024 * 1024;
/** With the documents, before encryption: no member can make them so long that a file is refused for them. */
export const maxFerryBytes = maxFerryPagesBytes + fileLimits.maxDocumentsBytes;
export const maxFerryFileBytes = maxFerryBytes + 8 * 1024 * 1024;
export const maxFerryPages = 32;
/** Sizes of the sender's log for which a file proves that the log goes on. */
export const maxKnownSizes = 64;

export const ferryType = 'tamga-ferry+jws';
export const maxSealBytes = 256 * 1024;

const count = z.int().min(0);
const digest = z.string().max(43);

/** The first line of a ferry file: what the sender's transport key signs of all lines after it. */
export const ferrySealSchema = z.strictObject({
  format: z.literal('tamga-ferry/1'),
  alliance: z.string().max(80),
  from: z.string().max(8),
  to: z.string().max(8),
  issuedAt: z.iso.datetime({ precision: 3 }),
  /** Which of the sender's logs it is; absent for the first. */
  log: z.int().min(2).exactOptional(),
  /** The file holds the places `after` + 1 to `last` of the feed that `from` offers `to`; `more`: it goes on. */
  after: count,
  last: count,
  more: z.boolean(),
  /** How far the sender has read the recipient's feed and log: what the next file the other way starts from. */
  have: z.strictObject({ log: z.int().min(2).exactOptional(), seq: count, size: count }),
  /** Consistency proofs from sizes that the recipient may have verified last to the size of the pages' checkpoint. */
  consistency: z.array(z.strictObject({ size: count, proof: z.string().max(64 * 44) })).max(maxKnownSizes + 2),
  /** SHA-256 of every byte after this line. */
  sha256: digest,
});
export type FerrySeal = z.infer<typeof ferrySealSchema>;

export const ferryOutSchema = z.strictObject({
  to: z.string().max(8),
  /** Where to begin and which size the recipient verified last, where it said so by telephone. */
  after: count.exactOptional(),
  size: count.exactOptional(),
});
export type FerryOut = z.infer<typeof ferryOutSchema>;

/** A blob that goes beside a ferry file: the name of its file, and how long that is. */
export const ferriedBlobSchema = z.strictObject({ name: z.string(), sha256: digest, bytes: count });
export type FerriedBlob = z.infer<typeof ferriedBlobSchema>;
export const dueBlobSchema = ferriedBlobSchema.omit({ sha256: true });

const place = z
  .string()
  .regex(/^(0|[1-9]\d{0,14})$/)
  .meta({ type: 'integer', minimum: 0 });
/** Which places of the feed a ferry file holds. */
export const placesQuerySchema = z.strictObject({ after: place, last: place });

/** `again`: the file may be here already, and is named for the blobs beside it. */
export const ferryInQuerySchema = z.strictObject({ again: flagSchema.exactOptional() });

/** What a file brought; `known`: all its places were here already. */
export const ferriedInSchema = z.strictObject({
  from: z.string(),
  lines: count,
  seq: count,
  more: z.boolean(),
  known: z.boolean(),
});
export type FerriedIn = z.infer<typeof ferriedInSchema>;
