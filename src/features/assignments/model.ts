import { z } from 'zod';
import { officerIdSchema } from '#features/officers/model.ts';
import { instantSchema, refSchema } from '#features/records/model.ts';

/** What an assignment covers: the work of the authority for a purpose, a case, or what was opened for a demand of oversight. */
export const coverWords = ['desk', 'case', 'inquiry'] as const;
export type CoverWord = (typeof coverWords)[number];

export const maxAssigned = 40;
/** The longest assignment, in days. */
export const maxDays = 366;

const reason = z.string().trim().min(1).max(500);
const purpose = z.string().min(1).max(60);
const officers = z
  .array(officerIdSchema)
  .min(1)
  .max(maxAssigned)
  .refine((all) => new Set(all).size === all.length, 'an officer is named twice');

const covered = {
  covers: z.enum(coverWords),
  /** The case, or the demand of the inquiry; a desk has none. */
  subject: refSchema.exactOptional(),
  purpose,
};

/** Body of `assignment.give`: what other officers of the authority may read, what for, and until when. */
export const assignmentSchema = z.strictObject({
  officers,
  ...covered,
  since: instantSchema,
  until: instantSchema,
  reason,
});
export type Assignment = z.infer<typeof assignmentSchema>;

/** Body of `assignment.end`: before its time, of some of its officers or of all. */
export const endSchema = z.strictObject({ assignment: refSchema, officers, reason });
export type End = z.infer<typeof endSchema>;

/** Body of `POST /api/assignments`. `until`: the last day, in UTC; `since`: the first, where that is not now. */
export const givingSchema = z.strictObject({
  officers,
  ...covered,
  firstDay: z.iso.date().exactOptional(),
  lastDay: z.iso.date(),
  reason,
});
export type Giving = z.infer<typeof givingSchema>;

/** Body of `POST /api/assignments/:participant/:id/end`; without officers it ends for all of them. */
export const endingSchema = z.strictObject({ officers: officers.exactOptional(), reason });
export type Ending = z.infer<typeof endingSchema>;

export const states = ['coming', 'open', 'ended', 'over'] as const;

/** One row of `GET /api/assignments`: one officer's part of an assignment. */
export const assignmentViewSchema = z
  .strictObject({
    ref: refSchema,
    officer: z.string(),
    giver: z.string(),
    covers: z.enum(coverWords),
    subject: z.string().nullable(),
    purpose: z.string(),
    since: z.date(),
    until: z.date(),
    /** Null to a token, as is `endReason`. */
    reason: z.string().nullable(),
    state: z.enum(states),
    endedAt: z.date().nullable(),
    endedBy: z.string().nullable(),
    endReason: z.string().nullable(),
  })
  .meta({ id: 'Assignment' });
export type AssignmentView = z.infer<typeof assignmentViewSchema>;

export const assignmentFilterSchema = z.strictObject({ state: z.enum(['open', 'all']).exactOptional() });

/** `GET /api/assignments/own`: what the officer is assigned to now. */
export const ownCoverSchema = z
  .strictObject({
    desks: z.array(z.string()).readonly(),
    cases: z.array(z.strictObject({ case: z.string(), purpose: z.string() })).readonly(),
    inquiries: z.array(z.string()).readonly(),
    byOperator: z.boolean(),
  })
  .meta({ id: 'OwnCover' });

/** So many requests of one officer wait at most. */
export const maxOpenRequests = 50;
/** What one officer asks for within a day, also where it is taken back at once. */
export const dayLimit = { table: 'assignment_request', by: 'officer', at: 'at', most: 100 } as const;

/** Body of `POST /api/assignments/requests`: what an officer asks to be assigned to. */
export const requestingSchema = z.strictObject({ ...covered, reason });
export type Requesting = z.infer<typeof requestingSchema>;

export const requestStates = ['open', 'given', 'refused', 'taken-back'] as const;
export const requestFilterSchema = z.strictObject({ state: z.enum(['open', 'all']).exactOptional() });

/** Body of `POST /api/assignments/requests/:id/refuse`. */
export const refusingSchema = z.strictObject({ reason });

/** One row of `GET /api/assignments/requests`. */
export const requestSchema = z
  .strictObject({
    id: z.int(),
    officer: z.string(),
    covers: z.enum(coverWords),
    subject: z.string().nullable(),
    purpose: z.string(),
    reason: z.string(),
    at: z.date(),
    state: z.enum(requestStates),
    answeredAt: z.date().nullable(),
    answeredBy: z.string().nullable(),
    /** Why it was refused; of what was given, the record that assigns. */
    answer: z.string().nullable(),
  })
  .meta({ id: 'AssignmentRequest' });
export type Request = z.infer<typeof requestSchema>;
