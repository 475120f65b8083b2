import { readAppointments } from '#features/officers/actions/read-appointments.ts';
import type { Officer } from '#features/officers/model.ts';
import type { Appointment } from '#features/approvals/model.ts';
import type { Prepared } from '#features/records/actions.ts';
import type { AnyKind } from '#features/records/model.ts';
import type { Tx } from '#platform/db/db.ts';
import type { Proposal } from '../model.ts';

/**
 * What gives this officer passkeys: the appointments that are known, or, of who has none, the proposed record itself. Who is appointed
 * already needs no appointment by it.
 */
export async function readOwnAppointments(
  tx: Tx,
  kind: AnyKind,
  { id }: Officer,
  { envelope, content }: Pick<Prepared, 'envelope' | 'content'>,
): Promise<Appointment[]> {
  const { appointments } = await readAppointments(tx, [id]);
  const brought = appointments.length > 0 || content === null ? [] : (kind.appoints?.(content, envelope) ?? []);
  return [...appointments, ...brought].filter(({ officer }) => officer === id);
}

/** The passkeys by which an officer may sign now. */
export async function readPasskeys(
  tx: Tx,
  kind: AnyKind,
  officer: Officer,
  record: Pick<Prepared, 'envelope' | 'content'>,
): Promise<Proposal['passkeys']> {
  const appointments = await readOwnAppointments(tx, kind, officer, record);
  return appointments
    .filter(({ endedAt }) => endedAt === null)
    .map(({ rpId, credential, isSoftware }) => ({ rpId, credential, isSoftware }));
}
