import type { Session } from '#features/officers/model.ts';
import { openEnvelope, readEmergencies, readSealOf } from '#features/records/actions.ts';
import type { Deps } from '#features/records/model.ts';
import { toBase64url } from '#platform/bytes.ts';
import { transaction } from '#platform/db/db.ts';
import { TamgaError } from '#platform/errors.ts';
import type { ProposalSummary } from '../model.ts';
import { propose } from './propose.ts';

/**
 * Makes the bytes by which a second person confirms what one put into force; they are handled as that act is, and sealed once that
 * person signed them. Errors: not-found; refused: not-emergency, emergency-over, approval-role, as for any proposal.
 */
export async function proposeConfirmation(deps: Deps, session: Session, ref: string): Promise<ProposalSummary> {
  const { officer } = session;
  const seal = await readSealOf(deps.db, ref);
  if (!seal) throw new TamgaError('not-found', `no record ${ref} here`);
  const emergencies = await transaction(deps.db, (tx) => readEmergencies(tx, deps, [ref]));
  if (!emergencies.has(ref))
    throw new TamgaError('refused', `${ref} is nothing that one officer put into force`, {
      detail: { code: 'not-emergency' },
    });
  const { marking, basis, purpose, retainUntil, case: ofCase, lang } = openEnvelope(seal.jws);
  const handling = { marking, basis, purpose, retainUntil, case: ofCase, lang };
  return propose(deps, session, {
    kind: 'approval.confirmation',
    author: officer.authority,
    officers: [officer.id],
    about: [ref],
    body: { record: { ref, digest: toBase64url(seal.digest) } },
    ...(Object.fromEntries(Object.entries(handling).filter(([, value]) => value !== undefined)) as Partial<
      typeof handling
    >),
  });
}
