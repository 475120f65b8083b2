import type { Hono } from 'hono';
import { z } from 'zod';
import { createOperations } from '#features/officers/actions/operations.ts';
import type { Session, SessionEnv } from '#features/officers/model.ts';
import { draftCodes } from '#features/records/actions/codes.ts';
import { refSchema } from '#features/records/model.ts';
import type { Deps } from '#features/records/model.ts';
import type { Actor } from '#features/releases/actions.ts';
import { pageOf, pageQuery, readPage, toPage } from '#platform/http/page.ts';
import { liftSuspension, suspendKinds } from './actions/suspend.ts';
import { dueFrom, dueRowSchema, liftSchema, suspendRequestSchema, suspensionRowSchema } from './model.ts';
import { listGiven, listOwed, listSuspensions } from './store.ts';

const actorOf = ({ officer }: Session): Actor => ({ authority: officer.authority, officer: officer.id });
const refs = z.strictObject({ refs: z.array(refSchema) });

/** `/api/oversight`: what is due to oversight, and what of it was given. */
export function oversightRoutes({ db, self }: Pick<Deps, 'db' | 'self'>): Hono<SessionEnv> {
  const api = createOperations();
  api.get(
    '/',
    {
      id: 'readOversight',
      summary: 'What is due to oversight, and what of it was given.',
      power: 'see-records',
      answer: z.strictObject({
        participants: z.array(z.string()),
        kinds: z.array(z.string()),
        given: z.array(dueRowSchema),
        owed: z.array(dueRowSchema),
      }),
    },
    async () => {
      const { participants, due } = self.alliance.profile.oversight;
      const given = participants.includes(self.code) ? await listGiven(db, self.code, due) : [];
      return { participants, kinds: due, given, owed: await listOwed(db, self.code, dueFrom(self)) };
    },
  );
  return api.routes;
}

/** `/api/suspensions`: kinds of record that oversight has suspended; oversight suspends and lifts. */
export function suspensionRoutes(deps: Deps): Hono<SessionEnv> {
  const api = createOperations();

  api.get(
    '/',
    {
      id: 'listSuspensions',
      summary: 'Kinds of record that oversight has suspended, the newest first.',
      power: 'see-records',
      query: pageQuery,
      answer: pageOf(suspensionRowSchema),
    },
    async ({ query }) => {
      const { asked } = readPage(query);
      return toPage(await listSuspensions(deps.db, deps.now(), asked), asked);
    },
  );

  api.post(
    '/',
    {
      id: 'suspendKinds',
      summary: 'Oversight: until then nothing of these kinds is sealed, or applied where it arrived.',
      power: 'desk',
      body: suspendRequestSchema,
      status: 201,
      answer: refs,
      codes: [...draftCodes, 'not-oversight', 'suspension'],
      once: true,
    },
    async ({ session, body, within }) => {
      const made = await suspendKinds(within(deps), actorOf(session), body);
      return { refs: made.map(({ ref }) => ref) };
    },
  );

  api.post(
    '/lift',
    {
      id: 'liftSuspension',
      summary: 'Oversight: ends what it suspended.',
      power: 'desk',
      body: liftSchema,
      status: 201,
      answer: refs,
      codes: [...draftCodes, 'not-oversight', 'suspension'],
      once: true,
    },
    async ({ session, body, within }) => {
      const made = await liftSuspension(within(deps), actorOf(session), body);
      return { refs: made.map(({ ref }) => ref) };
    },
  );

  return api.routes;
}
