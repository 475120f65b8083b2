import { calendarOf } from '#features/alliance/model.ts';
import type { Session } from '#features/officers/model.ts';
import { transaction } from '#platform/db/db.ts';
import { holdDayLimit } from '#platform/db/day-limit.ts';
import { TamgaError } from '#platform/errors.ts';
import { newUuidV7 } from '#platform/ids.ts';
import { checkColleague } from './colleague.ts';
import type { WatchDeps } from './colleague.ts';
import { dayLimits, gapsAheadMs } from './model.ts';
import type { ContactPoint, NewShift, NewTest, Shift, Watch } from './model.ts';
import { findGaps, holderOf, judgeShift, listNamed, spanOf, toContactPoint } from './rules.ts';
import * as store from './store.ts';

export { fileCall, findUnwritten, listCalls, noteCall, readCall } from './actions/calls.ts';
export { findOpenNotes, listNotes, takeOver, writeNote } from './actions/notes.ts';

export type { WatchDeps } from './colleague.ts';

/** A roster holds no more than this that is not over. */
const maxShifts = 1_000;

/** The watch of the officer's authority now. */
export async function readWatch(deps: WatchDeps, { officer: { authority } }: Session): Promise<Watch> {
  const { alliance, code } = deps.self;
  const now = deps.now();
  const shifts = await store.listShifts(deps.db, authority, now, maxShifts);
  const isOn = ({ startsAt }: Shift): boolean => startsAt <= now;
  const contacts = await listContacts(deps);
  return {
    authority,
    timeZone: calendarOf(alliance, code).timeZone,
    onDuty: shifts.filter(isOn),
    takenOver: holderOf(
      await store.readLastTaken(deps.db, authority),
      await store.readLastBegun(deps.db, authority, now),
    ),
    next: shifts.find((shift) => !isOn(shift)) ?? null,
    gaps: findGaps(shifts, now, new Date(now.getTime() + gapsAheadMs)),
    openNotes: (await store.listOpenNotes(deps.db, authority, maxShifts)).length,
    overdueTests: contacts.filter(({ state }) => state === 'overdue').length,
  };
}

/** Who is on duty from now on, the earliest first. */
export const listShifts = ({ db, now }: WatchDeps, { officer }: Session): Promise<Shift[]> =>
  store.listShifts(db, officer.authority, now(), maxShifts);

/** Puts an officer of the same authority on duty. Errors: malformed; refused: shift-time, shift-twice; conflict. */
export async function planShift(deps: WatchDeps, { officer }: Session, asked: NewShift): Promise<Shift> {
  const { authority } = officer;
  await checkColleague(deps, authority, asked.officer, 'officer');
  const span = spanOf(asked, calendarOf(deps.self.alliance, deps.self.code));
  return transaction(deps.db, async (tx) => {
    await store.holdRoster(tx, authority);
    const now = deps.now();
    const all = await store.listShifts(tx, authority, now, maxShifts);
    if (all.length >= maxShifts) throw new TamgaError('conflict', `${authority} has ${maxShifts} shifts planned`);
    const verdict = judgeShift(
      span,
      all.filter((one) => one.officer === asked.officer),
      now,
    );
    if (!verdict.ok) throw new TamgaError('refused', verdict.why, { detail: { code: verdict.code } });
    const id = newUuidV7(now.getTime(), deps.randomBytes);
    const shift = { id, officer: asked.officer, ...span, plannedBy: officer.id };
    await store.insertShift(tx, authority, shift, now);
    return shift;
  });
}

/** Takes a shift off the roster that is not over. Errors: not-found. */
export async function cancelShift({ db, now }: WatchDeps, { officer }: Session, id: string): Promise<void> {
  if (!(await store.deleteShift(db, officer.authority, id, now())))
    throw new TamgaError('not-found', `no shift ${id} that is not over`);
}

/** The contact points of the other participants, with the last test from here. */
export async function listContacts({ db, self, now }: WatchDeps): Promise<ContactPoint[]> {
  const tests = await store.readLastTests(db);
  const around = { alliance: self.alliance, calendar: calendarOf(self.alliance, self.code), now: now() };
  return listNamed(self.alliance, self.code).map((named) =>
    toContactPoint(
      named,
      tests.get(`${named.participant} ${named.code}`) ?? { last: null, lastAnsweredAt: null },
      around,
    ),
  );
}

/** Notes that a contact point was tried, and whether anybody answered. Errors: not-found; too-many (day-limit). */
export async function noteTest(
  deps: WatchDeps,
  { officer }: Session,
  participant: string,
  contact: string,
  { way, answered, note }: NewTest,
): Promise<void> {
  const named = listNamed(deps.self.alliance, deps.self.code);
  if (!named.some((one) => one.participant === participant && one.code === contact))
    throw new TamgaError('not-found', `${participant} names no contact point ${contact}`);
  const row = { participant, contact, officer: officer.id, at: deps.now(), way, answered, note: note ?? null };
  await transaction(deps.db, async (tx) => {
    await holdDayLimit(tx, dayLimits.test, officer.id, row.at);
    await store.insertTest(tx, row);
  });
}
