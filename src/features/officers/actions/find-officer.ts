import type { Now } from '#platform/clock.ts';
import { dayOf } from '#platform/clock.ts';
import type { Db } from '#platform/db/db.ts';
import { TamgaError } from '#platform/errors.ts';
import type { Appointment } from '#features/approvals/model.ts';
import * as appointments from '../appointment-store.ts';
import { liveOn } from '../appointment-rules.ts';
import * as store from '../enrolment-store.ts';
import type { Officer } from '../model.ts';
import { readStops } from '../stop-store.ts';
import { mayFound } from './read-appointments.ts';

export type FindDeps = { db: Db; now: Now; officers: readonly Officer[] };

/** What this node knows of an officer by itself: officers.json, or who was invited. */
export const localOfficer = async ({ db, officers }: Pick<FindDeps, 'db' | 'officers'>, id: string) =>
  officers.find((one) => one.id === id) ?? (await store.readOfficer(db, id));

/**
 * An officer who may still act, with `credential` by that passkey. Who is appointed is what the newest appointment says; whom nobody
 * appointed yet is as this node knows them. Errors: unauthenticated (officer-ended, passkey-unknown, passkey-stopped); forbidden.
 */
export async function findOfficer(deps: FindDeps, id: string, credential: string | null = null): Promise<Officer> {
  const local = await localOfficer(deps, id);
  const known = await appointments.readAppointments(deps.db, [id]);
  const live = liveOn(known, dayOf(deps.now()));
  const isEnded = known.length > 0 ? live.length === 0 : await appointments.isDismissed(deps.db, id);
  if (isEnded) throw ended(id);
  if (credential !== null && !(await isOwn(deps, id, credential, known, live)))
    throw new TamgaError('unauthenticated', `this passkey is none by which ${id} acts`, {
      detail: { code: 'passkey-unknown' },
    });
  if (credential !== null && (await readStops(deps.db, [credential])).size > 0)
    throw new TamgaError('unauthenticated', `this passkey of ${id} was stopped: two have to appoint another one`, {
      detail: { code: 'passkey-stopped' },
    });
  const role = live.at(-1)?.role ?? local?.role;
  if (role === undefined) throw new TamgaError('forbidden', `${id} is no officer of this node`);
  return { id, name: local?.name ?? id, role, authority: local?.authority ?? authorityOf(id) };
}

/**
 * Whether two vouched for the officer's account at the identity provider: they appointed a passkey that was registered by it. An
 * administrator alone names accounts, and would otherwise be every officer by an account of his own.
 */
export async function isAccountVouched({ db, now }: FindDeps, id: string): Promise<boolean> {
  const live = liveOn(await appointments.readAppointments(db, [id]), dayOf(now()));
  return store.isOfAccount(
    db,
    id,
    live.map(({ credential }) => credential),
  );
}

/** Before an authority has founded its officers nobody can be appointed: those who registered found it. */
async function isOwn(
  { db }: FindDeps,
  id: string,
  credential: string,
  known: readonly Appointment[],
  live: readonly Appointment[],
): Promise<boolean> {
  if (known.length > 0) return live.some((one) => one.credential === credential);
  const enrolled = await store.findPasskey(db, credential);
  return enrolled?.officer === id && mayFound(db, { authority: authorityOf(id) });
}

const authorityOf = (id: string): string => id.slice(0, id.lastIndexOf('/'));

const ended = (id: string): TamgaError =>
  new TamgaError('unauthenticated', `${id} acts no longer: dismissed, or the last day of the appointment is over`, {
    detail: { code: 'officer-ended' },
  });
