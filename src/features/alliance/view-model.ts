import { z } from 'zod';
import { alarmSchema } from '#features/federation/model.ts';

const text = z.string().nullable();
const standingSchema = z.enum(['standing', 'not-yet', 'suspended', 'left', 'none']);
/** A name by BCP 47 language. */
const namesSchema = z.record(z.string(), z.string());
const positionSchema = z.strictObject({ log: z.int(), index: z.int() });

/** What is told of a participant wherever it is told. */
const participantShape = {
  code: z.string(),
  /** In English, and in every language that the profile has. */
  name: z.string(),
  names: namesSchema,
  class: z.string(),
  standing: standingSchema,
  lastContactAt: z.date().nullable(),
  lastFailure: z.strictObject({ at: z.date(), code: text, why: text }).nullable(),
  stopped: z.boolean(),
  /** Which of its logs goes on, how long it is, and how the one before it ended. */
  log: z.int(),
  logSize: z.int().nullable(),
  logBefore: z.strictObject({ log: z.int(), size: z.int(), at: z.iso.datetime() }).nullable(),
  checkpointAt: z.date().nullable(),
};

/** `GET /api/alliance`. */
export const allianceSchema = z
  .strictObject({
    alliance: z.strictObject({
      id: z.string(),
      name: z.string(),
      names: namesSchema,
      profile: z.int(),
      digest: z.string(),
    }),
    self: z.string(),
    participants: z.array(z.strictObject({ ...participantShape, address: text, directory: z.int().nullable() })),
    alarms: z.array(alarmSchema),
    recipients: z.array(z.string()),
  })
  .meta({ id: 'Alliance' });

/** One row of `GET /api/alliance/participants`. */
export const participantSchema = z
  .strictObject({
    ...participantShape,
    from: text,
    to: text,
    suspended: text,
    addresses: z.array(z.string()),
    directory: z.strictObject({ number: z.int(), digest: z.string() }).nullable(),
    authorities: z.array(
      z.strictObject({ code: z.string(), name: z.string(), names: namesSchema, to: text, successor: text }),
    ),
    /** Where it is reached, as its directory says. */
    contacts: z.array(
      z.strictObject({
        code: z.string(),
        authority: z.string(),
        name: z.string(),
        names: namesSchema,
        hours: z.string(),
        languages: z.array(z.string()),
        telephone: text,
        email: text,
      }),
    ),
    /** The present one, and the one before it while that is accepted too. */
    tlsKeys: z.array(z.string()),
    keys: z.array(
      z.strictObject({
        kid: z.string(),
        use: z.string(),
        realm: z.string(),
        authority: text,
        from: positionSchema,
        to: positionSchema.nullable(),
        disowned: z.int(),
      }),
    ),
    growth: z.strictObject({ since: z.string(), by: z.int() }).nullable(),
    weCosigned: z.strictObject({ size: z.int(), at: z.date() }).nullable(),
    cosignedOurs: z.int().nullable(),
    alarms: z.array(alarmSchema),
  })
  .meta({ id: 'Participant' });

const documentKinds = ['profile', 'directory', 'succession'] as const;

/**
 * One version of a profile or a directory, or the end of a log, whose `number` is the log's. `by`: whose root keys endorsed it, or the
 * kid of the root key that sealed it. `changes` is against the version before, none for the first; `more` counts those that are left out.
 */
export const documentVersionSchema = z
  .strictObject({
    kind: z.enum(documentKinds),
    /** Whose directory or log; null for profiles. */
    participant: text,
    number: z.int(),
    digest: z.string(),
    previous: text,
    issuedAt: z.iso.datetime().nullable(),
    by: z.array(z.string()),
    learnedFrom: text,
    learnedAt: z.date().nullable(),
    changes: z.array(z.strictObject({ path: z.array(z.string()), before: text, after: text })),
    more: z.int(),
    /** Of the end of a log: how far it went, and which log goes on. */
    ended: z.strictObject({ size: z.int(), next: z.int() }).nullable(),
  })
  .meta({ id: 'DocumentVersion' });
export type DocumentVersion = z.infer<typeof documentVersionSchema>;

/** What `GET /api/alliance/history` is narrowed by. */
export const historyFilterSchema = z.strictObject({
  kind: z.enum(documentKinds).exactOptional(),
  participant: z.string().max(8).exactOptional(),
});
