import { z } from 'zod';

/** What is read of a file from outside before it is refused; each bound is wide of anything that a node writes. */
export const fileLimits = {
  maxProofBytes: 32 * 1024 * 1024,
  maxPagesBytes: 200 * 1024 * 1024,
  /** The line of documents: room for forty members that fill what one may (alliance/chain-limits.ts), and for profiles. */
  maxDocumentsBytes: 120 * 1024 * 1024,
  maxProfiles: 500,
  maxEndorsements: 200,
  maxDirectories: 20_000,
  maxHashes: 63,
};

const compactJws = z.string().max(400_000);

/** One profile with the endorsements that made it count. */
export const profileDocumentSchema = z.strictObject({
  source: z.string().max(4 * 1024 * 1024),
  endorsements: z.array(z.string().max(2_000)).max(fileLimits.maxEndorsements),
});
export type ProfileDocument = z.infer<typeof profileDocumentSchema>;

/** The profiles from the first to the current one: what leads from the anchor to the root keys. */
const profiles = z.array(profileDocumentSchema).min(1).max(fileLimits.maxProfiles);

export const proofFormat = 'tamga-proof/1';

/** A record with everything that proves it from the anchor alone (docs/protocol/proofs.md). */
export const proofFileSchema = z.strictObject({
  format: z.literal(proofFormat),
  ref: z.string().max(60),
  jws: z.string().max(60_000),
  digest: z.string().max(43),
  /** null when destroyed, or withheld from the role that asked. */
  body: z.string().nullable(),
  bodyKey: z.string().max(43).nullable(),
  /** Leaf in the log of the author's participant, and the hashes that lead from it to the checkpoint's root. */
  index: z.int().min(0),
  proof: z.array(z.string().max(44)).max(fileLimits.maxHashes),
  /** A signed note; cosignatures of witnesses are lines of it. */
  checkpoint: z.string().max(40_000),
  /** A checkpoint that witnesses cosigned, the proof that it continues the other, and the witnesses' directories. */
  witnessed: z
    .strictObject({
      checkpoint: z.string().max(40_000),
      consistency: z.array(z.string().max(44)).max(fileLimits.maxHashes),
      directories: z.array(compactJws).max(200),
    })
    .nullable()
    .exactOptional(),
  /** The author's participant's directory. */
  directory: compactJws,
  profiles,
});
export type ProofFile = z.infer<typeof proofFileSchema>;

export const documentsFormat = 'tamga-documents/1';

/** The open documents that a saved page needs to be checked without a node: its first line. */
export const documentsSchema = z.strictObject({
  format: z.literal(documentsFormat),
  profiles,
  directories: z.array(compactJws).max(fileLimits.maxDirectories),
  /** Ends of logs; absent where nobody had to begin a new one. */
  successions: z.array(compactJws).max(fileLimits.maxDirectories).exactOptional(),
});
export type Documents = z.infer<typeof documentsSchema>;
