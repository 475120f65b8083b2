import { z } from 'zod';
import { decisions } from '#features/gates/model.ts';
import type { Decision, Gate as AnyGate } from '#features/gates/model.ts';
import { flagSchema } from '#features/records/model.ts';

/** The gates that set persons aside. */
const gates = ['draft', 'arrival'] as const satisfies readonly AnyGate[];
export type Gate = (typeof gates)[number];
export type { Decision };

/** How many objects of persons are taken from one source within 24 hours, and within 30 days (SG-13). */
export type PersonLimits = { perDay: number; perMonth: number };

/** What came from one source before: of the last 24 hours all, of the last 30 days what was taken in. */
export type Before = { day: number; month: number };

/** What is decided about a quarantine. `persons`: how many the officer was shown; there may be more by now. */
export const decisionSchema = z
  .strictObject({
    decision: z.enum(decisions),
    reason: z.string().trim().min(1).max(500),
    persons: z.int().min(1),
  })
  .meta({ id: 'QuarantineDecision' });
export type DecisionGiven = z.infer<typeof decisionSchema>;

/** One row of `GET /api/quarantine`. `source`, `name` and `officer` are of an import; `source` of arrivals is their participant. */
export const quarantineSchema = z
  .strictObject({
    id: z.int(),
    gate: z.enum(gates),
    source: z.string(),
    name: z.string().nullable(),
    /** The import run. */
    run: z.string().nullable(),
    officer: z.string().nullable(),
    persons: z.int(),
    firstAt: z.date(),
    lastAt: z.date(),
    decision: z.enum(decisions).nullable(),
    decidedBy: z.string().nullable(),
    decidedAt: z.date().nullable(),
    reason: z.string().nullable(),
  })
  .meta({ id: 'Quarantine' });
export type Quarantine = z.infer<typeof quarantineSchema>;

/** What `GET /api/quarantine` is narrowed by. */
export const quarantineFilterSchema = z.strictObject({ decided: flagSchema.exactOptional() });
export type QuarantineFilter = z.infer<typeof quarantineFilterSchema>;
