import type { Appointment } from '#features/approvals/model.ts';
import { accepted, refuse } from '#features/records/model.ts';
import type { Envelope, Verdict } from '#features/records/model.ts';
import type { AppointBody, DismissBody } from './appointment-model.ts';

/** Codes: officers. An authority appoints its own officers, each once, and no passkey belongs to two. */
export function judgeAppointment({ author }: Envelope, { officers }: AppointBody): Verdict {
  const stranger = officers.find(({ officer }) => !officer.startsWith(`${author}/o-`));
  if (stranger) return refuse('officers', `${stranger.officer} is no officer of ${author}`);
  if (hasTwice(officers.map(({ officer }) => officer))) return refuse('officers', 'an officer is appointed twice');
  const passkeys = officers.flatMap((one) => one.passkeys);
  if (hasTwice(passkeys.map(({ id }) => id)) || hasTwice(passkeys.map(({ key }) => key)))
    return refuse('officers', 'a passkey stands twice');
  return accepted;
}

const hasTwice = (texts: readonly string[]): boolean => new Set(texts).size < texts.length;

/** Code: officers. */
export const judgeDismissal = ({ author }: Envelope, { officer }: DismissBody): Verdict =>
  officer.startsWith(`${author}/o-`) ? accepted : refuse('officers', `${officer} is no officer of ${author}`);

/** What the record says of its own officers, as of itself. */
export const toAppointments = ({ officers, until }: AppointBody, { ref, issuedAt }: Envelope): Appointment[] =>
  officers.flatMap(({ officer, role, passkeys }) =>
    passkeys.map(({ id, rpId, key, attestation }) => ({
      ref,
      officer,
      role,
      rpId,
      credential: id,
      key,
      isAttested: attestation === 'attested',
      isSoftware: attestation === 'software',
      since: issuedAt,
      until: until ?? null,
      endedAt: null,
    })),
  );

/** Which of an officer's appointments hold on a day. */
export const liveOn = (known: readonly Appointment[], day: string): Appointment[] =>
  known.filter(({ endedAt, until }) => endedAt === null && (until === null || day <= until));
