import { z } from 'zod';
import { emergencyStateSchema } from '#features/approvals/model.ts';
import { officerIdSchema, roles } from '#features/officers/model.ts';
import { receiptViewSchema } from '#features/receipts/model.ts';
import {
  authoritySchema,
  basisSchema,
  blobSchema,
  digestSchema,
  envelopeSchema,
  languageSchema,
  markingSchema,
  recordVerdicts,
  refSchema,
} from './model.ts';

const codeAndWhy = { code: z.string().nullable(), why: z.string().nullable() };

/** One row of `GET /api/records`: outer facts, and a title where the reader may see content. */
export const recordSummarySchema = z
  .strictObject({
    ref: refSchema,
    kind: z.string(),
    author: z.string(),
    issuedAt: z.date(),
    arrivedAt: z.date(),
    marking: z.strictObject({ tlp: z.string(), base: z.string() }).nullable(),
    verdict: z.enum(recordVerdicts),
    ...codeAndWhy,
    destroyed: z.boolean(),
    /** Its content never came: the envelope is oversight's due. */
    envelopeOnly: z.boolean(),
    /** Taken back by its author and kept, unread, under a hold. */
    withheld: z.boolean(),
    /** A hold under national law: which duty, its last day, whose decision. */
    hold: z.strictObject({ code: z.string(), until: z.iso.date(), by: z.string() }).nullable(),
    title: z.string().nullable(),
    /** Its author marked it as disturbing: its title is shown on request. */
    disturbing: z.boolean(),
    /** What became of an act that one person put into force; null where it is none. */
    emergency: emergencyStateSchema.nullable(),
    /** Its author wrote another one in its place, which is here. */
    replaced: z.boolean(),
    case: z.string().nullable(),
    to: z.string().nullable(),
    /** Authorities of this participant that alone may read the content; null: all of them. */
    readers: z.array(z.string()).readonly().nullable(),
    /** Its content is guarded, and the reader has no assignment to it: for this purpose. Null where none is wanting. */
    unassigned: z.string().nullable(),
  })
  .meta({ id: 'RecordSummary' });
export type RecordSummary = z.infer<typeof recordSummarySchema>;

/** When its author sealed it, when it came here, when it was released from here for the first time. */
export const recordTimes = ['sealed', 'arrived', 'released'] as const;
export type RecordTime = (typeof recordTimes)[number];

export const writers = ['officers', 'nodes', 'anybody'] as const;

/** What `GET /api/records` is narrowed by. */
export const recordsFilterSchema = z.strictObject({
  /** Words of the title that the asker is shown, or how they begin: all of them. */
  q: z.string().max(200).exactOptional(),
  kind: z.string().max(60).exactOptional(),
  author: z.string().max(40).exactOptional(),
  verdict: z.enum(recordVerdicts).exactOptional(),
  /** Who writes records of its kind: officers, or nodes by themselves: accounts, receipts and refusals. */
  written: z.enum(writers).exactOptional(),
  /** Here since this moment. */
  since: z.iso.datetime().exactOptional(),
  /** Content that is here, and no longer than this day. */
  keptTo: z.iso.date().exactOptional(),
  /** By which time `from` and `to` are meant, days in UTC with both ends included; by default when it came here. */
  by: z.enum(recordTimes).exactOptional(),
  from: z.iso.date().exactOptional(),
  to: z.iso.date().exactOptional(),
});
export type RecordsFilter = z.infer<typeof recordsFilterSchema>;

/** `GET /api/records/all/timeline/counts`: how many of the records that fit fall into each span by the time `by`, the oldest first; empty spans between them have nought. */
export const recordTimelineSchema = z
  .strictObject({
    unit: z.enum(['day', 'month', 'year']),
    spans: z.array(z.strictObject({ from: z.iso.date(), to: z.iso.date(), count: z.int() })),
    /** Records that fit and have no such time. */
    without: z.int(),
    /** How many fit; `atLeast`: the newest alone were counted. */
    total: z.strictObject({ count: z.int(), atLeast: z.boolean() }),
  })
  .meta({ id: 'RecordTimeline' });
export type RecordTimeline = z.infer<typeof recordTimelineSchema>;

/** Body of `POST /api/records`: what an officer composes. */
export const draftSchema = z.strictObject({
  kind: z.string().max(60),
  body: z.looseObject({}),
  marking: markingSchema,
  basis: z.array(basisSchema).min(1).max(16),
  purpose: z.string().max(60),
  retainUntil: z.iso.date(),
  lang: languageSchema.exactOptional(),
  case: refSchema.exactOptional(),
  about: z.array(refSchema).min(1).max(1000).exactOptional(),
  replaces: refSchema.exactOptional(),
  sources: z.array(refSchema).min(1).max(1000).exactOptional(),
  author: authoritySchema.exactOptional(),
  blobs: z.array(blobSchema).min(1).max(256).exactOptional(),
});

/** A blob of a record: `here`, `due` (it is being fetched, and why not yet), `refused`, `gone` with the content, or not for the reader to know. */
const blobViewSchema = blobSchema.extend({
  state: z.enum(['here', 'due', 'refused', 'gone', 'unknown']),
  ...codeAndWhy,
});
export type BlobView = z.infer<typeof blobViewSchema>;

const releaseViewSchema = z.strictObject({
  ref: refSchema,
  to: z.string(),
  at: z.date(),
  recalledAt: z.date().nullable(),
  receipts: z.array(receiptViewSchema),
});

const recallViewSchema = z.strictObject({
  ref: refSchema,
  /** Who took it back: an authority, and its officers. */
  by: z.string(),
  officers: z.array(z.string()),
  at: z.date(),
  reason: z.string().nullable(),
});
export type RecallView = z.infer<typeof recallViewSchema>;

/** `GET /api/records/:participant/:id`. */
export const recordDetailSchema = recordSummarySchema
  .extend({
    envelope: envelopeSchema,
    digest: digestSchema,
    logIndex: z.int().nullable(),
    /** Who approved these bytes, the author first; in which role, where the appointment is here. */
    approvals: z.array(
      z.strictObject({ officer: officerIdSchema, role: z.enum(roles).nullable(), appointment: refSchema }),
    ),
    /** What they signed: SHA-256 of the envelope's bytes. `digest` is over the same bytes with the approvals; null where nobody approved. */
    signedDigest: digestSchema.nullable(),
    /** Exact body text; null when destroyed, or withheld from the reader's role or authority. */
    body: z.string().nullable(),
    contentWithheld: z.boolean(),
    /** Why content that is stored cannot be shown: its wrap key is not at this node, or it was changed where it is stored. */
    contentError: z.enum(['no-key', 'broken']).nullable(),
    contenders: z.array(digestSchema),
    /** Refs of what its author wrote in its place, as far as that is here, newest first. */
    replacedBy: z.array(refSchema),
    /** Of another's content that is not here any more: by which recall, and why; null where its time ran out. */
    recalled: recallViewSchema.nullable(),
    /** What it is made from or speaks of, and is taken back: by whom, when and why. */
    sourcesRecalled: z.array(
      z.strictObject({ ref: refSchema, kind: z.string(), author: z.string(), recalled: recallViewSchema }),
    ),
    releases: z.array(releaseViewSchema),
    blobs: z.array(blobViewSchema),
    /** What is applied of the same thread; `relatedCut`: there is more, and of each participant but this one as many stand here. */
    related: z.array(recordSummarySchema),
    relatedCut: z.boolean(),
    recipients: z.array(z.strictObject({ to: z.string(), ok: z.boolean(), ...codeAndWhy })),
  })
  .meta({ id: 'RecordDetail' });
export type RecordDetail = z.infer<typeof recordDetailSchema>;

/** `GET /api/records/:participant/:id/proof`: all that a verifier needs, and nothing it must believe. */
export const recordProofSchema = z
  .strictObject({
    jws: z.string(),
    digest: digestSchema,
    body: z.string().nullable(),
    bodyKey: z.string().nullable(),
    directory: z.string(),
    profile: z.string(),
    index: z.int(),
    /** Standard base64, from the leaf upwards. */
    proof: z.array(z.string()),
    checkpoint: z.string(),
    /** What makes it proof to third parties; null while too few witnesses have cosigned. */
    witnessed: z
      .strictObject({ checkpoint: z.string(), consistency: z.array(z.string()), directories: z.array(z.string()) })
      .nullable(),
  })
  .meta({ id: 'RecordProof' });
export type RecordProof = z.infer<typeof recordProofSchema>;

/** The same in other languages, member by member; what the entry says itself is English, or in its `language`. */
const inLanguages = <S extends z.core.$ZodLooseShape>(members: S) => z.record(z.string(), z.strictObject(members));
const titleInLanguages = inLanguages({ title: z.string().exactOptional() });

/** `GET /api/kinds/texts`: what the profile says in full, to be read beside a form. */
export const lawSchema = z
  .strictObject({
    purposes: z.array(z.strictObject({ code: z.string(), title: z.string(), translations: titleInLanguages })),
    instruments: z.array(
      z.strictObject({
        instrument: z.string(),
        names: z.record(z.string(), z.string()),
        caution: z.string().nullable(),
        translations: inLanguages({ caution: z.string().exactOptional() }),
        articles: z.array(
          z.strictObject({
            article: z.string(),
            title: z.string(),
            /** Null where the profile does not hold it: the official text has to be read elsewhere. */
            text: z.string().nullable(),
            language: z.string(),
            translations: inLanguages({ title: z.string().exactOptional(), text: z.string().exactOptional() }),
            /** How well it was seen: S, V, V-part, M or D (docs/glossary.md); null where the profile is the source. */
            evidence: z.string().nullable(),
          }),
        ),
      }),
    ),
    offences: z.array(
      z.strictObject({
        code: z.string(),
        title: z.string(),
        elements: z.array(z.string()),
        guard: z.string().nullable(),
        translations: inLanguages({
          title: z.string().exactOptional(),
          elements: z.array(z.string()).exactOptional(),
          guard: z.string().exactOptional(),
        }),
      }),
    ),
    barred: z.array(
      z.strictObject({ code: z.string(), title: z.string(), rule: z.string(), translations: titleInLanguages }),
    ),
  })
  .meta({ id: 'Law' });

const schemaShape = z.looseObject({});
/** `GET /api/kinds`: the kinds an officer composes, with what the form needs from the profile. */
export const kindsSchema = z
  .strictObject({
    kinds: z.array(
      z.strictObject({
        kind: z.string(),
        draftable: z.boolean(),
        schema: schemaShape,
        /** Who approves the very bytes, one list of roles for each person, who writes it first; null where nobody has to. */
        approval: z.strictObject({ roles: z.array(z.array(z.enum(roles))), emergency: z.boolean() }).nullable(),
      }),
    ),
    basis: z.array(
      z.strictObject({
        instrument: z.string(),
        title: z.string(),
        names: z.record(z.string(), z.string()),
        articles: z.array(z.strictObject({ article: z.string(), title: z.string(), translations: titleInLanguages })),
      }),
    ),
    purposes: z.array(z.strictObject({ code: z.string(), title: z.string(), translations: titleInLanguages })),
    tlp: z.array(z.string()),
    base: z.array(z.string()),
  })
  .meta({ id: 'Kinds' });
