import { z } from 'zod';
import { officerIdSchema } from '#features/officers/model.ts';
import type { Role } from '#features/officers/model.ts';
import { digestSchema, refSchema } from '#features/records/model.ts';
import type { Envelope } from '#features/records/model.ts';

/** How many persons approve one record at most: what a header has room for. */
export const maxApprovals = 4;

const base64url = (maxBytes: number) =>
  z
    .string()
    .min(1)
    .max(Math.ceil((maxBytes * 4) / 3))
    .regex(/^[A-Za-z0-9_-]+$/, 'not base64url');

/** The name under which a passkey is known: a host, or a parent domain of it (WebAuthn §5.1.2, relying party identifier). */
export const rpIdSchema = z
  .string()
  .max(253)
  .regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/, 'not a host name');
/** At most 1,023 bytes (WebAuthn §4, credential ID). */
export const credentialIdSchema = base64url(1_023);

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
/** No bits are left over behind the last byte (RFC 4648 §3.5). */
const hasNoTail = (text: string): boolean => {
  const last = digits.indexOf(text.at(-1) ?? '');
  return [true, false, last % 16 === 0, last % 4 === 0][text.length % 4] ?? false;
};

/** One DER sequence (X.690 §8.1.3, §10.1), and no byte after it. */
function isOneSequence(text: string): boolean {
  const size = Math.floor((text.length * 3) / 4);
  let head = 0;
  for (const digit of text.slice(0, 8)) head = head * 64 + digits.indexOf(digit);
  const byte = (at: number): number => Math.floor(head / 256 ** (5 - at)) % 256;
  if (text.length < 8 || byte(0) !== 0x30) return false;
  if (byte(1) < 0x80) return size === 2 + byte(1);
  if (byte(1) === 0x81) return byte(2) >= 0x80 && size === 3 + byte(2);
  return byte(1) === 0x82 && byte(2) > 0 && size === 4 + byte(2) * 256 + byte(3);
}

/**
 * SubjectPublicKeyInfo in DER: P-256, Ed25519, or RSA of up to 4096 bits. In its one spelling: keys are compared as text, and one that can
 * be spelt in two ways would be two persons'.
 */
export const publicKeySchema = base64url(600)
  .refine(hasNoTail, 'not canonical base64url')
  .refine(isOneSequence, 'no single DER sequence');

/**
 * One officer's passkey assertion over a record (WebAuthn §7.2): the challenge is SHA-256 of the payload bytes. `appointment` is the
 * record that gave the officer this credential; the key is repeated, so that the signature can be checked by itself.
 */
export const approvalSchema = z.strictObject({
  officer: officerIdSchema,
  appointment: refSchema,
  rpId: rpIdSchema,
  credential: credentialIdSchema,
  key: publicKeySchema,
  authenticatorData: base64url(512),
  clientData: base64url(1_024),
  signature: base64url(512),
});
export type Approval = z.infer<typeof approvalSchema>;
export const approvalsSchema = z.array(approvalSchema).min(1).max(maxApprovals);

/**
 * Who has to approve the very bytes before they are sealed (four eyes). One list of roles for each person: the first is the officer who
 * wrote it, the others are other officers.
 */
export type ApprovalRule = {
  roles: readonly (readonly Role[])[];
  /** The author alone may put it into force for 24 hours. */
  emergency?: boolean;
  /** A measure: by credentials whose make is attested, and which are a day old. */
  measure?: boolean;
};

/** Body of `approval.confirmation`: the very bytes that a second person confirms. */
export const confirmationSchema = z.strictObject({ record: z.strictObject({ ref: refSchema, digest: digestSchema }) });
export type ConfirmationBody = z.infer<typeof confirmationSchema>;

/** Who may have a record, for what, how long, and to which case it belongs. */
export type Handling = Pick<Envelope, 'marking' | 'basis' | 'purpose' | 'retainUntil' | 'case'>;

/** An act that one person put into force, as the rules for its confirmation know it. */
export type Emergency = {
  author: string;
  /** base64url of the record's digest. */
  digest: string;
  issuedAt: string;
  approvals: readonly Approval[];
  /** Who is missing. */
  missing: ApprovalRule;
  /** How it is handled, and so what confirms it. */
  handling: Handling;
};

/** What stands in an envelope of who acted, and when. */
export type Act = { ref: string; author: string; officers: readonly string[]; issuedAt: string };

/** What became of an act that one person put into force: `until` is its last moment, unless it is confirmed. */
export const emergencyStateSchema = z.strictObject({
  state: z.enum(['in-force', 'confirmed', 'lapsed']),
  until: z.iso.datetime(),
  /** The record by which a second person confirmed it. */
  confirmation: refSchema.nullable(),
});
export type EmergencyState = z.infer<typeof emergencyStateSchema>;

/** What an accepted `officer.appoint` says of one credential of one officer. Instants are those of the records. */
export type Appointment = {
  ref: string;
  officer: string;
  role: Role;
  rpId: string;
  credential: string;
  key: string;
  /** A maker vouches for the authenticator. */
  isAttested: boolean;
  /** Made by a program for a demonstration. */
  isSoftware: boolean;
  since: string;
  /** Last day. */
  until: string | null;
  /** A later appointment or a dismissal ended it. */
  endedAt: string | null;
};
