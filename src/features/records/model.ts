import { z } from 'zod';
import type { Alliance, Self } from '#features/alliance/model.ts';
import type { Db, Tx } from '#platform/db/db.ts';
import type { Now } from '#platform/clock.ts';
import type { RandomBytes } from '#platform/ids.ts';
import type { Logger } from '#platform/logger.ts';
import type { OfficerEntry, Viewer } from '#features/officers/model.ts';
import type { Act, Appointment, ApprovalRule, Emergency } from '#features/approvals/model.ts';

export { documentsFormat, documentsSchema, fileLimits } from './proof-model.ts';
export type { Documents } from './proof-model.ts';

export const maxEnvelopeBytes = 16 * 1024;
export const maxBodyBytes = 4 * 1024 * 1024;

export const refSchema = z
  .string()
  .regex(
    /^[a-z][a-z0-9]{1,7}\/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    'not a record ref',
  );
/** The two parts of a ref, as a path has them. */
export const refParams = {
  participant: z.string().regex(/^[a-z][a-z0-9]{1,7}$/),
  id: z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
};
export const refIn = ({ participant, id }: { participant: string; id: string }): string => `${participant}/${id}`;
export function partsOf(ref: string): { participant: string; id: string } {
  const [participant = '', id = ''] = ref.split('/');
  return { participant, id };
}
/** Yes or no in an address. */
export const flagSchema = z.enum(['true', 'false']).meta({ type: 'boolean' });
export const digestSchema = z.string().regex(/^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/, 'not a digest');
export const authoritySchema = z.string().regex(/^[a-z][a-z0-9]{1,7}\/[a-z][a-z0-9-]{0,23}$/, 'not an authority');
/** A moment that exists, in years that every reader's calendar has. */
export const instantSchema = z.iso.datetime({ precision: 3 }).refine((text) => text >= '1970', 'before 1970');
/** RFC 5646 §2.1, in outline. */
export const languageSchema = z
  .string()
  .max(35)
  .regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/, 'not a language tag');
/** Text of one line: control characters have no place in an envelope, and a database could not hold them all. */
const line = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^[^\u0000-\u001f\u007f-\u009f]*$/, 'control characters');

export const markingSchema = z.strictObject({
  tlp: line(20),
  base: line(40),
  pap: z.enum(['RED', 'AMBER', 'GREEN', 'CLEAR']).exactOptional(),
});
export const basisSchema = z.strictObject({ instrument: line(64), article: line(32) });

/** A media type, in lower case and without parameters (RFC 6838 §4.2). */
export const mediaType = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,60}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,60}$/;

/** Content too large for a body: its SHA-256, its length in bytes and its media type. */
export const blobSchema = z.strictObject({ sha256: digestSchema, size: z.int().min(0), type: line(100) });
export type BlobFacts = z.infer<typeof blobSchema>;
export const maxBlobBytes = 512 * 1024 * 1024;

/** The sealed part of a record (design 4). Absent members are absent, never null. */
export const envelopeSchema = z.strictObject({
  ref: refSchema,
  alliance: line(80),
  profile: z.int().min(1),
  realm: z.string().regex(/^(live|exercise:[A-Za-z0-9-]{1,40})$/),
  kind: line(60),
  v: z.int().min(1),
  needs: z.array(line(60)).max(32).exactOptional(),
  author: authoritySchema,
  officers: z.array(line(60)).max(16),
  issuedAt: instantSchema,
  case: refSchema.exactOptional(),
  about: z.array(refSchema).min(1).max(1000).exactOptional(),
  replaces: refSchema.exactOptional(),
  sources: z.array(refSchema).min(1).max(1000).exactOptional(),
  to: line(40).exactOptional(),
  basis: z.array(basisSchema).min(1).max(16).exactOptional(),
  purpose: line(60).exactOptional(),
  marking: markingSchema.exactOptional(),
  retainUntil: z.iso.date().exactOptional(),
  lang: languageSchema.exactOptional(),
  bodyHash: digestSchema,
  blobs: z.array(blobSchema).min(1).max(256).exactOptional(),
});
export type Envelope = z.infer<typeof envelopeSchema>;

/** What an author hands in. The body is given as a value, or as exact text where source text is spliced in. */
export type Draft = {
  kind: string;
  author: string;
  officers: readonly string[];
  body: unknown;
  bodyText?: Uint8Array;
  ref?: string;
  to?: string;
  case?: string;
  about?: string[];
  replaces?: string;
  sources?: string[];
  basis?: { instrument: string; article: string }[];
  purpose?: string;
  marking?: z.infer<typeof markingSchema>;
  retainUntil?: string;
  lang?: string;
  blobs?: BlobFacts[];
};

/** A record whose seal holds, or that was just sealed. Body and key are null once destroyed. */
export type SealedRecord = {
  jws: string;
  digest: Buffer;
  envelope: Envelope;
  body: Buffer | null;
  bodyKey: Buffer | null;
  /** The body, parsed by its kind's schema; null when destroyed or the kind is unknown. */
  content: unknown;
  /** Who of this participant may read the body; absent is everybody. */
  readers?: Readers;
  /** Content for `readers[0]` whose wrap key is not here: the age file as it came. */
  unopened?: Buffer;
  /** Of a record that came with blobs: the secrets of the identities that open them, in the envelope's order; or the file that holds them. */
  blobSecrets?: readonly Buffer[];
  unopenedBlobs?: Buffer;
};

/** Authorities of this participant to whom alone a body was released; null: all of the participant. */
export type Readers = readonly string[] | null;

export type Verdict = { ok: true } | { ok: false; code: string; why: string };
export const accepted: Verdict = { ok: true };
export const refuse = (code: string, why: string): Verdict => ({ ok: false, code, why });

export const recordVerdicts = ['own', 'accepted', 'waiting', 'quarantined'] as const;
export type RecordVerdict = (typeof recordVerdicts)[number];

/** What a rule may know of another record: its outer facts, never its body. */
export type KnownRecord = {
  id: number;
  ref: string;
  digest: Buffer;
  kind: string;
  participant: string;
  author: string;
  /** Whom a control record is addressed to. */
  recipient: string | null;
  tlp: string | null;
  base: string | null;
  realm: string;
  destroyed: boolean;
  verdict: RecordVerdict;
};

export type Known = {
  alliance: Alliance;
  self: string;
  records: ReadonlyMap<string, KnownRecord>;
  /** Of what something belongs to: what it is for, by ref. */
  purposes: ReadonlyMap<string, string | undefined>;
  /** The kinds that oversight has suspended here, now. */
  suspended: ReadonlySet<string>;
  /** What is known of the officers who approved these records. */
  appointments: readonly Appointment[];
  /** Of what is confirmed here: the acts that one person put into force, by ref. */
  emergencies: ReadonlyMap<string, Emergency>;
  /** Of what one officer puts into force: what the same officer put into force so in the days around it, and nobody confirmed. */
  alone: ReadonlyMap<string, readonly Pick<Act, 'ref' | 'issuedAt'>[]>;
  /** Of an authority's record key: the record by which it first appointed officers. */
  founded: ReadonlyMap<string, string>;
};

/** A stored record as a projection sees it; content is null when the body was destroyed. */
export type Projected<Body> = { id: number; digest: Buffer; envelope: Envelope; content: Body | null };

/** What is known of records that name no others and that nobody else approves. */
export const unknowing = ({ alliance, code }: Self): Known => ({
  alliance,
  self: code,
  records: new Map(),
  purposes: new Map(),
  suspended: new Set(),
  appointments: [],
  emergencies: new Map(),
  alone: new Map(),
  founded: new Map(),
});

export type Companion = { ref: string; code: string };

/**
 * What may come of a record: another record that names it. `by`: who wrote this one, whom it is addressed to, whoever has it, or whoever
 * else has it.
 */
export type NextRule = {
  kind: string;
  by: 'author' | 'recipient' | 'anybody' | 'others';
  /** Where the other names this one: a member of its envelope, or its body. */
  as: 'case' | 'about' | 'replaces' | 'body';
  /** By which deadline of the profile, and which one of that kind ends its clock: the first, where nothing is said. */
  deadline?: string;
  nth?: number;
};

/** A kind of record: body, judgement, projection. Listed in `kinds.ts`; that is how a capability is added. */
export type Kind<Body> = {
  kind: string;
  /** What it is for, as docs/kinds.md says it. */
  what: string;
  /** Who makes the node seal it: whoever has this power there, or the node by itself. */
  by: 'node' | 'act' | 'release' | 'desk' | 'answer-oversight' | 'appoint' | 'approve' | 'assign';
  /** Carries `to`, reaches that participant without a release, is never receipted. */
  control: boolean;
  /** Nothing of the body is written to any projection: lists open the bodies for whoever may read them. */
  confidential?: boolean;
  /** What a node tells of its own participant, by its own key: neither addressed nor let go by an officer's draft. */
  account?: boolean;
  /** It may name blobs. */
  blobs?: boolean;
  /** Who approves the bytes before they are sealed; absent: nobody besides who writes it. */
  approval?: ApprovalRule;
  /** Appointments that the body itself makes: the officers of a new authority approve the record that appoints them. */
  appoints?(body: Body, envelope: Envelope): readonly Appointment[];
  /** Officers whom the body takes out of office: but for who wrote it, none of them decides about it. */
  removes?(body: Body): readonly string[];
  /** It confirms what one person put into force: its rules read the seal of the record that it is about. */
  confirms?: boolean;
  /** It belongs to the one record that it is about: it goes where that goes, nowhere else, and its content ends with that. */
  belongs?: true;
  /** It says who is an officer, and from when on no longer. */
  changesOfficers?: boolean;
  /** An officer may compose it in the general form. */
  draftable: boolean;
  schema: z.ZodType<Body>;
  /** What may come of it besides what may come of any record: the fold of a case asks (design 2). */
  next?: readonly NextRule[];
  /** Refs of other records that `judge` wants to know about. */
  asksAbout?(body: Body, envelope: Envelope): readonly string[];
  judge?(record: { envelope: Envelope; body: Body }, known: Known, now: Date): Verdict;
  /** Of an own draft: what only the objects that are here can tell, and no record carries. */
  judgeDraft?(tx: Tx, body: Body, about: readonly string[]): Promise<Verdict>;
  title?(body: Body): string | null;
  /**
   * Of a draft that was judged: refs of the records with which it goes. Whoever has one of them by a release of this participant is
   * released the new record at once.
   */
  follows?(body: Body, about: readonly string[]): readonly string[];
  /** Own records that go wherever these own records go, or nothing of the selection goes: each with the code of the rule that says so. */
  companions?(tx: Tx, refs: readonly string[], deps: Deps): Promise<Companion[]>;
  /** How many objects of persons a body holds (SG-13). */
  persons?(body: Body): number;
  /** Titles as they are shown, where they speak of other objects whose names this node holds. One question for all; in their order. */
  readTitles?(db: Db, titles: readonly { author: string; title: string }[], viewer: Viewer): Promise<string[]>;
  /** Writes what is read from this kind. With content null it takes back all that came from the body. */
  project?(tx: Tx, records: readonly Projected<Body>[], deps: Deps): Promise<void>;
  /** What accepting the record from another participant does besides: once, and not again when projections are rebuilt. */
  onAccepted?(tx: Tx, records: readonly Projected<Body>[], deps: Deps): Promise<void>;
};

export type AnyKind = Omit<Kind<unknown>, 'schema'> & { schema: z.ZodType };
export type KindTable = ReadonlyMap<string, AnyKind>;

/** A kind with its body type sealed off: bodies reach its functions only through its own schema. */
export const defineKind = <Body>(kind: Kind<Body>): AnyKind => kind;

/** What every action may ask for; each names what it takes with `Pick`. */
export type Deps = {
  db: Db;
  now: Now;
  randomBytes: RandomBytes;
  logger: Logger;
  self: Self;
  kinds: KindTable;
  /** Where blobs lie, encrypted. */
  blobFolder: string;
  /** What files of one other participant may take there. */
  peerBlobBytes?: number;
  /** Whom the operator's file names, with what it lets them read. */
  officers?: readonly OfficerEntry[];
  /** An alarm about this node itself, on the first page; once for the same words. */
  raise?: (code: string, why: string) => Promise<void>;
};
