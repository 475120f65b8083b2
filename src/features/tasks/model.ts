import { z } from 'zod';
import type { Export } from '#features/exports/model.ts';

/**
 * Why somebody has to look: what a record of ours was made from is no longer, or no longer so; what was taken out of this node
 * has to be got back; oversight demands leaves, or found something; a demand of ours was not answered, or wrongly; the authority with which
 * we had to do has ended, and another takes its place.
 */
const sourceCodes = ['source-recalled', 'source-replaced'] as const;
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
export type Task = {
  id: number;
  code: TaskCode;
  record: string;
  title: string | null;
  about: string;
  cause: string;
  openedAt: Date;
  closedAt: Date | null;
  closedBy: string | null;
  note: string | null;
  exports: Omit<Export, 'recordId'>[];
};

export const tasksQuerySchema = z.strictObject({ closed: z.enum(['true', 'false']).exactOptional() });

/** Body of `POST /api/tasks/:id/close`: what was done about it. */
export const closeSchema = z.strictObject({ note: z.string().trim().min(1).max(500) });
