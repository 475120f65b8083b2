import { defineKind } from '#features/records/model.ts';
import { assignmentSchema, endSchema } from './model.ts';
import { judgeEnd, judgeGive } from './rules.ts';
import { dayOf } from '#platform/clock.ts';
import * as store from './store.ts';

export const assignmentGive = defineKind({
  kind: 'assignment.give',
  what: 'an authority says what its officers may read of what is guarded, for which purpose and until when. Nobody assigns himself',
  by: 'assign',
  control: false,
  draftable: false,
  schema: assignmentSchema,
  next: [{ kind: 'assignment.end', by: 'author', as: 'body' }],
  asksAbout: ({ subject }) => (subject === undefined ? [] : [subject]),
  judge: ({ envelope, body }, known) => judgeGive(envelope, body, known),
  title: ({ officers, covers, purpose, until }) =>
    `${officers.join(', ')}: ${covers}, ${purpose}, until ${lastDayOf(until)}`,
  project: (tx, records) => store.projectAssignments(tx, records),
});

/** `until` is the moment after it. */
const lastDayOf = (until: string): string => dayOf(new Date(Date.parse(until) - 1));

export const assignmentEnd = defineKind({
  kind: 'assignment.end',
  what: 'an authority ends an assignment before its time, of some of its officers or of all',
  by: 'assign',
  control: false,
  draftable: false,
  schema: endSchema,
  asksAbout: ({ assignment }) => [assignment],
  judge: ({ envelope, body }, known) => judgeEnd(envelope, body, known),
  title: ({ officers }) => officers.join(', '),
  project: (tx, records) => store.projectEnds(tx, records),
});
