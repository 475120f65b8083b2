import type { TlpLabel } from '@tamga/stix';
import { z } from 'zod';
import { basisSchema, markingSchema } from '#features/records/model.ts';
import type { Deps } from '#features/records/model.ts';

/** `onImport`: something waits for its turn. `stopping`: runs end at their next step, and go on when the node starts again. */
export type ImportDeps = Deps & { onImport?: () => void; stopping?: AbortSignal };

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

/** Whether the answer waits for the end of the run; `no` answers at once, with 202. */
export const waitSchema = z.enum(['yes', 'no']).default('yes');

export type ImportItem = {
  outcome: ItemOutcome;
  id: string | null;
  index: number | null;
  ref: string | null;
  code: string | null;
  why: string | null;
  /** How many errors (a MUST) and warnings (a SHOULD) the validator found, up to its limit. */
  errors: number;
  warnings: number;
  /** Null where there are none, or where the run had more than are kept. */
  findings: ItemFindings | null;
};

/** One thing that is wrong with an object: where in it (JSON pointer), and the clause of STIX 2.1. */
export type ItemFinding = { path: string; code: string; clause: string; message: string };
export type ItemFindings = { errors: readonly ItemFinding[]; warnings: readonly ItemFinding[]; more: boolean };

export type Counts = {
  added: number;
  newVersion: number;
  revoked: number;
  identical: number;
  changedSameVersion: number;
  older: number;
  refused: number;
  absent: number;
};

/** `broken-off`: it ended with its process and has no text here: the same text imported again finishes it. */
export const runStates = ['waiting', 'running', 'finished', 'cancelled', 'failed', 'broken-off'] as const;
export type RunState = (typeof runStates)[number];

export type ImportSummary = {
  id: string;
  source: string;
  name: string;
  format: 'stix' | 'misp';
  officer: string;
  startedAt: Date;
  finishedAt: Date | null;
  state: RunState;
  /** Why it failed. */
  why: string | null;
  /** Of so many objects, and parts that were refused, so many are done. Runs of earlier releases do not say how many there were. */
  total: number | null;
  done: number;
  counts: Counts;
  /** How many objects the validator found errors, or warnings, in. */
  objectsWith: { errors: number; warnings: number };
};
export type ImportReport = ImportSummary & { items: ImportItem[] };

/** One object to be judged and sealed: its position in the text, its source text, and what was read of it. */
export type ImportObject = {
  index: number;
  id: string;
  version: { created?: string; modified?: string };
  value: Record<string, unknown>;
  text: Uint8Array;
  /** The TLP label that the source itself gave it; null where it gave none. */
  tlp: TlpLabel | null;
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
  objects: readonly ImportObject[];
  refused: readonly Refused[];
  original: { bytes: Uint8Array; tlp: TlpLabel | null } | null;
};
