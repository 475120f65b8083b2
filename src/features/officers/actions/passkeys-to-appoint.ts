import { dayOf } from '#platform/clock.ts';
import type { Now } from '#platform/clock.ts';
import type { Db } from '#platform/db/db.ts';
import { TamgaError } from '#platform/errors.ts';
import { maxPasskeys } from '../appointment-model.ts';
import type { AppointBody } from '../appointment-model.ts';
import { liveOn } from '../appointment-rules.ts';
import { readAppointments } from '../appointment-store.ts';
import { listDoubted } from '../counter-store.ts';
import * as store from '../enrolment-store.ts';
import { readStops } from '../stop-store.ts';

type Appointed = AppointBody['officers'][number];

/**
 * What an appointment would say of an officer: those of `named` that are the officer's, or, where none are named, the passkeys that were registered since the last one; with `keep` also those that hold now
 * and were registered here. Errors: refused (nothing-to-appoint).
 */
export async function passkeysToAppoint(
  { db, now }: { db: Db; now: Now },
  officer: string,
  keep: boolean,
  named?: readonly string[],
): Promise<Appointed> {
  const local = await store.readOfficer(db, officer);
  const known = await readAppointments(db, [officer]);
  const given = new Set(known.map(({ credential }) => credential));
  const live = new Set(liveOn(known, dayOf(now())).map(({ credential }) => credential));
  const registered = (await store.readPasskeys(db, [officer])).map(({ passkey }) => passkey);
  const doubted = await listDoubted(
    db,
    registered.map(({ id }) => id),
  );
  const stopped = await readStops(
    db,
    registered.map(({ id }) => id),
  );
  const counts = ({ id }: { id: string }): boolean => !doubted.has(id) && !stopped.has(id);
  const isNamed = ({ id }: { id: string }): boolean => named?.includes(id) ?? true;
  const fresh = registered.filter((one) => !given.has(one.id) && counts(one) && isNamed(one));
  const kept = keep ? registered.filter((one) => live.has(one.id) && counts(one)) : [];
  if (!local || fresh.length === 0)
    throw new TamgaError(
      'refused',
      `${officer} has registered no passkey since the last appointment: invite them first`,
      {
        detail: { code: 'nothing-to-appoint' },
      },
    );
  return { officer, role: local.role, passkeys: [...fresh.toReversed(), ...kept].slice(0, maxPasskeys) };
}
