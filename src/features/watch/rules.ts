import { deadlineAfter, momentOn } from '#features/alliance/model.ts';
import type { Alliance, Contact, WorkCalendar } from '#features/alliance/model.ts';
import { accepted, refuse } from '#features/records/model.ts';
import type { Verdict } from '#features/records/model.ts';
import { maxAheadMs, maxShiftMs } from './model.ts';
import type { ContactPoint, ContactTest, NewShift, Shift } from './model.ts';

type Span = { startsAt: Date; endsAt: Date };

/** The moments of a shift, by the clocks of the participant's calendar: over a change of the clocks too. */
export function spanOf({ day, from, to }: Omit<NewShift, 'officer'>, calendar: WorkCalendar): Span {
  const next = new Date(`${day}T00:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  const lastDay = to > from ? day : next.toISOString().slice(0, 10);
  return { startsAt: momentOn(day, from, calendar), endsAt: momentOn(lastDay, to, calendar) };
}

/** Codes: shift-time, shift-twice. */
export function judgeShift(span: Span, own: readonly Shift[], now: Date): Verdict {
  const { startsAt, endsAt } = span;
  if (endsAt <= now) return refuse('shift-time', 'this shift is over already');
  if (startsAt.getTime() - now.getTime() > maxAheadMs)
    return refuse('shift-time', 'this shift is more than 400 days away');
  if (endsAt.getTime() - startsAt.getTime() > maxShiftMs) return refuse('shift-time', 'a shift lasts at most 48 hours');
  const other = own.find((one) => one.startsAt < endsAt && startsAt < one.endsAt);
  if (!other) return accepted;
  return refuse('shift-twice', `${other.officer} is on duty from ${other.startsAt.toISOString()} already`);
}

/** Who signed a hand-over note off, and when. */
export type TakeOver = { officer: string; at: Date };

/** Whoever took over last has the watch until the next shift of the roster begins; `begun`: when the last one did. */
export function holderOf(taken: TakeOver | null, begun: Date | null): TakeOver | null {
  return taken && (begun === null || begun <= taken.at) ? taken : null;
}

/** The hours between two moments in which nobody is on duty. */
export function findGaps(shifts: readonly Span[], from: Date, to: Date): Span[] {
  const gaps: Span[] = [];
  let end = from;
  for (const { startsAt, endsAt } of shifts.toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime())) {
    if (startsAt > end && startsAt < to) gaps.push({ startsAt: end, endsAt: startsAt });
    if (endsAt > end) end = endsAt;
  }
  return end < to ? [...gaps, { startsAt: end, endsAt: to }] : gaps;
}

const durationOf = ({ profile }: Alliance, code: string) => profile.deadlines?.find((one) => one.code === code);

/** Until when an urgent oral request has to be confirmed in writing (domain 2.7); null where the profile agrees on nothing. */
export function writtenBy(at: Date, alliance: Alliance, calendar: WorkCalendar): Date | null {
  const deadline = durationOf(alliance, 'oral-confirmation');
  return deadline ? deadlineAfter(at, deadline.duration, deadline.days === 'working', calendar) : null;
}

export type Named = Contact & { participant: string; since: Date };

/** The contact points of the other participants, as their directories name them. */
export const listNamed = ({ directories }: Alliance, self: string): Named[] =>
  [...directories.values()]
    .filter(({ directory }) => directory.participant !== self)
    .flatMap(({ directory }) =>
      (directory.contacts ?? []).map((contact) => ({
        ...contact,
        participant: directory.participant,
        since: new Date(directory.issuedAt),
      })),
    )
    .toSorted((a, b) => `${a.participant} ${a.code}`.localeCompare(`${b.participant} ${b.code}`));

/** A contact point with what is known of its tests. One that was never tested is due a month after it was named. */
export function toContactPoint(
  { participant, since, code: contact, authority, name, names, hours, languages, telephone, email }: Named,
  { last, lastAnsweredAt }: { last: ContactTest | null; lastAnsweredAt: Date | null },
  { alliance, calendar, now }: { alliance: Alliance; calendar: WorkCalendar; now: Date },
): ContactPoint {
  const deadline = durationOf(alliance, 'contact-test');
  const due = deadline
    ? deadlineAfter(last?.at ?? since, deadline.duration, deadline.days === 'working', calendar)
    : null;
  return {
    participant,
    contact,
    authority,
    name,
    names: { ...names, en: name },
    hours,
    languages,
    telephone: telephone ?? null,
    email: email ?? null,
    last,
    lastAnsweredAt,
    due,
    state: due !== null && due <= now ? 'overdue' : last?.answered === false ? 'unanswered' : 'tested',
  };
}
