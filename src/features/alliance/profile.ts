import { z } from 'zod';
import { body, decisionRule, duration, facts, instrument, origin, purpose } from './profile-facts.ts';
import { languageTag, names } from './profile-languages.ts';
import { baseMarkings } from './model.ts';

/**
 * The profile (design 5): one numbered document that says who is in the alliance and by which rules it exchanges. It is
 * endorsed as exact bytes; these schemas judge the parsed value and are strict, so that no member is silently ignored.
 */

/** The classes of participants. What a class may receive is the profile's release policy, never its name. */
const participantClasses = ['member', 'coordinator', 'oversight', 'partner', 'observer'] as const;
export type ParticipantClass = (typeof participantClasses)[number];

/** TLP 2.0, narrowest first. The labels are the same in every language. */
const tlpLabels = ['RED', 'AMBER+STRICT', 'AMBER', 'GREEN', 'CLEAR'] as const;

/** 32 bytes as canonical base64url: the last character holds four bits, its two low bits are zero. */
const bytes32 = z.string().regex(/^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/, 'not 32 bytes in canonical base64url');

/** One of a closed list, typed as text: what is looked up in it comes from a record of any content. */
const oneOf = (values: readonly string[]) =>
  z.string().refine((one) => values.includes(one), `not one of ${values.join(', ')}`);

const classes = z.array(z.enum(participantClasses)).max(participantClasses.length);

/** Deadlines in working days run by the calendar of whoever must act (domain 2.7). */
const calendar = z.strictObject({
  timeZone: z.string().max(60).refine(isTimeZone, 'not a time zone'),
  /** Days of the week on which nobody works; Monday is 1. */
  weekend: z.array(z.int().min(1).max(7)).max(3),
  holidays: z.array(z.iso.date()).max(400),
});

/** Asked once each: it takes a good part of the time in which a profile is read. */
const timeZones = new Set<string>();

function isTimeZone(name: string): boolean {
  if (timeZones.has(name)) return true;
  try {
    const isKnown = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
    if (isKnown && timeZones.size < 1000) timeZones.add(name);
    return isKnown;
  } catch {
    return false;
  }
}

const participant = z.strictObject({
  code: z.string().regex(/^[a-z][a-z0-9]{1,7}$/, 'not a participant code'),
  names,
  class: z.enum(participantClasses),
  /** ISO 3166 codes of the territory where its authorities may put measures into force; empty for bodies. */
  territory: z.array(z.string().regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/, 'not an ISO 3166 code')).max(64),
  /** First and last day of the membership, both included. Without `from` it has always been one. */
  from: z.iso.date().exactOptional(),
  to: z.iso.date().exactOptional(),
  /** First day of a suspension. It lasts until a profile without it. */
  suspended: z.iso.date().exactOptional(),
  founding: z.boolean().exactOptional(),
  /** When its authorities work; without it Monday to Friday by UTC. */
  calendar: calendar.exactOptional(),
  ...origin,
});

const shape = {
  format: z.literal('tamga-profile/1'),
  alliance: z.string().regex(/^[a-z][a-z0-9-]{1,15}$/, 'not an alliance name'),
  names,
  /** A fictional alliance for demonstrations: its root keys are made and kept by the demo itself. */
  demo: z.literal(true).exactOptional(),
  workingLanguages: z.array(languageTag).min(1).max(24),
  bodies: z.array(body).max(64),
  instruments: z.array(instrument).max(200),
  purposes: z.array(purpose).min(1).max(64),
  markings: z.strictObject({
    tlp: z.array(oneOf(tlpLabels)).min(1).max(tlpLabels.length),
    base: z.array(oneOf(baseMarkings)).min(1).max(baseMarkings.length),
  }),
  /** Which classes may receive a body, at most: a release still names each recipient. Both lists must allow it. */
  releasePolicy: z.strictObject({
    RED: classes,
    'AMBER+STRICT': classes,
    AMBER: classes,
    GREEN: classes,
    CLEAR: classes,
    confidential: classes,
  }),
  decisionRule: decisionRule.exactOptional(),
  /** Cosignatures that a checkpoint needs before it counts as proof to a third party (design 6). */
  witnessQuorum: z.int().min(0).max(64).exactOptional(),
  /** How many objects of persons may come from one source within a day and within 30 days before they are set aside (SG-13). */
  persons: z
    .strictObject({ perDay: z.int().min(0).max(100_000), perMonth: z.int().min(0).max(100_000) })
    .exactOptional(),
  oversight: z.strictObject({
    participants: z.array(participant.shape.code).max(16),
    /** Kinds whose envelopes, never bodies, always go to oversight. */
    due: z.array(z.string().regex(/^[a-z][a-z-]{1,31}(\.[a-z][a-z-]{1,31})?$/, 'not a record kind')).max(200),
    suspension: duration.exactOptional(),
  }),
  ...facts,
};

/** A profile without root keys, as the files in `profiles/` hold it. `tamga init` adds the keys: that is number 1. */
export const profileTemplateSchema = z
  .strictObject({ ...shape, number: z.literal(1), participants: z.array(participant).min(1).max(200) })
  .superRefine(checkWhole);

/** A profile as it is endorsed. `previous` is the digest (SHA-256 of the exact bytes) of profile number − 1. */
export const profileSchema = z
  .strictObject({
    ...shape,
    number: z.int().min(1).max(1_000_000),
    previous: bytes32.exactOptional(),
    participants: z
      .array(
        participant.extend({
          rootKey: bytes32,
          /** The first directory that this root key seals; those before it were sealed by the key it replaced. */
          rootFrom: z.int().min(2).max(1_000_000).exactOptional(),
          /** The first log that this root key ends; those before it were ended by the key it replaced. Without it, every log. */
          rootLog: z.int().min(1).max(1_000_000).exactOptional(),
        }),
      )
      .min(1)
      .max(200),
  })
  .superRefine(checkWhole)
  .superRefine((profile, context) => {
    if ((profile.number === 1) !== (profile.previous === undefined))
      context.addIssue({
        code: 'custom',
        path: ['previous'],
        message: profile.number === 1 ? 'the first profile has no predecessor' : 'digest of the predecessor is missing',
      });
  });

export type ProfileTemplate = z.infer<typeof profileTemplateSchema>;
export type Profile = z.infer<typeof profileSchema>;

type Checked = z.infer<z.ZodObject<typeof shape>> & {
  participants: (z.infer<typeof participant> & { rootKey?: string })[];
};

/** What no single member shows: names used once, references that lead somewhere, labels that narrow. */
function checkWhole(profile: Checked, context: z.RefinementCtx): void {
  const fault = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message });
  const unique = (path: (string | number)[], values: readonly (string | undefined)[], member?: string) => {
    const seen = new Set<string>();
    values.forEach((value, index) => {
      if (value === undefined) return;
      if (seen.has(value)) fault([...path, index, ...(member === undefined ? [] : [member])], 'twice');
      seen.add(value);
    });
  };
  const { participants, oversight, releasePolicy, markings, instruments, statistics = [] } = profile;

  unique(
    ['participants'],
    participants.map((one) => one.code),
    'code',
  );
  // One root key in two hands would let one participant seal the other's directory.
  unique(
    ['participants'],
    participants.map((one) => one.rootKey),
    'rootKey',
  );
  unique(['workingLanguages'], profile.workingLanguages);
  unique(
    ['bodies'],
    profile.bodies.map((one) => one.code),
    'code',
  );
  unique(
    ['purposes'],
    profile.purposes.map((one) => one.code),
    'code',
  );
  unique(
    ['instruments'],
    instruments.map((one) => one.id),
    'id',
  );
  instruments.forEach((one, index) =>
    unique(
      ['instruments', index, 'articles'],
      one.articles.map((article) => article.article),
      'article',
    ),
  );
  unique(['markings', 'tlp'], markings.tlp);
  unique(['markings', 'base'], markings.base);
  unique(['oversight', 'participants'], oversight.participants);
  unique(['oversight', 'due'], oversight.due);
  unique(
    ['statistics'],
    statistics.map((one) => one.id),
    'id',
  );

  const territories = new Set<string>();
  participants.forEach((one, index) => {
    if (one.from !== undefined && one.to !== undefined && one.to < one.from)
      fault(['participants', index, 'to'], 'before from');
    // A measure is put into force by the authority of the territory (I7), so there can be only one.
    one.territory.forEach((territory, at) => {
      if (territories.has(territory)) fault(['participants', index, 'territory', at], 'twice');
      territories.add(territory);
    });
  });

  oversight.participants.forEach((named, index) => {
    if (participants.find((one) => one.code === named)?.class !== 'oversight')
      fault(['oversight', 'participants', index], 'not a participant of class oversight');
  });

  for (const [label, allowed] of Object.entries(releasePolicy)) unique(['releasePolicy', label], allowed);
  // A narrower label must not reach a class that a wider one does not.
  tlpLabels.slice(1).forEach((wider, index) => {
    const narrower = tlpLabels[index];
    if (narrower !== undefined && releasePolicy[narrower].some((one) => !releasePolicy[wider].includes(one)))
      fault(['releasePolicy', narrower], `allows a class that ${wider} does not`);
  });

  // What is counted differently cannot be one series, however alike the figures look.
  const definitions = new Map<string, string>();
  statistics.forEach((one, index) => {
    const counted = JSON.stringify([one.indicator, one.unit, one.definition]);
    if ((definitions.get(one.series) ?? counted) !== counted)
      fault(['statistics', index, 'series'], 'another definition, indicator or unit in the same series');
    definitions.set(one.series, counted);
  });
}

/** Participants of a class on a day (`YYYY-MM-DD`). */
export const participantsOn = <P extends { class: ParticipantClass; from?: string; to?: string }>(
  profile: { participants: readonly P[] },
  ofClass: ParticipantClass,
  day: string,
): P[] =>
  profile.participants.filter(
    (one) => one.class === ofClass && (one.from ?? '') <= day && (one.to === undefined || day <= one.to),
  );
