import { z } from 'zod';
import type { Export } from '#features/exports/model.ts';

/**
 * Why somebody has to look: what a record of ours was made from is no longer, or no longer so; or what was taken out of this
 * node has to be got back.
 */
export const taskCodes = ['source-recalled', 'source-replaced', 'exported-recalled'] as const;
export type TaskCode = (typeof taskCodes)[number];
export type SourceCode = Exclude<TaskCode, 'exported-recalled'>;

/**
 * One row of `GET /api/tasks`. `record` is our own record, `about` the other's that it names in `sources`, `cause` the record
 * that opened the task. Of `exported-recalled` both are the record that was taken back, and `exports` says who exported it, and
 * where to; it stays in this node.
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
