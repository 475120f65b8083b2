import { z } from 'zod';
import { request } from '#web/http.ts';
import { stepSchema } from '#web/next-steps.ts';

const recordSchema = z.object({
  ref: z.string(),
  kind: z.string(),
  author: z.string(),
  issuedAt: z.string(),
  arrivedAt: z.string(),
  marking: z.object({ tlp: z.string(), base: z.string() }).nullable(),
  verdict: z.enum(['own', 'accepted', 'waiting', 'quarantined']),
  code: z.string().nullable(),
  why: z.string().nullable(),
  destroyed: z.boolean(),
  title: z.string().nullable(),
  disturbing: z.boolean(),
});
export type CaseRecord = z.infer<typeof recordSchema>;

const eventSchema = z.object({
  at: z.string(),
  what: z.enum(['sealed', 'written', 'arrived', 'released', 'recalled', 'confirmed']),
  ref: z.string(),
  kind: z.string(),
  author: z.string(),
  officers: z.array(z.string()),
  issuedAt: z.string(),
  to: z.string().nullable(),
  status: z.string().nullable(),
  of: z.array(z.string()),
  followed: z.array(z.string()),
});
export type CaseEvent = z.infer<typeof eventSchema>;

const caseSchema = z.object({
  ref: z.string(),
  more: z.boolean(),
  incident: z.object({ state: z.string(), members: z.number(), warnings: z.number(), hosts: z.number() }).nullable(),
  thread: z.array(z.object({ ref: z.string(), parent: z.string().nullable() })),
  events: z.array(eventSchema),
  releases: z.array(
    z.object({
      record: z.string(),
      ref: z.string(),
      to: z.string(),
      at: z.string(),
      recalledAt: z.string().nullable(),
      receipts: z.array(z.object({ ref: z.string(), status: z.string(), at: z.string() })),
    }),
  ),
  waiting: z.array(
    z.object({
      id: z.string(),
      kind: z.string(),
      title: z.string().nullable(),
      disturbing: z.boolean(),
      officer: z.string(),
      madeAt: z.string(),
      expiresAt: z.string(),
      isMine: z.boolean(),
    }),
  ),
  steps: z.array(stepSchema),
  records: z.array(recordSchema),
});
export type Case = z.infer<typeof caseSchema>;

export const fetchCase = (ref: string) =>
  request(caseSchema, `/api/cases/${ref.split('/').map(encodeURIComponent).join('/')}`);
