import { z } from 'zod';
import { roles } from '#features/officers/model.ts';
import { refSchema } from '#features/records/model.ts';

/**
 * What may be done next of a record. `write`: a record of the kind that is named; `answer`: any other about it; `approve`: a proposal
 * that waits; `receipt`: a holder's node confirms what became of it.
 */
export const stepActs = [
  'approve',
  'confirm',
  'task',
  'correct',
  'write',
  'answer',
  'translate',
  'release',
  'recall',
  'hold',
  'lift-hold',
  'receipt',
] as const;

/** `late`: it was done, after its time. */
export const stepStates = ['open', 'overdue', 'done', 'late'] as const;

/**
 * Why a step is not for the officer who asks: another participant's, another authority's, a node's, another role's, another officer's; or
 * the officer may not read the record, and acts on nothing unread (decision 54).
 */
export const notMineCodes = ['participant', 'authority', 'node', 'role', 'officer', 'assignment'] as const;

/** One row of `GET /api/cases/:participant/:id/next`. */
export const stepSchema = z
  .strictObject({
    act: z.enum(stepActs),
    /** The record that it is done to. */
    record: refSchema,
    /** The kind of the record that does it; null where none does, or any may. */
    kind: z.string().nullable(),
    /** Where that record names this one; null where it is not written in a form. */
    as: z.enum(['case', 'about', 'replaces', 'body']).nullable(),
    /** The case that record names: that of this one, or this one itself where it opens a case. */
    case: refSchema.nullable(),
    /** Authorities and participants that may do it, as far as this node knows who has the record. */
    who: z.array(z.string()),
    /** One list of roles for each person whom it takes, who writes it first; none where a node does it by itself. */
    roles: z.array(z.array(z.enum(roles))),
    /** The clock that runs for it: the profile's deadline, where it is one; from when, until when; by whose clocks and holidays. */
    clock: z.string().nullable(),
    since: z.date().nullable(),
    due: z.date().nullable(),
    timeZone: z.string().nullable(),
    state: z.enum(stepStates),
    /** Records by which it was done. */
    done: z.array(refSchema),
    /** When what ended its clock was done; null while the clock runs, or where none does. */
    doneAt: z.date().nullable(),
    /** Of a proposal or a task. */
    id: z.string().nullable(),
    /** Null: the officer who asks may do it. */
    notMine: z.enum(notMineCodes).nullable(),
  })
  .meta({ id: 'Step' });
export type Step = z.infer<typeof stepSchema>;

/** `GET /api/cases/:participant/:id/next`. `of`: the case that the record belongs to. */
export const nextSchema = z.strictObject({ ref: refSchema, of: refSchema, steps: z.array(stepSchema) });
export type Next = z.infer<typeof nextSchema>;
