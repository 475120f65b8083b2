import { z } from 'zod';

/** Why somebody has to look: what a record of ours was made from is no longer, or no longer so. */
export const taskCodes = ['source-recalled', 'source-replaced'] as const;
export type TaskCode = (typeof taskCodes)[number];

/** One row of `GET /api/tasks`. `record` is our own record, `about` the other's that it names in `sources`, `cause` the record that opened the task. */
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
};

export const tasksQuerySchema = z.strictObject({ closed: z.enum(['true', 'false']).exactOptional() });

/** Body of `POST /api/tasks/:id/close`: what was done about it. */
export const closeSchema = z.strictObject({ note: z.string().trim().min(1).max(500) });
