import { z } from 'zod';
import { instantSchema, refSchema } from '#features/records/model.ts';

/** What leaves no record of its own and is accounted for all the same. */
export const acts = [
  'read',
  'list',
  'search',
  'export',
  'ferry-out',
  'ferry-in',
  'sign-in',
  'sign-in-link',
  'switch-officer',
  'make-token',
  'use-token',
  'end-token',
  'destroy-key',
  'resume-peer',
  'ask-assignment',
  'refuse-assignment',
  'stop-passkey',
] as const;
export type Act = (typeof acts)[number];

/** Under what somebody reads what is guarded (decision 0053). */
export const grounds = ['assignment', 'operator', 'author', 'none'] as const;
export type Ground = (typeof grounds)[number];

export const maxActs = 5_000;

/** Who did what to what, how often within about a minute. */
const entrySchema = z.strictObject({
  officer: z.string().max(60),
  act: z.enum(acts),
  /** A record's ref, another object's id, the officer that somebody acts as from now on, a token, or a list's name. */
  subject: z.string().max(200).exactOptional(),
  /** What for, where it was asked: a purpose of the profile. */
  purpose: z.string().max(60).exactOptional(),
  /**
   * Of what is guarded: under an assignment, under the operator's word before there was any, as who wrote it, or under none: that it is
   * there was shown, and its content was not.
   */
  under: z.enum(grounds).exactOptional(),
  /** The case that the record belongs to. */
  case: refSchema.exactOptional(),
  count: z.int().min(1),
  first: instantSchema,
  last: instantSchema,
});
export type AuditEntry = z.infer<typeof entrySchema>;

/** Body of `audit.batch`. */
export const auditBatchSchema = z.strictObject({ acts: z.array(entrySchema).min(1).max(maxActs) });
export type AuditBatch = z.infer<typeof auditBatchSchema>;
