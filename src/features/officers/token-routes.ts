import type { Hono } from 'hono';
import { z } from 'zod';
import type { Self } from '#features/alliance/model.ts';
import { TamgaError } from '#platform/errors.ts';
import { pageOf, pageQuery, readPage } from '#platform/http/page.ts';
import type { OfficerDeps } from './actions.ts';
import { createOperations } from './actions/operations.ts';
import { endToken, listTokens, makeToken } from './actions/tokens.ts';
import type { SessionEnv } from './model.ts';
import { requireSession } from './require-session.ts';
import { madeTokenSchema, makeTokenSchema, tokenRowSchema } from './token-model.ts';

/** `/api/tokens`: by what an officer's programs ask. Registered with the officers' routes: no answer of it is kept for a second time. */
export function tokenRoutes(deps: OfficerDeps & { self: Self }): Hono<SessionEnv> {
  const api = createOperations();
  const signedIn = requireSession(deps);

  api.get(
    '/',
    {
      id: 'listTokens',
      summary:
        'The tokens of who asks, the newest first; with `all`, for who invites officers, those of the authority.',
      power: 'session',
      query: z.strictObject({ all: z.literal('true').exactOptional() }).extend(pageQuery.shape),
      answer: pageOf(tokenRowSchema),
    },
    ({ session, query }) => {
      const { asked, filter } = readPage(query);
      if (asked.before !== null && !z.uuid().safeParse(asked.before).success)
        throw new TamgaError('malformed', 'before: not a place in this list');
      return listTokens(deps, session, filter.all === 'true', asked);
    },
    signedIn,
  );

  api.post(
    '/',
    {
      id: 'makeToken',
      summary: 'A token for a program of the officer’s, with scopes and an end. It is shown here and never again.',
      power: 'session',
      body: makeTokenSchema,
      status: 201,
      answer: madeTokenSchema,
      codes: ['token-limit'],
    },
    ({ session, body }) => makeToken(deps, session, body),
    signedIn,
  );

  api.delete(
    '/:id',
    {
      id: 'endToken',
      summary: 'Ends a token of one’s own, or, for who invites officers, of an officer of the authority.',
      power: 'session',
      params: { id: z.uuid() },
      answer: 'nothing',
    },
    ({ session, params: { id } }) => endToken(deps, session, id),
    signedIn,
  );

  return api.routes;
}
