import { z } from 'zod';
import { flagSchema, refSchema } from '#features/records/model.ts';

/**
 * Why somebody has to look: what a record of ours was made from is no longer, or no longer so; what was taken out of this node
 * has to be got back; oversight demands leaves, or found something; a demand of ours was not answered, or wrongly; the authority with which
 * we had to do has ended, and another takes its place.
 */
const sourceCodes = ['source-recalled', 'source-replaced', 'source-disowned'] as const;
const recordCodes = ['exported-recalled', 'case-referred', 'authority-ended'] as const;
const oversightCodes = ['leaf-demand', 'demand-overdue', 'opening-wrong', 'finding'] as const;
export const taskCodes = [...sourceCodes, ...recordCodes, ...oversightCodes] as const;
export type TaskCode = (typeof taskCodes)[number];
export type SourceCode = (typeof sourceCodes)[number];
export type RecordCode = (typeof recordCodes)[number];
export type OversightCode = (typeof oversightCodes)[number];

/**
 * One row of `GET /api/tasks`. `record` is what to look at, `about` the source that it names or the record that this is about,
 * `cause` the record that opened the task. Of `exported-recalled` both are the record that was taken back, and `exports` says who
 * exported it, and where to; it stays in this node. Of `case-referred` both are the case, and `cause` is the referral; of
 * `authority-ended` both are our record that was not delivered, and `cause` is its release.
 */
export const taskSchema = z
  .strictObject({
    id: z.int(),
    code: z.enum(taskCodes),
    record: refSchema,
    /** The kind of that record. */
    kind: z.string(),
    title: z.string().nullable(),
    /** Its author marked it as disturbing: the title is shown on request. */
    disturbing: z.boolean(),
    about: z.string(),
    cause: refSchema,
    openedAt: z.date(),
    closedAt: z.date().nullable(),
    closedBy: z.string().nullable(),
    /** What was done about it; null to a token, and to who may not read the record or what it is about. */
    note: z.string().nullable(),
    exports: z.array(z.strictObject({ officer: z.string(), place: z.string(), count: z.int(), last: z.date() })),
  })
  .meta({ id: 'Task' });
export type Task = z.infer<typeof taskSchema>;

/** What `GET /api/tasks` is narrowed by: the open ones, or those that were closed. */
export const tasksFilterSchema = z.strictObject({ closed: flagSchema.exactOptional() });

/** Body of `POST /api/tasks/:id/close`: what was done about it. */
export const closeSchema = z.strictObject({ note: z.string().trim().min(1).max(500) });
