import { judgeApproval } from '#features/approvals/actions.ts';
import { counterFault, listDoubted, readStops, stopFault } from '#features/officers/actions/note-counter.ts';
import { readAppointments } from '#features/officers/actions/read-appointments.ts';
import type { Officer } from '#features/officers/model.ts';
import type { Appointment } from '#features/approvals/model.ts';
import type { Prepared } from '#features/records/actions.ts';
import { accepted } from '#features/records/model.ts';
import type { AnyKind, Deps, Envelope, Verdict } from '#features/records/model.ts';
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

/**
 * Whether a passkey counts for a record at this place: when it was written, as every recipient asks; and now, which this node alone can
 * tell: who was dismissed since signs no more. Codes: those of `judgeApproval`.
 */
export function judgePasskey(
  { self, now }: Pick<Deps, 'self' | 'now'>,
  { approval = { roles: [] } }: AnyKind,
  envelope: Envelope,
  appointment: Appointment,
  place: number,
): Verdict {
  const isDemo = self.alliance.profile.demo === true;
  const written = judgeApproval(envelope, appointment, approval, place, isDemo);
  return written.ok
    ? judgeApproval({ ...envelope, issuedAt: now().toISOString() }, appointment, approval, place, isDemo)
    : written;
}

/** The passkeys by which an officer may sign now, and why one of them would not count at the place that waits for this officer. */
export async function readPasskeys(
  tx: Tx,
  deps: Pick<Deps, 'self' | 'now'>,
  kind: AnyKind,
  officer: Officer,
  record: Pick<Prepared, 'envelope' | 'content'>,
  place: number | undefined,
): Promise<Proposal['passkeys']> {
  const appointments = await readOwnAppointments(tx, kind, officer, record);
  const standing = appointments.filter(({ endedAt }) => endedAt === null);
  const doubted = await listDoubted(
    tx,
    standing.map(({ credential }) => credential),
  );
  const stopped = await readStops(
    tx,
    standing.map(({ credential }) => credential),
  );
  return standing.map((one) => {
    const { rpId, credential, isSoftware } = one;
    const judged = place === undefined ? accepted : judgePasskey(deps, kind, record.envelope, one, place);
    const doubt = doubted.has(credential) ? counterFault(officer.id) : undefined;
    const fault = stopped.has(credential) ? stopFault(officer.id) : doubt;
    const verdict = fault ? { ok: false as const, ...fault } : judged;
    return { rpId, credential, isSoftware, notNow: verdict.ok ? null : { code: verdict.code, why: verdict.why } };
  });
}
