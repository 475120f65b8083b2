import type { Appointment } from '#features/approvals/model.ts';
import { accepted, refuse } from '#features/records/model.ts';
import type { Envelope, Verdict } from '#features/records/model.ts';
import type { AppointBody, DismissBody, Passkey } from './appointment-model.ts';
import type { Role } from './model.ts';

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

/** What this node has of one officer by itself. */
export type Registered = {
  /** Of the invitation, of the operator's file, and of the appointment that runs. */
  roles: readonly Role[];
  /** Registered by an invitation here, and not stopped or in doubt since. */
  passkeys: readonly Passkey[];
  /** Of the appointment that runs, and not stopped or in doubt since. */
  live: readonly Appointment[];
};

/**
 * Whether this node has every passkey that is to be appointed, with this very key, and the officer in this role: who approves is shown a
 * registration by the passkey's id, and a proposer who sends another key with it would be appointed under the other's name. Asked where it
 * is proposed and sealed; no recipient can. Codes: passkey-unregistered; officer-differs.
 */
export function judgeRegistered({ officers }: AppointBody, known: ReadonlyMap<string, Registered>): Verdict {
  for (const { officer, role, passkeys } of officers) {
    const { roles = [], passkeys: registered = [], live = [] } = known.get(officer) ?? {};
    const other = passkeys.find((one) => {
      const here = registered.filter(({ id }) => id === one.id);
      return here.length > 0 ? !here.some((its) => isSame(its, one)) : !live.some((its) => isAppointed(its, one));
    });
    if (other)
      return refuse(
        'passkey-unregistered',
        `${officer} registered no passkey ${other.id} with this key here, or it was stopped`,
      );
    if (!roles.includes(role))
      return refuse(
        'officer-differs',
        `${officer} was not invited as ${role}, but as ${roles.join(' or ') || 'nobody'}`,
      );
  }
  return accepted;
}

/** A running appointment tells neither model nor attestation object: where the registration itself is here, that counts alone. */
const members = ['id', 'rpId', 'key', 'attestation', 'aaguid', 'attestationObject', 'clientData'] as const;
const isSame = (a: Passkey, b: Passkey): boolean => members.every((one) => a[one] === b[one]);
const isAppointed = (a: Appointment, b: Passkey): boolean =>
  a.credential === b.id &&
  a.rpId === b.rpId &&
  a.key === b.key &&
  a.isAttested === (b.attestation === 'attested') &&
  a.isSoftware === (b.attestation === 'software');

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
