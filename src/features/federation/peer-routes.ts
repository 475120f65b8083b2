import type { Hono } from 'hono';
import { z } from 'zod';
import { createOperations } from '#features/officers/actions/operations.ts';
import type { SessionEnv } from '#features/officers/model.ts';
import type { Deps } from '#features/records/model.ts';
import { resumeSchema } from './model.ts';
import { resumePeer } from './resume.ts';

/** What a decision about a peer wakes: it is asked again at once. */
export type PeerRouteDeps = Pick<Deps, 'db' | 'self' | 'now' | 'logger'> & { wakePull?: (peer: string) => void };

/** `/api/peers`: what officers decide about the exchange with another participant's node. */
export function peerRoutes(deps: PeerRouteDeps): Hono<SessionEnv> {
  const api = createOperations();
  api.post(
    '/:participant/resume',
    {
      id: 'resumePeer',
      summary: 'Asks a stopped peer again. What is still wrong with its log stops it again.',
      power: 'desk',
      params: { participant: z.string().regex(/^[a-z][a-z0-9]{1,7}$/) },
      body: resumeSchema,
      answer: 'nothing',
      codes: ['conflict'],
    },
    async ({ session, params: { participant }, body: { reason } }) => {
      await resumePeer(deps, { officer: session.officer.id }, participant, reason);
      deps.wakePull?.(participant);
    },
  );
  return api.routes;
}
