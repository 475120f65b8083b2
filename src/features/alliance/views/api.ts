import { z } from 'zod';
import { request } from '#web/http.ts';

const participantSchema = z.object({
  code: z.string(),
  name: z.string(),
  class: z.string(),
  address: z.string().nullable(),
  directory: z.number().nullable(),
  lastContactAt: z.string().nullable(),
  lastFailure: z.object({ at: z.string(), code: z.string(), why: z.string() }).nullable(),
  logSize: z.number().nullable(),
  checkpointAt: z.string().nullable(),
  stopped: z.boolean(),
});

const alarmSchema = z.object({
  id: z.number(),
  at: z.string(),
  participant: z.string(),
  code: z.string(),
  why: z.string(),
});

const allianceSchema = z.object({
  alliance: z.object({ id: z.string(), name: z.string(), profile: z.number(), digest: z.string() }),
  self: z.string(),
  participants: z.array(participantSchema),
  alarms: z.array(alarmSchema),
});

export type ParticipantView = z.infer<typeof participantSchema>;
export type Alarm = z.infer<typeof alarmSchema>;

export const fetchAlliance = () => request(allianceSchema, '/api/alliance');
