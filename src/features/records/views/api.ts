import { z } from 'zod';
import { handlingOptionsSchema } from '#web/handling.ts';
import { json, query, request, requestNothing } from '#web/http.ts';

/** Control records carry no marking. */
const markingSchema = z.object({ tlp: z.string(), base: z.string() }).nullable();

export const recordSummarySchema = z.object({
  ref: z.string(),
  kind: z.string(),
  author: z.string(),
  issuedAt: z.string(),
  arrivedAt: z.string(),
  marking: markingSchema,
  verdict: z.enum(['own', 'accepted', 'waiting', 'quarantined']),
  code: z.string().nullable(),
  why: z.string().nullable(),
  destroyed: z.boolean(),
  /** Its content never came: the envelope is oversight's due. */
  envelopeOnly: z.boolean(),
  title: z.string().nullable(),
  /** Its author marked it so: the title is shown on request. */
  disturbing: z.boolean(),
  /** What became of what one person put into force. */
  emergency: z
    .object({
      state: z.enum(['in-force', 'confirmed', 'lapsed']),
      until: z.string(),
      confirmation: z.string().nullable(),
    })
    .nullable(),
  replaced: z.boolean(),
  case: z.string().nullable(),
  to: z.string().nullable(),
});

/** The members of an envelope that a page shows. The sealed bytes themselves come with the proof. */
const envelopeSchema = z.object({
  realm: z.string().optional(),
  officers: z.array(z.string()).optional(),
  about: z.array(z.string()).optional(),
  replaces: z.string().optional(),
  sources: z.array(z.string()).optional(),
  basis: z.array(z.object({ instrument: z.string(), article: z.string() })).optional(),
  purpose: z.string().optional(),
  retainUntil: z.string().optional(),
  lang: z.string().optional(),
});

const recallSchema = z.object({
  ref: z.string(),
  by: z.string(),
  officers: z.array(z.string()),
  at: z.string(),
  reason: z.string().nullable(),
});

export const recordDetailSchema = recordSummarySchema.extend({
  envelope: envelopeSchema,
  digest: z.string(),
  logIndex: z.number().nullable(),
  /** Who approved these bytes, the author first. */
  approvals: z.array(z.object({ officer: z.string(), role: z.string().nullable(), appointment: z.string() })),
  signedDigest: z.string().nullable(),
  body: z.string().nullable(),
  contentWithheld: z.boolean(),
  withheld: z.boolean(),
  hold: z.object({ code: z.string(), until: z.string(), by: z.string() }).nullable(),
  contentError: z.enum(['no-key', 'broken']).nullable(),
  /** The authorities that alone may read the content; null: all of this participant. */
  readers: z.array(z.string()).nullable(),
  /** For which purpose somebody has to be assigned who reads it; null where the officer may. */
  unassigned: z.string().nullable(),
  /** Digests of other records that claim the same ref. */
  contenders: z.array(z.string()),
  /** Refs of what its author wrote in its place, newest first. */
  replacedBy: z.array(z.string()),
  /** Of another's content that is gone: by which recall; null where its time ran out. */
  recalled: recallSchema.nullable(),
  /** What it is made from or speaks of, and its author took back. */
  sourcesRecalled: z.array(z.object({ ref: z.string(), kind: z.string(), author: z.string(), recalled: recallSchema })),
  releases: z.array(
    z.object({
      ref: z.string(),
      to: z.string(),
      at: z.string(),
      recalledAt: z.string().nullable(),
      receipts: z.array(
        z.object({
          status: z.string(),
          at: z.string(),
          ref: z.string(),
          code: z.string().nullable(),
          until: z.string().nullable(),
          derived: z.number().nullable(),
          backupsGoneBy: z.string().nullable(),
          blobsDue: z.number().nullable(),
          exported: z
            .array(z.object({ place: z.string(), count: z.number(), first: z.string(), last: z.string() }))
            .nullable(),
        }),
      ),
    }),
  ),
  related: z.array(recordSummarySchema),
  relatedCut: z.boolean(),
  /** The files that it names. */
  blobs: z.array(
    z.object({
      sha256: z.string(),
      size: z.number(),
      type: z.string(),
      state: z.enum(['here', 'due', 'refused', 'gone', 'unknown']),
      code: z.string().nullable(),
      why: z.string().nullable(),
    }),
  ),
});

const proofSchema = z.object({
  jws: z.string(),
  digest: z.string(),
  body: z.string().nullable(),
  bodyKey: z.string().nullable(),
  directory: z.string(),
  profile: z.string(),
  index: z.number(),
  proof: z.array(z.string()),
  checkpoint: z.string(),
  witnessed: z
    .object({ checkpoint: z.string(), consistency: z.array(z.string()), directories: z.array(z.string()) })
    .nullable(),
});

const kindSchema = z.object({
  kind: z.string(),
  draftable: z.boolean(),
  schema: z.unknown(),
  /** Who has to approve it before it is sealed: one list of roles for each person. */
  approval: z.object({ roles: z.array(z.array(z.string())), emergency: z.boolean() }).nullable(),
});

export type RecordSummary = z.infer<typeof recordSummarySchema>;
export type RecordDetail = z.infer<typeof recordDetailSchema>;
export type KindView = z.infer<typeof kindSchema>;
export type RecordTime = 'sealed' | 'arrived' | 'released';
export type RecordFilter = {
  readonly [part in 'q' | 'kind' | 'author' | 'verdict' | 'written' | 'since' | 'keptTo' | 'by' | 'from' | 'to']?:
    | string
    | undefined;
};

/** A draft as the node takes it; the node judges, seals and logs it. */
export type Draft = {
  kind: string;
  body: unknown;
  marking: { tlp: string; base: string };
  basis: { instrument: string; article: string }[];
  purpose: string;
  retainUntil: string;
  lang: string;
  case?: string;
  about?: string[];
  replaces?: string;
  sources?: string[];
};

const pathOf = (ref: string): `/api/records/${string}` =>
  `/api/records/${ref.split('/').map(encodeURIComponent).join('/')}`;

const timelineSchema = z.object({
  unit: z.enum(['day', 'month', 'year']),
  spans: z.array(z.object({ from: z.string(), to: z.string(), count: z.number() })),
  without: z.number(),
  total: z.object({ count: z.number(), atLeast: z.boolean() }),
});

/** How many records fit, and when. */
export const fetchRecordTimeline = (filter: RecordFilter) =>
  request(timelineSchema, `/api/records/all/timeline/counts${query(filter)}`);

export const fetchRecords = (filter: RecordFilter & { before?: string | undefined }) =>
  request(
    z.object({ items: z.array(recordSummarySchema), next: z.string().nullable() }),
    `/api/records${query({ ...filter, limit: 50 })}`,
  );

export const fetchRecord = (ref: string) => request(recordDetailSchema, pathOf(ref));

export const fetchProof = (ref: string) => request(proofSchema, `${pathOf(ref)}/proof`);

/** The file that proves the record without any node. */
export const proofFilePath = (ref: string) => `${pathOf(ref)}/proof-file`;

/** A file that the record names, to be saved. */
export const blobPath = (ref: string, sha256: string) => `${pathOf(ref)}/blobs/${encodeURIComponent(sha256)}`;

/** An address at which the file is shown once, in a frame of the node's other origin. */
export const askShowing = (ref: string, sha256: string, wanted: { sound: boolean; moving: boolean }) =>
  request(
    z.object({ address: z.string(), moves: z.boolean() }),
    `${pathOf(ref)}/blobs/${encodeURIComponent(sha256)}/showings`,
    json('POST', wanted),
  );

export const fetchKinds = () => request(handlingOptionsSchema.extend({ kinds: z.array(kindSchema) }), '/api/kinds');

export const fetchTrust = () =>
  request(
    z.object({ alliance: z.object({ id: z.string(), profile: z.number(), digest: z.string() }) }),
    '/api/alliance',
  );

export const draftedSchema = z.object({
  ref: z.string(),
  digest: z.string(),
  /** Who has the record that this one replaces, and may not have this one. */
  withheld: z.array(z.object({ to: z.string(), code: z.string(), why: z.string() })),
});
export type Drafted = z.infer<typeof draftedSchema>;

/** Keeps another participant's record under national law. */
export const holdRecord = (ref: string, hold: { code: string; until: string; reason: string }) =>
  requestNothing(`${pathOf(ref)}/hold`, json('POST', hold));

/** Ends a hold: what its author took back meanwhile is destroyed. */
export const liftHold = (ref: string) => requestNothing(`${pathOf(ref)}/hold`, { method: 'DELETE' });

/** Makes the bytes by which the officer confirms what another put into force. */
export const proposeConfirmation = (ref: string) =>
  request(z.object({ id: z.string() }), '/api/proposals/confirmations', json('POST', { ref }));
