import { z } from 'zod';
import { officerIdSchema, roles } from './model.ts';

const text = (maxLength: number) =>
  z
    .string()
    .min(1)
    .max(maxLength)
    .regex(/^[A-Za-z0-9_-]+$/, 'not base64url');

/** Whom an administrator lets register a passkey. The name is kept at this node and stands in no record. */
export const inviteSchema = z.strictObject({
  officer: officerIdSchema,
  name: z.string().trim().min(1).max(120),
  role: z.enum(roles),
  /** Who this is at the node's identity provider (`sub`). */
  subject: z.string().min(1).max(255).exactOptional(),
});
export type Invite = z.infer<typeof inviteSchema>;

export const invitedSchema = z
  .strictObject({
    officer: officerIdSchema,
    /** The page that registers a passkey. It works once; nobody is shown it again. */
    url: z.string(),
    expiresAt: z.date(),
  })
  .meta({ id: 'Invited' });
export type Invited = z.infer<typeof invitedSchema>;

export const tokenSchema = z.strictObject({ token: z.string().max(100) });

const credentialType = z.strictObject({ id: z.string(), type: z.literal('public-key') });

/** What `navigator.credentials.create` is given (WebAuthn §5.4), in JSON (§5.1.9), and for whom. */
export const enrolmentOptionsSchema = z
  .strictObject({
    officer: z.strictObject({
      id: officerIdSchema,
      name: z.string(),
      authority: z.string(),
      role: z.enum(roles),
    }),
    publicKey: z.strictObject({
      rp: z.strictObject({ id: z.string(), name: z.string() }),
      user: z.strictObject({ id: z.string(), name: z.string(), displayName: z.string() }),
      challenge: z.string(),
      pubKeyCredParams: z.array(z.strictObject({ type: z.literal('public-key'), alg: z.int() })),
      timeout: z.int(),
      excludeCredentials: z.array(credentialType),
      authenticatorSelection: z.strictObject({
        residentKey: z.literal('required'),
        requireResidentKey: z.literal(true),
        userVerification: z.literal('required'),
      }),
      attestation: z.literal('direct'),
    }),
  })
  .meta({ id: 'EnrolmentOptions' });
export type EnrolmentOptions = z.infer<typeof enrolmentOptionsSchema>;

/** What it gives (WebAuthn §5.2.1, AuthenticatorAttestationResponse). */
export const registrationSchema = z.strictObject({
  credential: text(1_364),
  attestationObject: text(16_384),
  clientData: text(2_048),
});
export type Registration = z.infer<typeof registrationSchema>;

export const enrolledSchema = z
  .strictObject({
    officer: officerIdSchema,
    attestation: z.enum(['attested', 'none', 'software']),
    /** The officer signs in now: the authority has appointed nobody yet. Otherwise two have to approve the appointment first. */
    mayEnter: z.boolean(),
  })
  .meta({ id: 'Enrolled' });
export type Enrolled = z.infer<typeof enrolledSchema>;

/** What `navigator.credentials.get` is given (WebAuthn §5.5). */
export const signInOptionsSchema = z
  .strictObject({
    challenge: z.string(),
    rpId: z.string(),
    timeout: z.int(),
    userVerification: z.literal('required'),
  })
  .meta({ id: 'SignInOptions' });
export type SignInOptions = z.infer<typeof signInOptionsSchema>;

/** `listed`: in officers.json alone. `ended`: dismissed, or the last day is over. */
export const standings = ['listed', 'invited', 'enrolled', 'appointed', 'ended'] as const;
export type Standing = (typeof standings)[number];

/** One row of `GET /api/officers`: who acts for the asker's authority, and how far that is. */
export const officerRowSchema = z
  .strictObject({
    id: officerIdSchema,
    /** Null where this node knows the number alone. */
    name: z.string().nullable(),
    role: z.enum(roles),
    standing: z.enum(standings),
    /** The record that appointed them. */
    appointment: z.string().nullable(),
    since: z.date().nullable(),
    /** Last day. */
    until: z.iso.date().nullable(),
    passkeys: z.int(),
    /** Whether a maker vouches for one of them. */
    isAttested: z.boolean(),
    /** One of them once counted backwards: there may be a copy, and it approves nothing any more. */
    isDoubted: z.boolean(),
    /** Passkeys that were registered and stand in no appointment yet. */
    waiting: z.int(),
    /** Until when an invitation can be used. */
    invitedUntil: z.date().nullable(),
  })
  .meta({ id: 'OfficerRow' });
export type OfficerRow = z.infer<typeof officerRowSchema>;

/** One row of `GET /api/officers/colleagues`. `name`: null where this node knows none. */
export const colleagueSchema = officerRowSchema.pick({ id: true, name: true, role: true }).meta({ id: 'Colleague' });
export type Colleague = z.infer<typeof colleagueSchema>;
