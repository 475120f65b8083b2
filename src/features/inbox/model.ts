import { z } from 'zod';
import { refSchema } from '#features/records/model.ts';
import { officerIdSchema } from '#features/officers/model.ts';

export const inboxKinds = ['proposal', 'task', 'quarantine'] as const;
export type InboxKind = (typeof inboxKinds)[number];

/** `escalated`: half the time is over and nobody has taken it. */
export const inboxStates = ['open', 'escalated', 'overdue'] as const;
export type InboxState = (typeof inboxStates)[number];

/** One row of `GET /api/inbox`: what needs the officer, and until when. */
export const inboxItemSchema = z
  .strictObject({
    kind: z.enum(inboxKinds),
    id: z.string(),
    /** Of a proposal the kind of record; of a task its code; of a quarantine the gate. */
    code: z.string(),
    record: refSchema.nullable(),
    title: z.string().nullable(),
    since: z.date(),
    /** When it has to be done, in the working calendar of this participant; null where no deadline is agreed. */
    due: z.date().nullable(),
    escalatesAt: z.date().nullable(),
    state: z.enum(inboxStates),
    takenBy: officerIdSchema.nullable(),
    /** Who handed it over, and what they said. */
    handedBy: officerIdSchema.nullable(),
    note: z.string().nullable(),
  })
  .meta({ id: 'InboxItem' });
export type InboxItem = z.infer<typeof inboxItemSchema>;

/** Body of `POST /api/inbox/:kind/:id/hand-over`. */
export const handOverSchema = z.strictObject({ to: officerIdSchema, note: z.string().trim().min(1).max(500) });
export type HandOver = z.infer<typeof handOverSchema>;

/** Who stands in for an officer, both days included. */
export const deputySchema = z
  .strictObject({ officer: officerIdSchema, deputy: officerIdSchema, firstDay: z.iso.date(), lastDay: z.iso.date() })
  .meta({ id: 'Deputy' });
export type Deputy = z.infer<typeof deputySchema>;
export const newDeputySchema = deputySchema.omit({ officer: true });
