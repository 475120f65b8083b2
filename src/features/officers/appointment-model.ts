import { z } from 'zod';
import { credentialIdSchema, publicKeySchema, rpIdSchema } from '#features/approvals/model.ts';
import { officerIdSchema, roles } from './model.ts';

const base64url = (maxLength: number) =>
  z
    .string()
    .min(1)
    .max(maxLength)
    .regex(/^[A-Za-z0-9_-]+$/, 'not base64url');

/**
 * A passkey as its enrolment gave it (WebAuthn §6.5): its key as SubjectPublicKeyInfo, whether a maker vouches for it, and the
 * attestation itself for whoever wants to look. `software`: made by a program, for a demonstration.
 */
export const passkeySchema = z.strictObject({
  id: credentialIdSchema,
  rpId: rpIdSchema,
  key: publicKeySchema,
  attestation: z.enum(['attested', 'none', 'software']),
  /** The model of the authenticator (WebAuthn §6.5.1). */
  aaguid: z.guid(),
  attestationObject: base64url(16_384).exactOptional(),
  clientData: base64url(2_048).exactOptional(),
});
export type Passkey = z.infer<typeof passkeySchema>;

export const maxPasskeys = 5;
export const maxAppointed = 40;

/** Body of `officer.appoint`: who acts for the authority, in which role, by which passkeys. Names stay at home. */
export const appointSchema = z.strictObject({
  officers: z
    .array(
      z.strictObject({
        officer: officerIdSchema,
        role: z.enum(roles),
        passkeys: z.array(passkeySchema).min(1).max(maxPasskeys),
      }),
    )
    .min(1)
    .max(maxAppointed),
  /** Last day. */
  until: z.iso.date().exactOptional(),
});
export type AppointBody = z.infer<typeof appointSchema>;

/** Body of `officer.dismiss`. */
export const dismissSchema = z.strictObject({
  officer: officerIdSchema,
  reason: z.enum(['left', 'role-changed', 'passkey-lost', 'misconduct']),
});
export type DismissBody = z.infer<typeof dismissSchema>;
