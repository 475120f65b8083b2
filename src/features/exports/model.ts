import { parseTlp, statementMarking, tlpMarking } from '@tamga/stix';
import type { HandlingMarking } from '@tamga/stix';
import { z } from 'zod';
import { flagSchema, refSchema } from '#features/records/model.ts';
import { threatQuerySchema } from '#features/threats/model.ts';
import type { ThreatQuery } from '#features/threats/model.ts';

/**
 * Where content can be taken to: a file that proves a record, a blob that is saved, a file of objects in STIX or MISP, or a program
 * with a machine token (the command line is one). Other participants' programs may know other places.
 */
export const places = ['proof-file', 'blob-file', 'stix-file', 'misp-file', 'program'] as const;
export type Place = (typeof places)[number];

/** The markings of a record as they stand in its envelope. */
export type RecordMarking = { tlp: string; base: string; pap?: string };

export const statementOf = (text: string, alliance: string): HandlingMarking =>
  statementMarking(`${text} under the handling rules of ${alliance.split('#', 1)[0] ?? ''}`);

/** A record's markings as STIX says them: first the TLP 2.0 label, then a statement each for a base marking above the lowest and for PAP. */
export const markingsOf = ({ tlp, base, pap }: RecordMarking, alliance: string): HandlingMarking[] => [
  tlpMarking(parseTlp(tlp) ?? 'RED'),
  ...(base === 'unclassified' ? [] : [statementOf(base.toUpperCase(), alliance)]),
  ...(pap === undefined ? [] : [statementOf(`PAP:${pap}`, alliance)]),
];

const maxPlaces = 8;

/** What a receipt says of exports: to what sort of place, how often, and when first and last. Never who. */
export const exportedSchema = z
  .array(
    z.strictObject({
      place: z.string().regex(/^[a-z][a-z-]{1,39}$/),
      count: z.int().min(1),
      first: z.iso.datetime({ precision: 3 }),
      last: z.iso.datetime({ precision: 3 }),
    }),
  )
  .min(1)
  .max(maxPlaces)
  .refine((all) => new Set(all.map(({ place }) => place)).size === all.length, 'a place is named twice');
/** Who exported a record, and where to; it stays in this node. */
export type Export = { recordId: number; officer: string; place: string; count: number; last: Date };

export type Exported = z.infer<typeof exportedSchema>;

export const formats = ['stix', 'misp'] as const;
export type Format = (typeof formats)[number];

const maxNamed = 200;

/** Names with commas between them. */
const listOf = (item: z.ZodType<string>, what: string) =>
  z
    .string()
    .refine((text) => text.split(',').every((one) => item.safeParse(one).success), `not a list of ${what}`)
    .refine((text) => text.split(',').length <= maxNamed, `more than ${maxNamed}`);

/** What is exported, by one of four ways: what an import run made, what belongs to a case, what is named, or what a search finds. */
export const exportQuerySchema = threatQuerySchema.extend({
  run: z.string().min(1).max(60).exactOptional(),
  case: refSchema.exactOptional(),
  refs: listOf(refSchema, 'record refs')
    .meta({ description: 'Records, with commas. Only so, or within its case, does an object about a person leave.' })
    .exactOptional(),
  ids: listOf(z.string().min(1).max(300), 'STIX ids').meta({ description: 'STIX ids, with commas.' }).exactOptional(),
  selection: z
    .string()
    .min(1)
    .max(80)
    .meta({ description: 'The name or id of a saved selection; what is asked for besides goes before it.' })
    .exactOptional(),
  purpose: z
    .string()
    .max(60)
    .meta({ description: 'What it is taken out for: a purpose of the profile. Default: its first.' })
    .exactOptional(),
  versions: z
    .enum(['newest', 'all'])
    .meta({ description: 'Of each object the newest version, or all. Default: newest.' })
    .exactOptional(),
  hypotheses: flagSchema
    .meta({
      type: 'boolean',
      description: 'With what is held about the objects, for and against. Default: true, for STIX.',
    })
    .exactOptional(),
  references: flagSchema
    .meta({ type: 'boolean', description: 'With authors, markings and ends of relationships.' })
    .exactOptional(),
  leaveOut: flagSchema
    .meta({ type: 'boolean', description: 'Leave out what may not be taken out, instead of refusing it all.' })
    .exactOptional(),
});
export type ExportQuery = z.infer<typeof exportQuerySchema>;

/** How the objects of an export are chosen among those that its selection finds, and what they are taken out for. */
export type ExportOptions = {
  versions: 'newest' | 'all';
  hypotheses: boolean;
  references: boolean;
  leaveOut: boolean;
  purpose: string;
};

export type Selection =
  | { by: 'run'; run: string }
  | { by: 'case'; case: string }
  | { by: 'names'; refs: readonly string[]; ids: readonly string[] }
  | { by: 'search'; query: ThreatQuery };

/** How many records one rule kept from being taken out. */
export type Blocked = { kind: string; code: string; count: number };

/** A record that may not be taken out, and by which rule. */
const refusalSchema = z.strictObject({ ref: z.string(), code: z.string(), why: z.string() });
export type Refusal = z.infer<typeof refusalSchema>;

/** `GET /api/exports`: what an export would hold. `refused` names the first of those that it may not hold. */
export const exportPlanSchema = z
  .strictObject({
    objects: z.int(),
    bytes: z.int(),
    references: z.int(),
    /** Records of hypotheses, findings, opinions, assessments and dissents that go along as STIX. */
    hypotheses: z.int(),
    refusedCount: z.int(),
    refused: z.array(refusalSchema),
  })
  .meta({ id: 'ExportPlan' });
export type ExportPlan = z.infer<typeof exportPlanSchema>;
