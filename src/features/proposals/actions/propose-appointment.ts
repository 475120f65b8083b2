import { passkeysToAppoint } from '#features/officers/actions/passkeys-to-appoint.ts';
import type { Session } from '#features/officers/model.ts';
import type { Deps } from '#features/records/model.ts';
import { TamgaError } from '#platform/errors.ts';
import type { Appointing, Dismissing, ProposalSummary } from '../model.ts';
import { handlingOfOfficers } from './handling-of-officers.ts';
import { propose } from './propose.ts';

/**
 * Proposes the record that appoints these officers by the passkeys that they registered: the first ones of an authority, further ones, or
 * somebody again who lost a passkey. Errors: forbidden; refused (nothing-to-appoint), and as `propose`.
 */
export async function proposeAppointment(
  deps: Deps,
  session: Session,
  { officers, until, keep = false, passkeys }: Appointing,
): Promise<ProposalSummary> {
  requireOwn(session, officers);
  const appointed = [];
  for (const officer of officers) appointed.push(await passkeysToAppoint(deps, officer, keep, passkeys));
  const taken = new Set(appointed.flatMap((one) => one.passkeys.map(({ id }) => id)));
  const other = passkeys?.find((one) => !taken.has(one));
  if (other !== undefined)
    throw new TamgaError('refused', `${other} is no passkey that one of them registered since the last appointment`, {
      detail: { code: 'nothing-to-appoint' },
    });
  const body = { officers: appointed, ...(until === undefined ? {} : { until }) };
  return propose(deps, session, { kind: 'officer.appoint', body, ...draftOf(deps, session) });
}

/** Proposes the record that dismisses an officer. Errors: forbidden, and as `propose`. */
export async function proposeDismissal(
  deps: Deps,
  session: Session,
  { officer, reason }: Dismissing,
): Promise<ProposalSummary> {
  requireOwn(session, [officer]);
  return propose(deps, session, { kind: 'officer.dismiss', body: { officer, reason }, ...draftOf(deps, session) });
}

const draftOf = (deps: Deps, { officer }: Session) => ({
  author: officer.authority,
  officers: [officer.id],
  ...handlingOfOfficers(deps),
});

function requireOwn({ officer: { id, authority } }: Session, officers: readonly string[]): void {
  const other = officers.find((one) => !one.startsWith(`${authority}/o-`));
  if (other !== undefined) throw new TamgaError('forbidden', `${id} does not act for the authority of ${other}`);
}
