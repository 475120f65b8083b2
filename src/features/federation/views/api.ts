import { z } from 'zod';
import { request, requestAll } from '#web/http.ts';

const heldSchema = z.object({
  ref: z.string(),
  kind: z.string(),
  author: z.string(),
  arrivedAt: z.string(),
  code: z.string().nullable(),
  why: z.string().nullable(),
  title: z.string().nullable(),
});

const refusedSchema = z.object({
  at: z.string(),
  peer: z.string(),
  seq: z.number(),
  code: z.string(),
  why: z.string(),
  ref: z.string().nullable(),
});

export type HeldRecord = z.infer<typeof heldSchema>;
export type RefusedLine = z.infer<typeof refusedSchema>;

/** Records that arrived and have no effect yet: `waiting` for others, or `quarantined` by a rule. */
export const fetchHeld = (verdict: 'waiting' | 'quarantined') =>
  request(
    z.object({ items: z.array(heldSchema), next: z.string().nullable() }),
    `/api/records?verdict=${verdict}&limit=100`,
  );

export const fetchRefused = () => requestAll(refusedSchema, '/api/refused');
