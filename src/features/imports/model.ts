import type { Findings, TlpLabel } from '@tamga/stix';
import { z } from 'zod';
import type { Officer } from '#features/officers/model.ts';
import { basisSchema, flagSchema, markingSchema, refSchema } from '#features/records/model.ts';
import type { Deps } from '#features/records/model.ts';

/** `onImport`: something waits for its turn. `officers`: who may go on with a run; absent: nobody is asked. `stopping`: runs end at their next step, and go on when the node starts again. */
export type ImportDeps = Deps & { onImport?: () => void; stopping?: AbortSignal; officers?: readonly Officer[] };

/** What became of one object of an imported text. */
export const outcomes = [
  'added',
  'new-version',
  'revoked',
  'identical',
  'changed-same-version',
  'older-version',
  'refused',
  'absent',
] as const;
export type ItemOutcome = (typeof outcomes)[number];

/** What is said of every record that an import makes. */
export const importOptionsSchema = z.strictObject({
  name: z.string().min(1).max(200),
  source: z.string().min(1).max(300).exactOptional(),
  marking: markingSchema,
  basis: z.array(basisSchema).min(1).max(16),
  purpose: z.string().max(60),
  retainUntil: z.iso.date(),
});
export type ImportOptions = z.infer<typeof importOptionsSchema>;

/** `tlp`, `base` and `basis` are given one by one in an address. */
const { marking: _marking, basis: _basis, ...inAddress } = importOptionsSchema.shape;

export const importQuerySchema = z.strictObject({
  ...inAddress,
  tlp: z.string().max(40),
  base: z.string().max(40),
  basis: z.string().max(2_000).meta({ description: '`instrument:article`, several with commas.' }),
  wait: flagSchema
    .meta({
      type: 'boolean',
      description: '`false`: the run is answered at once, and goes on by itself. Default: true.',
    })
    .exactOptional(),
});

const findingSchema = z.strictObject({ path: z.string(), code: z.string(), clause: z.string(), message: z.string() });
/** One thing that is to be known of an object: where in it (JSON pointer), and the clause of STIX 2.1; of a limit of the node, where it is described. */
export type ItemFinding = z.infer<typeof findingSchema>;

const findingsSchema = z.strictObject({
  errors: z.array(findingSchema).readonly(),
  warnings: z.array(findingSchema).readonly(),
  more: z.boolean(),
});
export type ItemFindings = z.infer<typeof findingsSchema>;

const itemSchema = z.strictObject({
  outcome: z.enum(outcomes),
  /** Of what is about a person its type and its place: `email-addr #17` (SG-07). */
  id: z.string().nullable(),
  index: z.int().nullable(),
  ref: refSchema.nullable(),
  code: z.string().nullable(),
  why: z.string().nullable(),
  /** How many errors (a MUST) and warnings (a SHOULD) the validator found, up to its limit. */
  errors: z.int(),
  warnings: z.int(),
  /** Null where there are none, or where the run had more than are kept. */
  findings: findingsSchema.nullable(),
});
export type ImportItem = z.infer<typeof itemSchema>;

const countsSchema = z.strictObject({
  added: z.int(),
  newVersion: z.int(),
  revoked: z.int(),
  identical: z.int(),
  changedSameVersion: z.int(),
  older: z.int(),
  refused: z.int(),
  absent: z.int(),
});
export type Counts = z.infer<typeof countsSchema>;

/** `broken-off`: it ended with its process and has no text here: the same text imported again finishes it. */
export const runStates = ['waiting', 'running', 'finished', 'cancelled', 'failed', 'broken-off'] as const;
export type RunState = (typeof runStates)[number];

export const importSummarySchema = z
  .strictObject({
    id: z.string(),
    source: z.string(),
    name: z.string(),
    format: z.enum(['stix', 'misp']),
    officer: z.string(),
    startedAt: z.date(),
    finishedAt: z.date().nullable(),
    state: z.enum(runStates),
    /** Why it failed, or who cancelled it. */
    why: z.string().nullable(),
    /** Of so many objects, and parts that were refused, so many are done. Runs of earlier releases do not say how many there were. */
    total: z.int().nullable(),
    done: z.int(),
    counts: countsSchema,
    /** How many objects the validator found errors, or warnings, in. */
    objectsWith: z.strictObject({ errors: z.int(), warnings: z.int() }),
    /** Of the refused so many have no line in the report: only their number is kept. */
    refusedUnlisted: z.int(),
    /** When the lines of the report went, after the last day of what the run made. */
    reportGoneAt: z.date().nullable(),
  })
  .meta({ id: 'Import' });
export type ImportSummary = z.infer<typeof importSummarySchema>;
/** `envelope`: what the validator says of the bundle itself, apart from its objects; null where that is nothing. */
export const importReportSchema = importSummarySchema
  .extend({ envelope: findingsSchema.nullable(), items: z.array(itemSchema) })
  .meta({ id: 'ImportReport' });
export type ImportReport = z.infer<typeof importReportSchema>;

/** One object to be judged and sealed: its position in the text, its source text, and what was read of it. */
export type ImportObject = {
  index: number;
  id: string;
  version: { created?: string; modified?: string };
  value: Record<string, unknown>;
  text: Uint8Array;
  /** The TLP label that the source itself gave it; null where it gave none. */
  tlp: TlpLabel | null;
  /** Whether it tells of a person: asked once, since of an indicator the pattern has to be read for it. */
  isPerson: boolean;
};
/** `value`: what was read of it, where that is an object of a kind. */
export type Refused = { index: number; id?: string; code: string; why: string; value?: () => unknown };

/**
 * A text that was read: what it holds and what it was refused for. `original` is kept as a record where it was converted, with the
 * narrowest label of anything in it.
 */
export type ReadText = {
  format: 'stix' | 'misp';
  source: string;
  /** Whether its objects stand in a bundle, where what names no version of STIX is taken for 2.0. */
  isBundle: boolean;
  /** What the validator says of the bundle itself; null where the text is none. */
  envelope: Findings | null;
  objects: readonly ImportObject[];
  refused: readonly Refused[];
  original: { bytes: Uint8Array; tlp: TlpLabel | null } | null;
};
