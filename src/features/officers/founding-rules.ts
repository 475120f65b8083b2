import { TamgaError } from '#platform/errors.ts';
import type { Session } from './model.ts';
import type { Power } from './rules.ts';

const words = (text: string): string[] => text.split(' ');

/**
 * What is done before an authority has appointed anybody, by who came by a passkey of an invitation: sign in and out, see whom one deals
 * with, invite, and write and approve who the officers are. One administrator alone gives such passkeys to whom he likes, so that they do
 * nothing that takes an officer (decision 0058).
 */
const founding: ReadonlySet<string> = new Set([
  ...words('readSession signOut readDescription readKinds listParticipants readCare saveCare'),
  ...words('listOfficers listColleagues inviteOfficer listPasskeys stopPasskeys'),
  ...words('proposeAppointment listProposals readProposal approveProposal endProposal'),
]);

/** Powers that such a session shows: those of founding, as far as the role has them. */
export const foundingPowers: ReadonlySet<Power> = new Set<Power>(['see-alliance', 'approve', 'appoint', 'invite']);

/** Errors: forbidden (not-founded). */
export function refuseFounding({ isFounding, officer }: Session, operation: string): void {
  if (!isFounding || founding.has(operation)) return;
  throw new TamgaError(
    'forbidden',
    `${officer.authority} has appointed nobody yet: two of its node administrators and approvers appoint its officers first, on /officers`,
    { detail: { code: 'not-founded' } },
  );
}
