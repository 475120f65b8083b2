import { z } from 'zod';
import { request, requestAll } from '#web/http.ts';
import { named } from '#web/i18n/names.ts';

const participantSchema = named.extend({
  code: z.string(),
  class: z.string(),
  standing: z.enum(['standing', 'not-yet', 'suspended', 'left', 'none']),
  address: z.string().nullable(),
  directory: z.number().nullable(),
  lastContactAt: z.string().nullable(),
  lastFailure: z.object({ at: z.string(), code: z.string(), why: z.string() }).nullable(),
  log: z.number(),
  logSize: z.number().nullable(),
  /** The end of the log before this one. */
  logBefore: z.object({ log: z.number(), size: z.number(), at: z.string() }).nullable(),
  checkpointAt: z.string().nullable(),
  stopped: z.boolean(),
});

const alarmSchema = z.object({
  id: z.number(),
  at: z.string(),
  participant: z.string(),
  code: z.string(),
  why: z.string(),
  provable: z.boolean().nullable(),
  resumed: z.object({ at: z.string(), by: z.string(), reason: z.string() }).nullable(),
});

const allianceSchema = z.object({
  alliance: named.extend({ id: z.string(), profile: z.number(), digest: z.string() }),
  self: z.string(),
  participants: z.array(participantSchema),
  alarms: z.array(alarmSchema),
});

const positionSchema = z.object({ log: z.number(), index: z.number() });
const detailSchema = participantSchema.omit({ address: true, directory: true }).extend({
  from: z.string().nullable(),
  to: z.string().nullable(),
  suspended: z.string().nullable(),
  addresses: z.array(z.string()),
  directory: z.object({ number: z.number(), digest: z.string() }).nullable(),
  authorities: z.array(named.extend({ code: z.string(), to: z.string().nullable(), successor: z.string().nullable() })),
  keys: z.array(
    z.object({
      kid: z.string(),
      use: z.string(),
      realm: z.string(),
      authority: z.string().nullable(),
      from: positionSchema,
      to: positionSchema.nullable(),
      disowned: z.number(),
    }),
  ),
  contacts: z.array(
    named.extend({
      code: z.string(),
      authority: z.string(),
      hours: z.string(),
      languages: z.array(z.string()),
      telephone: z.string().nullable(),
      email: z.string().nullable(),
    }),
  ),
  /** The present one, and the one before it while that is accepted too. */
  tlsKeys: z.array(z.string()),
  growth: z.object({ since: z.string(), by: z.number() }).nullable(),
  weCosigned: z.object({ size: z.number(), at: z.string() }).nullable(),
  cosignedOurs: z.number().nullable(),
  alarms: z.array(alarmSchema),
});
const detailsSchema = z.object({ self: z.string(), items: z.array(detailSchema) });

const versionSchema = z.object({
  kind: z.enum(['profile', 'directory', 'succession']),
  participant: z.string().nullable(),
  number: z.number(),
  digest: z.string(),
  issuedAt: z.string().nullable(),
  by: z.array(z.string()),
  learnedFrom: z.string().nullable(),
  learnedAt: z.string().nullable(),
  changes: z.array(
    z.object({ path: z.array(z.string()), before: z.string().nullable(), after: z.string().nullable() }),
  ),
  more: z.number(),
  ended: z.object({ size: z.number(), next: z.number() }).nullable(),
});

export type ParticipantDetail = z.infer<typeof detailSchema>;
export type DocumentVersion = z.infer<typeof versionSchema>;

export const fetchParticipants = () => request(detailsSchema, '/api/alliance/participants?limit=200');
export const fetchHistory = () => requestAll(versionSchema, '/api/alliance/history');

export type ParticipantView = z.infer<typeof participantSchema>;
export type AllianceView = z.infer<typeof allianceSchema>;
export type Alarm = z.infer<typeof alarmSchema>;

export const fetchAlliance = () => request(allianceSchema, '/api/alliance');
