import { noteActs } from '#features/audits/actions/note-act.ts';
import type { Appointment } from '#features/approvals/model.ts';
import { dayOf } from '#platform/clock.ts';
import type { Now } from '#platform/clock.ts';
import { transaction } from '#platform/db/db.ts';
import type { Db } from '#platform/db/db.ts';
import { TamgaError } from '#platform/errors.ts';
import { pageWithin } from '#platform/http/page.ts';
import type { Page, PageAsked } from '#platform/http/page.ts';
import { liveOn } from '../appointment-rules.ts';
import * as appointments from '../appointment-store.ts';
import * as enrolments from '../enrolment-store.ts';
import type { Session } from '../model.ts';
import { hasPower } from '../rules.ts';
import type { PasskeyRow, Stopped, Stopping } from '../stop-model.ts';
import * as store from '../stop-store.ts';
import { endTokensOf, lockTokensOf } from '../token-store.ts';

type StopDeps = { db: Db; now: Now };

/** The officer's own passkeys, or those of the authority, where the officer says who the officers are. Errors: forbidden. */
export async function listPasskeys(
  { db, now }: StopDeps,
  { officer: { id, authority, role } }: Session,
  all: boolean,
  asked: PageAsked,
): Promise<Page<PasskeyRow>> {
  if (all && !hasPower(role, 'appoint')) throw notTheirs(id);
  const isAsked = ({ officer }: { officer: string }): boolean => all || officer === id;
  const known = (await appointments.listAppointments(db, authority)).filter(isAsked);
  const officers = (await enrolments.listOfficers(db, authority)).map((one) => one.id);
  const registered = (await enrolments.readPasskeys(db, [...new Set([id, ...officers])])).filter(isAsked);
  const newest = new Map(known.map((one) => [one.credential, one]));
  const links = new Map(registered.map((one) => [one.passkey.id, one]));
  const waiting = registered.filter(({ passkey }) => !newest.has(passkey.id));
  const stops = await store.readStops(db, [...newest.keys(), ...waiting.map(({ passkey }) => passkey.id)]);
  const live = new Set(liveOn(known, dayOf(now())).map(({ credential }) => credential));
  type Of = { credential: string; officer: string; key: string; since: Date };
  const toRow = ({ credential, officer, key, since }: Of, state: 'live' | 'waiting' | 'ended'): PasskeyRow => {
    const stop = stops.get(credential);
    const told = { stoppedAt: stop?.at ?? null, stoppedBy: stop?.by ?? null, reason: stop?.reason ?? null };
    const { at: registeredAt = null, invitedBy = null, invitedAt = null, passkey } = links.get(credential) ?? {};
    const link = { registeredAt, invitedBy, invitedAt };
    const row = { credential, officer, key: passkey?.key ?? key, since, ...link };
    return { ...row, state: stop && state !== 'ended' ? 'stopped' : state, ...told };
  };
  const rows = [
    ...[...newest.values()].map((one: Appointment) =>
      toRow({ ...one, since: new Date(one.since) }, live.has(one.credential) ? 'live' : 'ended'),
    ),
    ...waiting.map(({ passkey, officer, at }) =>
      toRow({ credential: passkey.id, officer, key: passkey.key, since: at }, 'waiting'),
    ),
  ];
  const byOfficer = rows.toSorted(
    (a, b) => a.officer.localeCompare(b.officer) || a.since.getTime() - b.since.getTime(),
  );
  return pageWithin(byOfficer, asked, ({ credential }) => credential);
}

/**
 * Stops passkeys at once and for good: one person may always stop, the officer or who invites officers of the authority; that another one
 * counts takes two. Sessions that began by them are over, and so is every API token of the officer: none says by which passkey it was
 * made, and a thief would keep it for 90 days. Gives those that were stopped now, and how many tokens ended. Errors: forbidden; not-found.
 */
export async function stopPasskeys(
  deps: StopDeps,
  { officer: { id: by, authority, role } }: Session,
  { officer, credential, reason }: Stopping,
): Promise<Stopped> {
  const isTheirs = officer === by || (hasPower(role, 'invite') && officer.startsWith(`${authority}/o-`));
  if (!isTheirs) throw notTheirs(by);
  return transaction(deps.db, async (tx) => {
    const appointed = (await appointments.readAppointments(tx, [officer])).map((one) => one.credential);
    const registered = (await enrolments.readPasskeys(tx, [officer])).map(({ passkey }) => passkey.id);
    const all = [...new Set([...appointed, ...registered])];
    const those = credential === undefined ? all : all.filter((one) => one === credential);
    if (those.length === 0) throw new TamgaError('not-found', `${officer} has no such passkey here`);
    const stopped = await store.insertStops(tx, those, { officer, by, reason, at: deps.now() });
    await store.deleteSessionsBy(tx, stopped);
    await lockTokensOf(tx, officer);
    const tokensEnded = await endTokensOf(tx, officer, by, deps.now());
    await noteActs(tx, { officer: by, act: 'stop-passkey', subjects: [officer], at: deps.now() });
    return { stopped, tokensEnded };
  });
}

const notTheirs = (id: string): TamgaError =>
  new TamgaError('forbidden', `${id} stops passkeys of one’s own; a node administrator those of the authority`);
