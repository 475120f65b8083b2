import { z } from 'zod';
import { publicKeySchema } from '#features/approvals/model.ts';
import { officerIdSchema } from './model.ts';

/** Why somebody stops a passkey. */
export const stopReasons = ['lost', 'stolen', 'doubted'] as const;
export type StopReason = (typeof stopReasons)[number];

const credentialSchema = z
  .string()
  .min(1)
  .max(1_364)
  .regex(/^[A-Za-z0-9_-]+$/, 'not base64url');

/** Body of `POST /api/officers/passkeys/stop`. Without `credential`: every passkey of the officer. */
export const stoppingSchema = z.strictObject({
  officer: officerIdSchema,
  credential: credentialSchema.exactOptional(),
  reason: z.enum(stopReasons),
});
export type Stopping = z.infer<typeof stoppingSchema>;

/** What was stopped now, and how many API tokens of the officer ended with it. */
export const stoppedSchema = z.strictObject({
  stopped: z.array(credentialSchema),
  tokensEnded: z.int().nonnegative(),
});
export type Stopped = z.infer<typeof stoppedSchema>;

/** `waiting`: it was registered, and stands in no appointment. */
export const passkeyStates = ['live', 'waiting', 'stopped', 'ended'] as const;

/** One row of `GET /api/officers/passkeys`. */
export const passkeyRowSchema = z
  .strictObject({
    credential: credentialSchema,
    officer: officerIdSchema,
    /** As it was registered here; of one that was not, as it was appointed. */
    key: publicKeySchema,
    state: z.enum(passkeyStates),
    /** When it was appointed, or registered. */
    since: z.date(),
    /** When it was registered here, and who made the invitation when; null where this node does not know. */
    registeredAt: z.date().nullable(),
    invitedBy: z.string().nullable(),
    invitedAt: z.date().nullable(),
    stoppedAt: z.date().nullable(),
    stoppedBy: z.string().nullable(),
    reason: z.enum(stopReasons).nullable(),
  })
  .meta({ id: 'PasskeyRow' });
export type PasskeyRow = z.infer<typeof passkeyRowSchema>;
