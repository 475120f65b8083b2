import { listDoubted, readStops } from '#features/officers/actions/note-counter.ts';
import { readAppointments } from '#features/officers/actions/read-appointments.ts';
import type { Approval } from '#features/approvals/model.ts';
import { refusedDraft } from '#features/records/actions.ts';
import type { Deps, Envelope } from '#features/records/model.ts';
import { dayOf } from '#platform/clock.ts';
import type { Tx } from '#platform/db/db.ts';
import { judgeStanding } from '../rules.ts';

/**
 * What was approved while a passkey counted is not sealed after it does not: who stole one would otherwise leave approvals behind, for a
 * second person to complete, or put into force alone. Asked of every approval at the moment of sealing. Errors: refused: approval-void.
 */
export async function refuseVoid(
  tx: Tx,
  { now }: Pick<Deps, 'now'>,
  { ref, kind, officers }: Envelope,
  approvals: readonly Approval[],
): Promise<void> {
  const { appointments } = await readAppointments(
    tx,
    approvals.map(({ officer }) => officer),
  );
  const credentials = approvals.map(({ credential }) => credential);
  const stopped = new Set((await readStops(tx, credentials)).keys());
  const doubted = await listDoubted(tx, credentials);
  const verdict = judgeStanding(approvals, { ref, appointments, stopped, doubted, day: dayOf(now()) });
  if (!verdict.ok) throw refusedDraft({ kind, officers: [...officers] }, verdict);
}
