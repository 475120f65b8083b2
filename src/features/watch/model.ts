import { z } from 'zod';
import { officerIdSchema } from '#features/officers/model.ts';
import { refSchema } from '#features/records/model.ts';

/** A shift lasts no longer than this, and is planned no further ahead. */
export const maxShiftMs = 48 * 3600_000;
export const maxAheadMs = 400 * 86_400_000;
/** How far ahead hours without anybody on duty are told. */
export const gapsAheadMs = 7 * 86_400_000;

/** So many of each within a day of one officer's. */
export const dayLimits = {
  note: { table: 'watch_note', by: 'officer', at: 'written_at', most: 100 },
  call: { table: 'watch_call', by: 'officer', at: 'noted_at', most: 500 },
  test: { table: 'watch_test', by: 'officer', at: 'at', most: 300 },
} as const;

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'not a time such as 08:00');
const said = (max: number) => z.string().trim().min(1).max(max);

/** Body of `POST /api/watch/shifts`: as the clocks of the participant's calendar show it; an end that is not later is on the next day. */
export const newShiftSchema = z.strictObject({ officer: officerIdSchema, day: z.iso.date(), from: clock, to: clock });
export type NewShift = z.infer<typeof newShiftSchema>;

export const shiftSchema = z
  .strictObject({
    id: z.uuid(),
    officer: officerIdSchema,
    startsAt: z.date(),
    endsAt: z.date(),
    plannedBy: officerIdSchema,
  })
  .meta({ id: 'Shift' });
export type Shift = z.infer<typeof shiftSchema>;

/** `GET /api/watch`: the watch of the officer's authority now. */
export const watchSchema = z
  .strictObject({
    authority: z.string(),
    timeZone: z.string(),
    onDuty: z.array(shiftSchema),
    /** Who took the watch over by a hand-over note; until the next shift begins. */
    takenOver: z.strictObject({ officer: officerIdSchema, at: z.date() }).nullable(),
    next: shiftSchema.nullable(),
    /** Hours of the next seven days for which nobody is planned. */
    gaps: z.array(z.strictObject({ startsAt: z.date(), endsAt: z.date() })),
    /** Notes that nobody has taken over, and contact points whose test is overdue. */
    openNotes: z.int(),
    overdueTests: z.int(),
  })
  .meta({ id: 'Watch' });
export type Watch = z.infer<typeof watchSchema>;

/** Body of `POST /api/watch/notes`. Without `to` it is for whoever takes over. */
export const newNoteSchema = z.strictObject({ text: said(8_000), to: officerIdSchema.exactOptional() });
export type NewNote = z.infer<typeof newNoteSchema>;

export const noteSchema = z
  .strictObject({
    id: z.uuid(),
    officer: officerIdSchema,
    to: officerIdSchema.nullable(),
    /** Null where the key that it was encrypted for is gone. */
    text: z.string().nullable(),
    writtenAt: z.date(),
    takenBy: officerIdSchema.nullable(),
    takenAt: z.date().nullable(),
  })
  .meta({ id: 'WatchNote' });
export type WatchNote = z.infer<typeof noteSchema>;

/** Body of `POST /api/watch/calls`. `party`: which desk, authority or operator; never needed: a person's name. */
export const newCallSchema = z.strictObject({
  at: z.iso.datetime().exactOptional(),
  direction: z.enum(['in', 'out']),
  party: said(200),
  urgent: z.boolean(),
  text: said(8_000),
});
export type NewCall = z.infer<typeof newCallSchema>;

export const callSchema = z
  .strictObject({
    id: z.uuid(),
    officer: officerIdSchema,
    at: z.date(),
    direction: z.enum(['in', 'out']),
    party: z.string(),
    urgent: z.boolean(),
    text: z.string().nullable(),
    notedAt: z.date(),
    /** Until when an urgent request has to be there in writing; null where it is not urgent, or a record came of it. */
    due: z.date().nullable(),
    record: refSchema.nullable(),
    filedBy: officerIdSchema.nullable(),
  })
  .meta({ id: 'WatchCall' });
export type WatchCall = z.infer<typeof callSchema>;

/** Body of `PUT /api/watch/calls/:id/record`. */
export const fileCallSchema = z.strictObject({ ref: refSchema });

/** Body of `POST /api/watch/contacts/:participant/:contact/tests`. */
export const newTestSchema = z.strictObject({
  way: z.enum(['telephone', 'email', 'other']),
  answered: z.boolean(),
  note: said(500).exactOptional(),
});
export type NewTest = z.infer<typeof newTestSchema>;

const testSchema = z.strictObject({
  officer: officerIdSchema,
  at: z.date(),
  way: z.string(),
  answered: z.boolean(),
  note: z.string().nullable(),
});

/** A contact point of another participant, as its directory names it, with the last test from here. */
export const contactPointSchema = z
  .strictObject({
    participant: z.string(),
    contact: z.string(),
    authority: z.string(),
    name: z.string(),
    /** In every language in which the directory has it. */
    names: z.record(z.string(), z.string()),
    hours: z.string(),
    languages: z.array(z.string()),
    telephone: z.string().nullable(),
    email: z.string().nullable(),
    last: testSchema.nullable(),
    lastAnsweredAt: z.date().nullable(),
    /** When the next test has to be done, by the profile; null where none is agreed. */
    due: z.date().nullable(),
    state: z.enum(['tested', 'unanswered', 'overdue']),
  })
  .meta({ id: 'ContactPoint' });
export type ContactPoint = z.infer<typeof contactPointSchema>;
export type ContactTest = z.infer<typeof testSchema>;
