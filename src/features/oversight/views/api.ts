import { z } from 'zod';
import { request } from '#web/http.ts';

const dueSchema = z.object({
  from: z.string(),
  to: z.string(),
  kind: z.string(),
  owed: z.number().nullable(),
  given: z.number(),
  newestAt: z.string().nullable(),
});
export type DueRow = z.infer<typeof dueSchema>;

const suspensionSchema = z.object({
  ref: z.string(),
  kind: z.string(),
  by: z.string(),
  to: z.string(),
  at: z.string(),
  until: z.string(),
  liftedAt: z.string().nullable(),
  standing: z.boolean(),
});
export type SuspensionRow = z.infer<typeof suspensionSchema>;

const oversightSchema = z.object({
  participants: z.array(z.string()),
  kinds: z.array(z.string()),
  given: z.array(dueSchema),
  owed: z.array(dueSchema),
});

export const fetchOversight = () => request(oversightSchema, '/api/oversight');
export const fetchSuspensions = () => request(z.object({ items: z.array(suspensionSchema) }), '/api/suspensions');
