import type { Hono } from 'hono';
import { z } from 'zod';
import type { OfficerDeps } from '#features/officers/actions.ts';
import { createOperations } from '#features/officers/actions/operations.ts';
import { visitBeside } from '#features/officers/actions/tickets.ts';
import type { SessionEnv } from '#features/officers/model.ts';

const visitSchema = z.strictObject({
  node: z.string().regex(/^[a-z][a-z0-9]{1,7}$/),
  /** A page there. */
  path: z
    .string()
    .max(300)
    .regex(/^\/(?![/\\])[^\s\\]*$/, 'not a page of a node'),
});

/** `/api/visits`: from one node of a demonstration to another. */
export function visitRoutes(deps: OfficerDeps): Hono<SessionEnv> {
  const api = createOperations();
  api.post(
    '/',
    {
      id: 'visitBeside',
      summary: 'In a demonstration: a link that signs this visitor in at another of its nodes, once, within a minute.',
      power: 'session',
      body: visitSchema,
      status: 201,
      answer: z.strictObject({ url: z.string() }),
      codes: ['not-found'],
    },
    ({ session, body }) => ({ url: visitBeside(deps, session, body) }),
  );
  return api.routes;
}
