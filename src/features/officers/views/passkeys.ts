import { startAuthentication, startRegistration } from '@simplewebauthn/browser';
import { z } from 'zod';
import { json, request, requestAll } from '#web/http.ts';
import { sessionSchema } from '#web/session.ts';
import type { Session } from '#web/session.ts';

const signInOptionsSchema = z.object({
  challenge: z.string(),
  rpId: z.string(),
  timeout: z.number(),
  userVerification: z.literal('required'),
});

const credentialSchema = z.object({ id: z.string(), type: z.literal('public-key') });
const enrolmentOptionsSchema = z.object({
  officer: z.object({ id: z.string(), name: z.string(), authority: z.string(), role: z.string() }),
  publicKey: z.object({
    rp: z.object({ id: z.string(), name: z.string() }),
    user: z.object({ id: z.string(), name: z.string(), displayName: z.string() }),
    challenge: z.string(),
    pubKeyCredParams: z.array(z.object({ type: z.literal('public-key'), alg: z.number() })),
    timeout: z.number(),
    excludeCredentials: z.array(credentialSchema),
    authenticatorSelection: z.object({
      residentKey: z.literal('required'),
      requireResidentKey: z.literal(true),
      userVerification: z.literal('required'),
    }),
    attestation: z.literal('direct'),
  }),
});
export type EnrolmentOptions = z.infer<typeof enrolmentOptionsSchema>;

const enrolledSchema = z.object({ officer: z.string(), attestation: z.string(), mayEnter: z.boolean() });
export type Enrolled = z.infer<typeof enrolledSchema>;

/** Asks the browser for a passkey of this node, and the node whose it is. */
export async function signInByPasskey(): Promise<Session> {
  const optionsJSON = await request(signInOptionsSchema, '/api/session/passkey/options', json('POST', {}));
  const { id, response } = await startAuthentication({ optionsJSON });
  const { authenticatorData, clientDataJSON: clientData, signature } = response;
  const body = { credential: id, authenticatorData, clientData, signature };
  return request(sessionSchema, '/api/session/passkey', json('POST', body));
}

export const fetchEnrolment = (token: string): Promise<EnrolmentOptions> =>
  request(enrolmentOptionsSchema, '/api/officers/enrolments/options', json('POST', { token }));

/** Makes a passkey and registers it. The question is asked anew: it is good for one answer. */
export async function enrol(token: string): Promise<Enrolled> {
  const { publicKey } = await fetchEnrolment(token);
  const { id, response } = await startRegistration({ optionsJSON: publicKey });
  const { attestationObject, clientDataJSON: clientData } = response;
  const body = { token, credential: id, attestationObject, clientData };
  return request(enrolledSchema, '/api/officers/enrolments', json('POST', body));
}

const officerRowSchema = z.object({
  id: z.string(),
  name: z.string().nullable(),
  role: z.string(),
  standing: z.enum(['listed', 'invited', 'enrolled', 'appointed', 'ended']),
  appointment: z.string().nullable(),
  since: z.string().nullable(),
  until: z.string().nullable(),
  passkeys: z.number(),
  isAttested: z.boolean(),
  isDoubted: z.boolean(),
  waiting: z.number(),
  invitedUntil: z.string().nullable(),
});
export type OfficerRow = z.infer<typeof officerRowSchema>;

export const fetchOfficers = () => requestAll(officerRowSchema, '/api/officers');

const invitedSchema = z.object({ officer: z.string(), url: z.string(), expiresAt: z.string() });
export type Invited = z.infer<typeof invitedSchema>;
export const inviteOfficer = (body: { officer: string; name: string; role: string; subject?: string }) =>
  request(invitedSchema, '/api/officers/invitations', json('POST', body));

const proposalSchema = z.object({ id: z.string() });
export const proposeAppointment = (body: { officers: string[]; until?: string; keep?: boolean; passkeys?: string[] }) =>
  request(proposalSchema, '/api/proposals/appointments', json('POST', body));
export const proposeDismissal = (body: { officer: string; reason: string }) =>
  request(proposalSchema, '/api/proposals/dismissals', json('POST', body));
