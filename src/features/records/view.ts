import { z } from 'zod';
import type { ReceiptView } from '#features/receipts/model.ts';
import { authoritySchema, basisSchema, blobSchema, languageSchema, markingSchema, refSchema } from './model.ts';
import type { BlobFacts, Envelope, Readers, RecordVerdict } from './model.ts';

/** One row of `GET /api/records`: outer facts, and a title where the reader may see content. */
export type RecordSummary = {
  ref: string;
  kind: string;
  author: string;
  issuedAt: Date;
  arrivedAt: Date;
  marking: { tlp: string; base: string } | null;
  verdict: RecordVerdict;
  code: string | null;
  why: string | null;
  destroyed: boolean;
  /** Its content never came: the envelope is oversight's due. */
  envelopeOnly: boolean;
  /** Taken back by its author and kept, unread, under a hold. */
  withheld: boolean;
  /** A hold under national law: which duty, its last day, whose decision. */
  hold: { code: string; until: string; by: string } | null;
  title: string | null;
  case: string | null;
  to: string | null;
  /** Authorities of this participant that alone may read the content; null: all of them. */
  readers: Readers;
};

export const recordsQuerySchema = z.strictObject({
  kind: z.string().max(60).exactOptional(),
  author: z.string().max(40).exactOptional(),
  verdict: z.enum(['own', 'accepted', 'waiting', 'quarantined']).exactOptional(),
  before: z
    .string()
    .regex(/^\d{1,15}$/)
    .exactOptional(),
  limit: z
    .string()
    .regex(/^\d{1,3}$/)
    .exactOptional(),
});
export type RecordsQuery = z.infer<typeof recordsQuerySchema>;

/** Body of `POST /api/records`: what an officer composes. */
export const draftSchema = z.strictObject({
  kind: z.string().max(60),
  body: z.looseObject({}),
  marking: markingSchema,
  basis: z.array(basisSchema).min(1).max(16),
  purpose: z.string().max(60),
  retainUntil: z.iso.date(),
  lang: languageSchema.exactOptional(),
  case: refSchema.exactOptional(),
  about: z.array(refSchema).min(1).max(1000).exactOptional(),
  replaces: refSchema.exactOptional(),
  sources: z.array(refSchema).min(1).max(1000).exactOptional(),
  author: authoritySchema.exactOptional(),
  blobs: z.array(blobSchema).min(1).max(256).exactOptional(),
});

/** A blob of a record: `here`, `due` (it is being fetched, and why not yet), `refused`, `gone` with the content, or not for the reader to know. */
export type BlobView = BlobFacts & {
  state: 'here' | 'due' | 'refused' | 'gone' | 'unknown';
  code: string | null;
  why: string | null;
};

/** `GET /api/records/:participant/:id`. */
export type RecordDetail = RecordSummary & {
  envelope: Envelope;
  digest: string;
  logIndex: number | null;
  /** Exact body text; null when destroyed, or withheld from the reader's role or authority. */
  body: string | null;
  contentWithheld: boolean;
  /** Why content that is stored cannot be shown: its wrap key is not at this node, or it was changed where it is stored. */
  contentError: 'no-key' | 'broken' | null;
  contenders: string[];
  /** Refs of what its author wrote in its place, as far as that is here, newest first. */
  replacedBy: string[];
  /** Of another's content that is not here any more: by which recall, and why; null where its time ran out. */
  recalled: { ref: string; at: Date; reason: string | null } | null;
  releases: {
    ref: string;
    to: string;
    at: Date;
    recalledAt: Date | null;
    receipts: ReceiptView[];
  }[];
  blobs: BlobView[];
  related: RecordSummary[];
  recipients: { to: string; ok: boolean; code: string | null; why: string | null }[];
};

/** `GET /api/records/:participant/:id/proof`: all that a verifier needs, and nothing it must believe. */
export type RecordProof = {
  jws: string;
  digest: string;
  body: string | null;
  bodyKey: string | null;
  directory: string;
  profile: string;
  index: number;
  /** Standard base64, from the leaf upwards. */
  proof: string[];
  checkpoint: string;
  /** What makes it proof to third parties; null while too few witnesses have cosigned. */
  witnessed: { checkpoint: string; consistency: string[]; directories: string[] } | null;
};
