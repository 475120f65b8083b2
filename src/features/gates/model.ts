import { z } from 'zod';
import { instantSchema } from '#features/records/model.ts';

/** Where something was refused: before it was sealed here, when another's record came, or when content was to be taken out. */
export const gates = ['draft', 'arrival', 'export'] as const;
export type Gate = (typeof gates)[number];

/** What can be decided about what a gate set aside: it comes in, or it is given up. */
export const decisions = ['released', 'discarded'] as const;
export type Decision = (typeof decisions)[number];

/** The officers that one envelope names; those of further ones wait for the next block. */
export const maxOfficers = 16;
export const maxBlocks = 500;

/** Refusals of one sort, counted. Nothing of a draft but its kind: the words are the rule's own. */
const blockSchema = z.strictObject({
  gate: z.enum(gates),
  kind: z.string().max(60),
  code: z.string().max(60),
  why: z.string().max(200),
  /** Whose draft it was. */
  officer: z.string().max(60).exactOptional(),
  /** Whose record arrived. */
  from: z.string().max(40).exactOptional(),
  count: z.int().min(1),
  first: instantSchema,
  last: instantSchema,
  /** What an officer decided about what was refused, and why. */
  decision: z
    .strictObject({ outcome: z.enum(decisions), by: z.string().max(60), reason: z.string().max(500) })
    .exactOptional(),
});

/** Body of `gate.block`: what gates refused in about a minute. */
export const gateBlockSchema = z.strictObject({ blocks: z.array(blockSchema).min(1).max(maxBlocks) });
export type Block = z.infer<typeof blockSchema>;

/**
 * How often each rule refused, the one count of it that every figure is made by: what an officer decided later about something that was
 * set aside refuses nothing, and is counted apart.
 */
export function countRefusals(blocks: readonly { code: string; count: number; decision?: unknown }[]): {
  refused: Map<string, number>;
  decided: number;
} {
  const refused = new Map<string, number>();
  let decided = 0;
  for (const { code, count, decision } of blocks)
    if (decision) decided += count;
    else refused.set(code, (refused.get(code) ?? 0) + count);
  return { refused, decided };
}

/** What a gate refused, before it is told. `kind` as the draft or record claims it; `count`: so many of them, one where it is left out. */
export type Refused = {
  gate: Gate;
  kind: string;
  code: string;
  officers: readonly string[];
  from?: string;
  count?: number;
};
