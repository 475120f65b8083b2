import { z } from 'zod';
import type { Export } from '#features/exports/model.ts';

/**
 * Why somebody has to look: what a record of ours was made from is no longer, or no longer so; what was taken out of this node
 * has to be got back; oversight demands leaves, or found something; a demand of ours was not answered, or wrongly.
 */
const sourceCodes = ['source-recalled', 'source-replaced'] as const;
const oversightCodes = ['leaf-demand', 'demand-overdue', 'opening-wrong', 'finding'] as const;
export const taskCodes = [...sourceCodes, 'exported-recalled', ...oversightCodes] as const;
export type TaskCode = (typeof taskCodes)[number];
export type SourceCode = (typeof sourceCodes)[number];
export type OversightCode = (typeof oversightCodes)[number];

/**
 * One row of `GET /api/tasks`. `record` is what to look at, `about` the source that it names or the record that this is about,
 * `cause` the record that opened the task. Of `exported-recalled` both are the record that was taken back, and `exports` says who
 * exported it, and where to; it stays in this node.
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
