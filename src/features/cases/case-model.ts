import { z } from 'zod';
import { incidentStateSchema } from '#features/incidents/model.ts';
import { officerIdSchema } from '#features/officers/model.ts';
import { proposalSummarySchema } from '#features/proposals/model.ts';
import { refSchema } from '#features/records/model.ts';
import { stepSchema } from './next-model.ts';

/** What happened in a case: a record was sealed here (written, where it is not known when that was) or came, was let go, taken back, or confirmed by a holder. */
export const eventKinds = ['sealed', 'written', 'arrived', 'released', 'recalled', 'confirmed'] as const;

/** One line of a case's timeline. `ref` is the record by which it happened. */
export const eventSchema = z.strictObject({
  at: z.date(),
  what: z.enum(eventKinds),
  ref: refSchema,
  kind: z.string(),
  author: z.string(),
  officers: z.array(officerIdSchema),
  /** When its author says that it was written. */
  issuedAt: z.date(),
  /** To whom it was let go, or from whom it was taken back. */
  to: z.string().nullable(),
  /** Of a receipt: what became of the content. */
  status: z.string().nullable(),
  /** Records of the case that were let go, taken back or confirmed. */
  of: z.array(refSchema),
  /** Records of the case that name this one: what followed. */
  followed: z.array(refSchema),
});
export type CaseEvent = z.infer<typeof eventSchema>;

/** A record of a case as the thread shows it: beneath the one that it corrects or is about. */
const postSchema = z.strictObject({ ref: refSchema, parent: refSchema.nullable() });

const givenSchema = z.strictObject({
  record: refSchema,
  ref: refSchema,
  to: z.string(),
  at: z.date(),
  recalledAt: z.date().nullable(),
  receipts: z.array(z.strictObject({ ref: refSchema, status: z.string(), at: z.date() })),
});
export type CaseRelease = z.infer<typeof givenSchema>;

/** A proposal that waits at the officer's authority and names a record of the case. */
const waitingSchema = proposalSummarySchema.extend({ names: z.array(refSchema) });

/** `GET /api/cases/:participant/:id`. `more`: the case has more records than are read. */
export const caseSchema = z.strictObject({
  ref: refSchema,
  more: z.boolean(),
  /** How an incident stands, for who reads content; null of other cases. */
  incident: incidentStateSchema.nullable(),
  thread: z.array(postSchema),
  events: z.array(eventSchema),
  releases: z.array(givenSchema),
  waiting: z.array(waitingSchema),
  /** What has a deadline, waits for somebody's hand, or may be done to the record from which the case comes. */
  steps: z.array(stepSchema),
});
export type Case = z.infer<typeof caseSchema>;
