import type { Hono } from 'hono';
import { z } from 'zod';
import { createOperations } from '#features/officers/actions/operations.ts';
import type { SessionEnv } from '#features/officers/model.ts';
import { numberedPage, pageOf, pageQuery, pageWithin, readPage } from '#platform/http/page.ts';
import {
  countInbox,
  giveBack,
  handOver,
  listDeputies,
  listTakings,
  readInbox,
  removeDeputy,
  setDeputy,
  takeItem,
} from './actions.ts';
import type { InboxDeps } from './actions.ts';
import {
  deputySchema,
  handOverSchema,
  inboxCountSchema,
  inboxItemSchema,
  inboxKinds,
  newDeputySchema,
  takingSchema,
} from './model.ts';
import type { InboxKind } from './model.ts';

const params = { kind: z.enum(inboxKinds), id: z.string().regex(/^[\w-]{1,60}$/) };

/** `/api/inbox`: what needs an officer, until when, and who sees to it. */
export function inboxRoutes(deps: InboxDeps): Hono<SessionEnv> {
  const api = createOperations();

  api.get(
    '/',
    {
      id: 'listInbox',
      summary:
        'What needs the officer, by deadline: proposals to approve, what one officer put into force, tasks, bulks of persons, notes, calls and contact points of the watch, requests for an assignment.',
      power: 'see-records',
      query: pageQuery,
      answer: pageOf(inboxItemSchema),
    },
    async ({ session, query }) =>
      pageWithin((await readInbox(deps, session)).items, readPage(query).asked, ({ kind, id }) => `${kind}.${id}`),
  );

  api.get(
    '/count',
    {
      id: 'countInbox',
      summary: 'How much needs the officer, and whether there is more than the list looks at.',
      power: 'see-records',
      answer: inboxCountSchema,
    },
    ({ session }) => countInbox(deps, session),
  );

  api.get(
    '/takings',
    {
      id: 'listTakings',
      summary: 'Who of the officer’s authority took, handed over and gave back what, the newest first.',
      power: 'see-records',
      query: numberedPage,
      answer: pageOf(takingSchema),
    },
    ({ session, query }) => listTakings(deps, session, readPage(query).asked),
  );

  api.delete(
    '/:kind/:id/taken',
    {
      id: 'giveBack',
      summary: 'The officer gives an item back: it is everybody’s again.',
      power: 'take',
      params,
      answer: 'nothing',
      codes: ['day-limit'],
    },
    ({ session, params: { kind, id } }) => giveBack(deps, session, kind as InboxKind, id),
  );

  api.put(
    '/:kind/:id/taken',
    {
      id: 'takeItem',
      summary:
        'The officer sees to it: it leaves the others’ lists until it is overdue, and is said there to be taken where it is an emergency.',
      power: 'take',
      params,
      answer: 'nothing',
      codes: ['day-limit'],
    },
    ({ session, params: { kind, id } }) => takeItem(deps, session, kind as InboxKind, id),
  );

  api.put(
    '/:kind/:id/hand-over',
    {
      id: 'handOver',
      summary: 'Another officer of the same authority, whom it needs too, sees to it from now on, and is told why.',
      power: 'take',
      params,
      body: handOverSchema,
      answer: 'nothing',
      codes: ['day-limit'],
    },
    ({ session, params: { kind, id }, body }) => handOver(deps, session, kind as InboxKind, id, body),
  );

  api.get(
    '/deputies',
    {
      id: 'listDeputies',
      summary: 'Who stands in for whom at the officer’s authority.',
      power: 'see-records',
      query: pageQuery,
      answer: pageOf(deputySchema),
    },
    async ({ session, query }) =>
      pageWithin(
        await listDeputies(deps.db, session.officer.authority),
        readPage(query).asked,
        ({ officer }) => officer,
      ),
  );

  api.put(
    '/deputies/own',
    {
      id: 'setDeputy',
      summary: 'Who stands in for the officer who asks, from the first day to the last.',
      power: 'take',
      body: newDeputySchema,
      answer: 'nothing',
    },
    ({ session, body }) => setDeputy(deps, session, body),
  );

  api.delete(
    '/deputies/own',
    {
      id: 'removeDeputy',
      summary: 'Nobody stands in for the officer any more.',
      power: 'take',
      answer: 'nothing',
    },
    ({ session }) => removeDeputy(deps.db, session.officer.id),
  );

  return api.routes;
}
