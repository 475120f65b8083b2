import { z } from 'zod';
import { basisSchema, digestSchema, instantSchema, refSchema } from '#features/records/model.ts';

/** The leaves of one demand: what an answer of envelopes of 16 KiB each is still sent and checked in seconds with. */
export const maxDemanded = 1_000;

/** Of the leaves in one opening, as JSON: it stays below the 4 MiB of a body, and more go into further ones. */
export const maxOpeningBytes = 3 * 1024 * 1024;

const index = z.int().min(0);
const reason = z.string().trim().min(1).max(1_000);
const named = z.strictObject({ ref: refSchema, digest: digestSchema });
export type Named = z.infer<typeof named>;

const isUnique = (indexes: readonly number[]): boolean => new Set(indexes).size === indexes.length;
const asked = {
  indexes: z.array(index).min(1).max(maxDemanded).refine(isUnique, 'a leaf is named twice').exactOptional(),
  sample: z.int().min(1).max(maxDemanded).exactOptional(),
};
const oneOfBoth = (body: { indexes?: number[]; sample?: number }): boolean =>
  (body.indexes === undefined) !== (body.sample === undefined);
const oneOfBothNote = 'give either indexes or a sample';

/** Body of `leaf.demand`: leaves below the size of a checkpoint of the recipient's log, by index or as a sample that follows from it. */
export const demandSchema = z
  .strictObject({ checkpoint: z.string().max(20_000), ...asked, deadline: instantSchema, reason })
  .refine(oneOfBoth, oneOfBothNote);
export type Demand = z.infer<typeof demandSchema>;

const proof = z
  .string()
  .max(64 * 44)
  .regex(/^[A-Za-z0-9_-]*$/, 'not base64url');

/** One leaf opened: the sealed envelope of a record, or the 32 bytes kept of a padding leaf; never a body. */
const openedSchema = z.union([
  z.strictObject({ index, jws: z.string().max(40_000), proof }),
  z.strictObject({ index, padding: digestSchema, proof }),
]);
export type OpenedLeaf = z.infer<typeof openedSchema>;

/** Body of `leaf.opening`. An answer is one or more of them. */
export const openingSchema = z.strictObject({
  demand: named,
  leaves: z
    .array(openedSchema)
    .min(1)
    .max(maxDemanded)
    .refine((leaves) => isUnique(leaves.map((leaf) => leaf.index)), 'a leaf is named twice'),
});
export type Opening = z.infer<typeof openingSchema>;

/**
 * Why a leaf is a finding: no answer; bytes that are not the leaf; a leaf whose bytes are no record of the participant; or
 * an answer for a leaf that was not asked for.
 */
export const leafFaults = ['unanswered', 'wrong-leaf', 'no-record', 'not-asked'] as const;
export type LeafFault = (typeof leafFaults)[number];

/** Body of `oversight.finding`. With `demand`: which of its leaves, why, and the opening that shows it. */
export const findingSchema = z.strictObject({
  text: z.string().trim().min(1).max(4_000),
  demand: named.exactOptional(),
  leaves: z
    .array(z.strictObject({ index, code: z.enum(leafFaults), opening: named.exactOptional() }))
    .min(1)
    .max(4 * maxDemanded)
    .exactOptional(),
});
export type Finding = z.infer<typeof findingSchema>;
export type FoundLeaf = NonNullable<Finding['leaves']>[number];

/** Body of `POST /api/demands`. */
export const demandRequestSchema = z
  .strictObject({ participant: z.string().max(40), ...asked, deadline: instantSchema, reason, basis: basisSchema })
  .refine(oneOfBoth, oneOfBothNote);
export type DemandRequest = z.infer<typeof demandRequestSchema>;

/** Body of `POST /api/findings`: about a demand, whose leaves the program fills in, or about a participant in words alone. */
export const findingRequestSchema = z
  .strictObject({
    text: findingSchema.shape.text,
    demand: refSchema.exactOptional(),
    participant: z.string().max(40).exactOptional(),
  })
  .refine((body) => (body.demand === undefined) !== (body.participant === undefined), 'give a demand or a participant');
export type FindingRequest = z.infer<typeof findingRequestSchema>;

/** One row of `GET /api/demands`. */
export const demandRowSchema = z
  .strictObject({
    ref: refSchema,
    by: z.string(),
    participant: z.string(),
    at: z.date(),
    deadline: z.date(),
    size: z.int(),
    sampled: z.boolean(),
    asked: z.int(),
    opened: z.int(),
    wrong: z.int(),
    answeredAt: z.date().nullable(),
    state: z.enum(['waiting', 'opened', 'overdue', 'wrong']),
    findings: z.int(),
  })
  .meta({ id: 'Demand' });
export type DemandRow = z.infer<typeof demandRowSchema>;

/** One leaf of `GET /api/demands/:participant/:id`: what it turned out to be. */
export const leafRowSchema = z
  .strictObject({
    index: z.int(),
    state: z.enum(['record', 'padding', ...leafFaults]),
    ref: z.string().nullable(),
    kind: z.string().nullable(),
    opening: z.string().nullable(),
  })
  .meta({ id: 'Leaf' });
export type LeafRow = z.infer<typeof leafRowSchema>;

/** What of a participant's log this oversight participant never saw: neither opened nor given as its due. */
export const unopenedRowSchema = z.strictObject({
  participant: z.string(),
  size: z.int(),
  seen: z.int(),
  demanded: z.int(),
  opened: z.int(),
  unanswered: z.int(),
});
export type UnopenedRow = z.infer<typeof unopenedRowSchema>;

/** Of one log and month: leaves from place `since` up to, not with, place `upto`, and those among them that oversight never saw. */
export const unopenedMonthSchema = z.strictObject({
  participant: z.string(),
  month: z.string(),
  since: z.int(),
  upto: z.int(),
  leaves: z.int(),
  unopened: z.int(),
  demanded: z.int(),
  unanswered: z.int(),
});
export type UnopenedMonth = z.infer<typeof unopenedMonthSchema>;

/** One row of `GET /api/findings`. */
export const findingRowSchema = z
  .strictObject({
    ref: refSchema,
    by: z.string(),
    participant: z.string(),
    at: z.date(),
    demand: z.string().nullable(),
    leaves: z.int(),
  })
  .meta({ id: 'Finding' });
export type FindingRow = z.infer<typeof findingRowSchema>;
