import { z } from 'zod';
import { flagSchema, refSchema } from '#features/records/model.ts';
import { threatQuerySchema } from '#features/threats/model.ts';
import type { ThreatQuery } from '#features/threats/model.ts';

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
    .meta({
      description:
        'Of each object the newest version, of this participant or of who had it here first; or all. Default: newest.',
    })
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
    /** Records held about the objects that stay, because they or others about the same object were given for these other purposes (SG-11, SG-26). */
    otherPurpose: z.strictObject({ records: z.int(), purposes: z.array(z.string()) }),
    /** Records held about the objects that do not go along because they were not asked for (`hypotheses=false`), as in MISP events. */
    notTaken: z.int(),
    /** Objects that attribute, such as relationships `attributed-to`: each leaves with a note that says whose hypothesis it is (SG-26). */
    attributions: z.int(),
    /** Imported opinions and notes about those, which go along as STIX. */
    remarks: z.int(),
    refusedCount: z.int(),
    refused: z.array(refusalSchema),
  })
  .meta({ id: 'ExportPlan' });
export type ExportPlan = z.infer<typeof exportPlanSchema>;
