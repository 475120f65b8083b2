import { z } from 'zod';
import { json, request, requestAll } from '#web/http.ts';
import type { Lift, Suspension } from '../model.ts';

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
export const fetchSuspensions = () => requestAll(suspensionSchema, '/api/suspensions');

const told = z.object({ refs: z.array(z.string()) });
export const suspendKinds = (body: Suspension) => request(told, '/api/suspensions', json('POST', body));
export const liftSuspension = (body: Lift) => request(told, '/api/suspensions/lift', json('POST', body));

/** The names of all kinds that this node knows. */
export const fetchKindNames = async (): Promise<string[]> => {
  const { kinds } = await request(z.object({ kinds: z.array(z.object({ kind: z.string() })) }), '/api/kinds');
  return kinds.map(({ kind }) => kind);
};
