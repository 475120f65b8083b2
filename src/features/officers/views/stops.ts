import { z } from 'zod';
import { json, request, requestAll } from '#web/http.ts';

const rowSchema = z.object({
  credential: z.string(),
  officer: z.string(),
  state: z.enum(['live', 'waiting', 'stopped', 'ended']),
  since: z.string(),
  registeredAt: z.string().nullable(),
  invitedBy: z.string().nullable(),
  invitedAt: z.string().nullable(),
  stoppedAt: z.string().nullable(),
  stoppedBy: z.string().nullable(),
  reason: z.string().nullable(),
});
export type PasskeyRow = z.infer<typeof rowSchema>;

export const fetchPasskeys = (all: boolean) => requestAll(rowSchema, `/api/officers/passkeys${all ? '?all=true' : ''}`);

export const stopPasskey = (body: { officer: string; credential: string; reason: string }) =>
  request(
    z.object({ stopped: z.array(z.string()), tokensEnded: z.number() }),
    '/api/officers/passkeys/stop',
    json('POST', body),
  );
