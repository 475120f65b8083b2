import type { Hono } from 'hono';
import { z } from 'zod';
import { createOperations } from '#features/officers/actions/operations.ts';
import { wordsFor } from '#features/officers/actions/words-for.ts';
import type { SessionEnv } from '#features/officers/model.ts';
import { pageOf, pageQuery, pageWithin, readPage } from '#platform/http/page.ts';
import * as actions from './actions.ts';
import type { WatchDeps } from './actions.ts';
import {
  callSchema,
  contactPointSchema,
  fileCallSchema,
  newCallSchema,
  newNoteSchema,
  newShiftSchema,
  newTestSchema,
  noteSchema,
  shiftSchema,
  watchSchema,
} from './model.ts';

/** What was written stays where it is kept: an answer may be kept for who asks again. */
const madeSchema = z.strictObject({ id: z.uuid() });
const params = { id: z.uuid() };
const byId = pageQuery.extend({ before: z.uuid().exactOptional() });

/** `/api/watch`: who is on duty, what they hand over, who called, and whether the others' desks answer. */
export function watchRoutes(deps: WatchDeps): Hono<SessionEnv> {
  const api = createOperations();

  api.get(
    '/',
    {
      id: 'readWatch',
      summary: 'Who of the officer’s authority is on duty, and what is open.',
      power: 'see-records',
      answer: watchSchema,
    },
    ({ session }) => actions.readWatch(deps, session),
  );

  api.get(
    '/shifts',
    {
      id: 'listShifts',
      summary: 'The roster of the officer’s authority from now on.',
      power: 'see-records',
      query: pageQuery,
      answer: pageOf(shiftSchema),
    },
    async ({ session, query }) =>
      pageWithin(await actions.listShifts(deps, session), readPage(query).asked, ({ id }) => id),
  );
  api.post(
    '/shifts',
    {
      id: 'putOnDuty',
      summary: 'Puts an officer of the same authority on duty, by the clocks of the participant’s calendar.',
      power: 'desk',
      body: newShiftSchema,
      status: 201,
      answer: shiftSchema,
      codes: ['conflict', 'shift-time', 'shift-twice'],
      once: true,
    },
    ({ session, body, within }) => actions.planShift(within(deps), session, body),
  );
  api.delete(
    '/shifts/:id',
    { id: 'cancelShift', summary: 'Takes a shift off the roster.', power: 'desk', params, answer: 'nothing' },
    ({ session, params: { id } }) => actions.cancelShift(deps, session, id),
  );

  api.get(
    '/notes',
    {
      id: 'listNotes',
      summary: 'Hand-over notes of the officer’s authority, the newest first.',
      power: 'read-content',
      query: byId,
      answer: pageOf(noteSchema),
    },
    ({ session, query }) => actions.listNotes(deps, session, readPage(query).asked),
  );
  api.post(
    '/notes',
    {
      id: 'writeNote',
      summary: 'Leaves a note for whoever takes over the watch.',
      power: 'desk',
      body: newNoteSchema,
      status: 201,
      answer: madeSchema,
      codes: ['keys', 'day-limit'],
      once: true,
    },
    ({ session, body, within }) => actions.writeNote(within(deps), session, body),
  );
  api.put(
    '/notes/:id/taken',
    {
      id: 'takeOver',
      summary: 'Signs a note off: the officer has the watch from now on. Not who wrote it.',
      power: 'desk',
      params,
      answer: 'nothing',
      codes: ['own-note', 'taken-over'],
    },
    ({ session, params: { id } }) => actions.takeOver(deps, session, id),
  );

  api.get(
    '/calls',
    {
      id: 'listCalls',
      summary: 'The telephone log of the officer’s authority, the newest first.',
      power: 'read-content',
      query: byId,
      answer: pageOf(callSchema),
    },
    ({ session, query }) => actions.listCalls(deps, session, readPage(query).asked),
  );
  api.get(
    '/calls/:id',
    {
      id: 'readCall',
      summary: 'One call of the telephone log.',
      power: 'read-content',
      params,
      answer: callSchema,
    },
    ({ session, params: { id } }) => actions.readCall(deps, session, id),
  );
  api.post(
    '/calls',
    {
      id: 'noteCall',
      summary: 'Notes a telephone call. An urgent request is due in writing by the profile’s deadline.',
      power: 'desk',
      body: newCallSchema,
      status: 201,
      answer: madeSchema,
      codes: ['keys', 'day-limit'],
      once: true,
    },
    ({ session, body, within }) => actions.noteCall(within(deps), session, body),
  );
  api.put(
    '/calls/:id/record',
    {
      id: 'fileCall',
      summary: 'Says which record of the officer’s authority came of a call.',
      power: 'desk',
      params,
      body: fileCallSchema,
      answer: 'nothing',
      codes: ['conflict'],
    },
    ({ session, params: { id }, body }) => actions.fileCall(deps, session, id, body.ref),
  );

  api.get(
    '/contacts',
    {
      id: 'listContacts',
      summary:
        'Contact points of the other participants, as their directories name them, with the last test from here.',
      power: 'see-alliance',
      query: pageQuery,
      answer: pageOf(contactPointSchema),
    },
    async ({ session, query }) =>
      pageWithin(
        (await actions.listContacts(deps)).map(({ last, ...one }) => ({
          ...one,
          last: last && { ...last, note: wordsFor(session, last.note) },
        })),
        readPage(query).asked,
        ({ participant, contact }) => `${participant}.${contact}`,
      ),
  );
  api.put(
    '/contacts/:participant/:contact/test',
    {
      id: 'noteTest',
      summary: 'Notes that a contact point was tried now, and whether anybody answered.',
      power: 'desk',
      params: {
        participant: z.string().regex(/^[a-z][a-z0-9]{1,7}$/),
        contact: z.string().regex(/^[a-z][a-z0-9-]{0,23}$/),
      },
      body: newTestSchema,
      answer: 'nothing',
      codes: ['day-limit'],
    },
    ({ session, params: { participant, contact }, body }) =>
      actions.noteTest(deps, session, participant ?? '', contact ?? '', body),
  );

  return api.routes;
}
