import { z } from 'zod';
import { refSchema } from '#features/records/model.ts';
import { officerIdSchema } from '#features/officers/model.ts';

export const inboxKinds = [
  'proposal',
  'emergency',
  'task',
  'quarantine',
  'note',
  'call',
  'contact',
  'request',
  'answer',
] as const;
export type InboxKind = (typeof inboxKinds)[number];

/** `escalated`: half the time is over and nobody has taken it. */
export const inboxStates = ['open', 'escalated', 'overdue'] as const;
export type InboxState = (typeof inboxStates)[number];

/** One row of `GET /api/inbox`: what needs the officer, and until when. */
export const inboxItemSchema = z
  .strictObject({
    kind: z.enum(inboxKinds),
    id: z.string(),
    /** Of a proposal, and of what one officer put into force, the kind of record; of a task its code; of a quarantine the gate; of an answer to one's own request `given` or `refused`; of the duty watch the deadline. */
    code: z.string(),
    record: refSchema.nullable(),
    /** The kind of that record; of a proposal, of what is proposed. */
    recordKind: z.string().nullable(),
    title: z.string().nullable(),
    /** Its author marked what it is about as disturbing: the title is shown on request. */
    disturbing: z.boolean(),
    since: z.date(),
    /** When it has to be done, in the working calendar of this participant; null where no deadline is agreed. */
    due: z.date().nullable(),
    escalatesAt: z.date().nullable(),
    state: z.enum(inboxStates),
    takenBy: officerIdSchema.nullable(),
    /** Who handed it over, and what they said: null to a token, and to who may not read what it is about. */
    handedBy: officerIdSchema.nullable(),
    note: z.string().nullable(),
  })
  .meta({ id: 'InboxItem' });
export type InboxItem = z.infer<typeof inboxItemSchema>;

/** What a source of the inbox finds, before it is asked who sees to it. */
export type Found = Pick<
  InboxItem,
  'kind' | 'id' | 'code' | 'record' | 'recordKind' | 'title' | 'disturbing' | 'since' | 'due'
>;

/** `GET /api/inbox/count`. `urgent`: what is the officer's own, escalated or overdue. `more`: a source has more than is looked at. */
export const inboxCountSchema = z
  .strictObject({ count: z.int(), urgent: z.int(), overdue: z.int(), more: z.boolean() })
  .meta({ id: 'InboxCount' });
export type InboxCount = z.infer<typeof inboxCountSchema>;

/** One row of `GET /api/inbox/takings`: `officer` sees to it from then on; null: it was given back. `note` as in the inbox. */
export const takingSchema = z
  .strictObject({
    kind: z.enum(inboxKinds),
    item: z.string(),
    officer: officerIdSchema.nullable(),
    by: officerIdSchema,
    note: z.string().nullable(),
    at: z.date(),
  })
  .meta({ id: 'Taking' });
export type TakingView = z.infer<typeof takingSchema>;

/** Body of `POST /api/inbox/:kind/:id/hand-over`. */
/** What one officer takes, hands over and gives back within a day. */
export const dayLimit = { table: 'inbox_taking', by: 'by', at: 'at', most: 1_000 } as const;

export const handOverSchema = z.strictObject({ to: officerIdSchema, note: z.string().trim().min(1).max(500) });
export type HandOver = z.infer<typeof handOverSchema>;

/** Who stands in for an officer, both days included. */
export const deputySchema = z
  .strictObject({ officer: officerIdSchema, deputy: officerIdSchema, firstDay: z.iso.date(), lastDay: z.iso.date() })
  .meta({ id: 'Deputy' });
export type Deputy = z.infer<typeof deputySchema>;
export const newDeputySchema = deputySchema.omit({ officer: true });
