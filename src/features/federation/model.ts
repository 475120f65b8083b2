import { z } from 'zod';
import { authoritySchema } from '#features/records/model.ts';

export const maxPageBytes = 8 * 1024 * 1024;
export const maxPageLines = 2_000;
/** What may be under way at once to one participant, and to all. One that pulls has a page and two pieces of blobs. */
export const answerLimits = { answers: 6, bytes: 3 * maxPageBytes, bytesInAll: 16 * maxPageBytes };
/** What an answer counts for before it is made; a page is counted as long as it is then. */
export const pageShareBytes = 1024 * 1024;
export const blobShareBytes = 1024 * 1024;
export const documentShareBytes = 4 * 1024 * 1024;
/** A recall may take back 20,000 records, so a few of them fill a page. */
export const maxRecallLines = 100;

/** Each costs an X25519 exchange at both ends. */
export const maxSealedLines = 250;

/** A record in a feed: its place there and in the log, the exact JWS, and body with key while it may be had. */
export const recordLineSchema = z.strictObject({
  seq: z.int().min(1),
  jws: z.string().max(40_000),
  index: z.int().min(0),
  body: z.string(),
  bodyKey: z.string().max(64),
  /** Inclusion proof for the page's checkpoint: 32-byte hashes from the leaf upwards, concatenated, base64url. */
  proof: z.string().max(64 * 44),
  /** The age identities that open the record's blobs, in the envelope's order; there where it names any. */
  blobs: z.array(z.string().max(80)).min(1).max(256).exactOptional(),
});
export type RecordLine = z.infer<typeof recordLineSchema>;

/** The envelope of a record that is due to oversight: never its body (design 5, I1). */
export const envelopeLineSchema = recordLineSchema.omit({ body: true, bodyKey: true, blobs: true });
export type EnvelopeLine = z.infer<typeof envelopeLineSchema>;

/**
 * The same where the content is for one authority: body key and body, one after the other, as an age file, base64url. `blobs` is
 * one more of the identities, joined by LF.
 */
export const sealedLineSchema = envelopeLineSchema.extend({
  to: authoritySchema,
  sealed: z.string(),
  blobs: z
    .string()
    .max(64 * 1024)
    .exactOptional(),
});
export type SealedLine = z.infer<typeof sealedLineSchema>;

/** What may no longer be had keeps its place, so that `seq` stays gap-free. */
export const voidLineSchema = z.strictObject({ seq: z.int().min(1), void: z.literal(true) });

/** The last line of a page. `consistency` proves that the log continues the one of the size that was asked with. */
export const lastLineSchema = z.strictObject({
  checkpoint: z.string().max(20_000),
  consistency: z.string().max(64 * 44),
  gossip: z.array(z.string().max(20_000)).max(256),
  /** Digest over the newest profile and directories that the sender holds (`docs/protocol/federation.md`). */
  documents: z.string().max(64).exactOptional(),
  more: z.boolean(),
});
export type LastLine = z.infer<typeof lastLineSchema>;

export const feedQuerySchema = z.strictObject({
  after: z.string().regex(/^[1-9]\d{0,6}\.(0|[1-9]\d{0,14})$/, 'not <log>.<seq>'),
  size: z
    .string()
    .regex(/^(0|[1-9]\d{0,14})$/)
    .exactOptional(),
  /** The recalls alone, wherever they stand after `after`: for a peer that lagged. */
  only: z.literal('recall').exactOptional(),
});

const digest = z.string().max(64).exactOptional();
export const profileQuerySchema = z.strictObject({
  number: z
    .string()
    .regex(/^(0|[1-9]\d{0,6})$/)
    .exactOptional(),
  digest,
});
/** `<participant>.<number>.<first 22 characters of the digest>`, with commas. */
export const directoryQuerySchema = z.strictObject({
  known: z
    .string()
    .max(12_000)
    .regex(/^([a-z][a-z0-9]{1,7}\.[1-9]\d{0,6}\.[A-Za-z0-9_-]{22}(,|$))*$/)
    .exactOptional(),
});

export const profileAnswerSchema = z.strictObject({
  profiles: z.array(z.strictObject({ source: z.string(), endorsements: z.array(z.string()).max(400) })).max(1000),
  more: z.boolean(),
});
export const directoryAnswerSchema = z.strictObject({
  directories: z.array(z.string()).max(10_000),
  more: z.boolean(),
});

/** `<participant>.<log>.<first 22 characters of the digest>`, with commas. */
export const successionQuerySchema = directoryQuerySchema;
export const successionAnswerSchema = z.strictObject({
  successions: z.array(z.string()).max(10_000),
  more: z.boolean(),
});

export const maxBackLines = 1_000;
/** An own record of the asker, given back: where it was in the asker's log, and the checkpoint that its proof leads to. */
export const backLineSchema = z.strictObject({
  jws: z.string().max(40_000),
  log: z.int().min(1),
  index: z.int().min(0),
  proof: z.string().max(64 * 44),
  checkpoint: z.string().max(20_000),
  body: z.string().exactOptional(),
  bodyKey: z.string().max(64).exactOptional(),
});
export const backLastLineSchema = z.strictObject({ more: z.boolean() });
/** `log`: the asker's log that goes on; what was in those before it is asked for. `after`: digest of the last record that came. */
export const backQuerySchema = z.strictObject({
  log: z.string().regex(/^[1-9]\d{0,6}$/),
  after: z
    .string()
    .regex(/^[A-Za-z0-9_-]{43}$/)
    .exactOptional(),
});

export const maxHeldNotes = 64;
export const maxHeldLeaves = 4;
const hash = z.string().max(44);
const shownNote = z.string().max(20_000);
/** What a peer holds of the asker's own log (`GET /federation/v1/held`). */
export const heldAnswerSchema = z.object({
  notes: z.array(shownNote).max(maxHeldNotes),
  /** Own records of the asker, at places below the size that it named, under larger checkpoints. */
  leaves: z
    .array(z.object({ index: z.int().min(0), digest: hash, proof: z.array(hash).max(64), checkpoint: shownNote }))
    .max(maxHeldLeaves),
  /** Two checkpoints of it that cannot both be true, with what shows it. */
  proof: z.object({ notes: z.array(shownNote).length(2), root: hash, proof: z.array(hash).max(64) }).exactOptional(),
});
export type HeldAnswer = z.infer<typeof heldAnswerSchema>;
/** `log`: which log the asker has; `size`: how much of it. */
export const heldQuerySchema = z.strictObject({
  log: z.string().regex(/^[1-9]\d{0,6}$/),
  size: z.string().regex(/^(0|[1-9]\d{0,14})$/),
});

/** What `GET /api/refused` is narrowed by. */
export const refusedFilterSchema = z.strictObject({ since: z.iso.datetime().exactOptional() });

/** One row of `GET /api/refused`. */
export const refusedLineSchema = z
  .strictObject({
    at: z.date(),
    peer: z.string(),
    seq: z.int(),
    code: z.string(),
    why: z.string(),
    ref: z.string().nullable(),
  })
  .meta({ id: 'RefusedLine' });
export type RefusedLine = z.infer<typeof refusedLineSchema>;

export type PeerState = {
  participant: string;
  /** Which of its logs is read. */
  log: number;
  seq: number;
  checkpointSize: number;
  checkpointRoot: Uint8Array | null;
  checkpointNote: string | null;
  checkpointAt: Date | null;
  lastContactAt: Date | null;
  failedAt: Date | null;
  failureCode: string | null;
  failureWhy: string | null;
  stopped: boolean;
  /** When an officer resumed it; null once what is held against its log was asked of it. */
  resumedAt: Date | null;
};

export const alarmSchema = z.strictObject({
  id: z.int(),
  at: z.date(),
  participant: z.string(),
  code: z.string(),
  why: z.string(),
  /** Whether its evidence proves to others that a log contradicts itself; null where it is about something else. */
  provable: z.boolean().nullable(),
  /** The officer's decision that the peer is asked again, taken on this alarm. */
  resumed: z.strictObject({ at: z.iso.datetime(), by: z.string(), reason: z.string() }).nullable(),
});
export type Alarm = z.infer<typeof alarmSchema>;

/** Body of `POST /api/peers/:participant/resume`. The reason stays on this node. */
export const resumeSchema = z.strictObject({ reason: z.string().trim().min(1).max(1_000) });
