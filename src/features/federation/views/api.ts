import { z } from 'zod';
import { json, query, request, requestAll, requestNothing } from '#web/http.ts';

const heldSchema = z.object({
  ref: z.string(),
  kind: z.string(),
  author: z.string(),
  arrivedAt: z.string(),
  code: z.string().nullable(),
  why: z.string().nullable(),
  title: z.string().nullable(),
  disturbing: z.boolean(),
});

const refusedSchema = z.object({
  at: z.string(),
  peer: z.string(),
  seq: z.number(),
  code: z.string(),
  why: z.string(),
  ref: z.string().nullable(),
});

const alarmsSchema = z.object({
  alarms: z.array(
    z.object({
      id: z.number(),
      at: z.string(),
      participant: z.string(),
      code: z.string(),
      why: z.string(),
      provable: z.boolean().nullable(),
      resumed: z.object({ at: z.string() }).nullable(),
    }),
  ),
});
export type PeerAlarm = z.infer<typeof alarmsSchema>['alarms'][number];

/** The alarms about a participant on which nothing was decided yet. */
export async function fetchAlarmsOf(participant: string): Promise<PeerAlarm[]> {
  const { alarms } = await request(alarmsSchema, '/api/alliance');
  return alarms.filter((alarm) => alarm.participant === participant && alarm.resumed === null);
}

export const resumePeer = (participant: string, reason: string) =>
  requestNothing(`/api/peers/${encodeURIComponent(participant)}/resume`, json('POST', { reason }));

export type HeldRecord = z.infer<typeof heldSchema>;
export type RefusedLine = z.infer<typeof refusedSchema>;

/** Records that arrived and have no effect yet: `waiting` for others, or `quarantined` by a rule. */
export const fetchHeld = (verdict: 'waiting' | 'quarantined') =>
  request(
    z.object({ items: z.array(heldSchema), next: z.string().nullable() }),
    `/api/records?verdict=${verdict}&limit=100`,
  );

export const fetchRefused = (since: string | null) => requestAll(refusedSchema, `/api/refused${query({ since })}`);
