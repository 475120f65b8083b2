import { calendarOf, deadlineAfter, endedOn } from '#features/alliance/model.ts';
import type { Alliance } from '#features/alliance/model.ts';
import type { EmergencyState } from '#features/approvals/model.ts';
import type { Officer, Power, Role } from '#features/officers/model.ts';
import type { KindTable, NextRule, RecordVerdict } from '#features/records/model.ts';
import type { Step } from './next-model.ts';

/** What an envelope says of a record of a case, and what became of it here. */
export type Fact = {
  ref: string;
  kind: string;
  author: string;
  officers: readonly string[];
  issuedAt: Date;
  arrivedAt: Date;
  /** When this node sealed it, which what others approve is after it was written; null of others', and of its own that came back to it. */
  sealedAt: Date | null;
  verdict: RecordVerdict;
  destroyed: boolean;
  case: string | null;
  about: readonly string[];
  replaces: string | null;
  to: string | null;
};

/** What this node let go to one recipient, and what its node confirmed. */
export type Given = {
  to: string;
  at: Date;
  recalledAt: Date | null;
  receipts: readonly { ref: string; status: string; at: Date }[];
};

export type Subject = {
  record: Fact;
  /** The records of its case, as far as they are here. */
  thread: readonly Fact[];
  /** The officer who asks has the content before them. */
  isRead: boolean;
  isHeld: boolean;
  /** Whether the officer who asks may read it at all: nobody acts on what is not for him. */
  isFor: boolean;
  emergency: EmergencyState | null;
  releases: readonly Given[];
  /** To whom it may go, as the rules on recipients say. */
  possible: readonly string[];
  tasks: readonly { id: number; code: string; openedAt: Date; due: Date | null }[];
  proposals: readonly { id: string; kind: string; roles: readonly Role[]; isMine: boolean; madeAt: Date; due: Date }[];
};

/** What the rules know besides: the alliance, the kinds, who asks, and when. */
export type Around = {
  alliance: Alliance;
  kinds: KindTable;
  self: string;
  officer: Pick<Officer, 'id' | 'role' | 'authority'>;
  rolesWith: (power: Power) => Role[];
  now: Date;
};

export const participantOf = (code: string): string => code.split('/', 1)[0] ?? '';

/** Who may, as far as this node knows who has the record. */
export function whoMay({ record, releases }: Subject, { by }: NextRule, { self, alliance, now }: Around): string[] {
  const author = standingIn(record.author, alliance, now);
  if (by === 'author') return author === null ? [] : [author];
  if (by === 'recipient') return record.to === null ? [] : [record.to];
  const home = participantOf(record.author);
  const holders = releases.filter(({ recalledAt }) => recalledAt === null).map(({ to }) => participantOf(to));
  const all = [...new Set([self, ...(by === 'others' && home !== self ? [] : [home]), ...holders])];
  return all;
}

/** The authority itself, or the one that stands in its place; null where nobody does. */
export function standingIn(author: string, alliance: Alliance, now: Date): string | null {
  const ended = endedOn(alliance, author, now.toISOString().slice(0, 10));
  return ended === null ? author : ended.successor;
}

/** The versions of a record before it, the first first, and itself. */
function versionsOf({ record, thread }: Subject): Fact[] {
  const byRef = new Map(thread.map((one) => [one.ref, one]));
  const versions = [record];
  for (let at = byRef.get(record.replaces ?? ''); at && !versions.includes(at); at = byRef.get(at.replaces ?? ''))
    versions.unshift(at);
  return versions;
}

export const isReplaced = ({ record, thread }: Subject): boolean =>
  thread.some(({ replaces, author, verdict }) => {
    const counts = verdict === 'own' || verdict === 'accepted';
    return counts && replaces === record.ref && participantOf(author) === participantOf(record.author);
  });

/** Records that do what a rule says, in the order in which they were written. */
export function doneBy(subject: Subject, { kind, as, by }: NextRule): Fact[] {
  const { record, thread } = subject;
  // Corrections count from the first version on.
  if (as === 'replaces') return versionsOf(subject).slice(1);
  const those = thread.filter((one) => {
    if (one.kind !== kind || one.ref === record.ref || one.verdict === 'waiting' || one.verdict === 'quarantined')
      return false;
    if (by === 'author' && participantOf(one.author) !== participantOf(record.author)) return false;
    return as === 'case' ? one.case === record.ref : as === 'about' && one.about.includes(record.ref);
  });
  return those.toSorted((a, b) => a.issuedAt.getTime() - b.issuedAt.getTime());
}

type Clock = Pick<Step, 'clock' | 'since' | 'due' | 'state'>;

/**
 * The clock of a rule, by the calendar of who must act: from receipt, where that is this participant, to the answer's time (I11); null
 * where none is agreed.
 */
export function clockOf(subject: Subject, rule: NextRule, done: readonly Fact[], around: Around): Clock | null {
  const [who] = whoMay(subject, rule, around);
  if (who === undefined) return null;
  const [first = subject.record] = rule.as === 'replaces' ? versionsOf(subject) : [subject.record];
  const isReceived = participantOf(who) === around.self && participantOf(first.author) !== around.self;
  const since = isReceived ? first.arrivedAt : first.issuedAt;
  const due = endOf(around.alliance, rule.deadline, since, participantOf(who));
  if (due === null) return null;
  const end = done[(rule.nth ?? 1) - 1];
  const state = end ? (end.issuedAt > due ? 'late' : 'done') : around.now >= due ? 'overdue' : 'open';
  return { clock: rule.deadline ?? null, since, due, state };
}

/** When a deadline of the profile is over that began then, in the calendar of who must act; null where none is agreed. */
export function endOf(alliance: Alliance, deadline: string | undefined, since: Date, participant: string): Date | null {
  const agreed = alliance.profile.deadlines?.find(({ code }) => code === deadline);
  return agreed
    ? deadlineAfter(since, agreed.duration, agreed.days === 'working', calendarOf(alliance, participant))
    : null;
}
