import { deadlineAfter } from '#features/alliance/model.ts';
import type { Alliance, WorkCalendar } from '#features/alliance/model.ts';
import type { TaskCode } from '#features/tasks/model.ts';
import type { Deputy, InboxItem, InboxState } from './model.ts';

/** By which deadline of the profile each kind of task is to be done (domain 2.7); null: none is agreed, or it names its own. */
const deadlineOfTask: Readonly<Record<TaskCode, string | null>> = {
  'source-recalled': 'acknowledge-routine',
  'source-replaced': 'acknowledge-routine',
  'source-disowned': 'acknowledge-urgent',
  'exported-recalled': 'use-certificate',
  'case-referred': 'acknowledge-routine',
  'authority-ended': 'acknowledge-routine',
  'leaf-demand': null,
  'demand-overdue': null,
  'opening-wrong': null,
  finding: 'complaint-first',
};

/** A bulk of persons, and whoever asks for an assignment, wait for a decision as an urgent request does. */
const deadlineOfDecision = 'acknowledge-urgent';

/** `own`: the deadline that its record itself names, as a demand does; there is no other then. */
export const dueOfTask = (
  { code, openedAt, own }: { code: TaskCode; openedAt: Date; own: Date | null },
  alliance: Alliance,
  calendar: WorkCalendar,
): Date | null => own ?? dueBy(deadlineOfTask[code], openedAt, alliance, calendar);
export const dueOfQuarantine = (since: Date, alliance: Alliance, calendar: WorkCalendar): Date | null =>
  dueBy(deadlineOfDecision, since, alliance, calendar);

/** Whoever asks for an assignment cannot work meanwhile. */
export const dueOfRequest = (since: Date, alliance: Alliance, calendar: WorkCalendar): Date | null =>
  dueBy(deadlineOfDecision, since, alliance, calendar);

function dueBy(code: string | null, since: Date, { profile }: Alliance, calendar: WorkCalendar): Date | null {
  const deadline = profile.deadlines?.find((one) => one.code === code);
  return deadline ? deadlineAfter(since, deadline.duration, deadline.days === 'working', calendar) : null;
}

/** Half the clock: when an item that nobody has taken is shown to all. */
export const escalationOf = (since: Date, due: Date | null): Date | null =>
  due && new Date((since.getTime() + due.getTime()) / 2);

/** What only another officer can confirm in time is nobody's alone: it stays in sight of all who may, and is escalated although one has taken it. */
const isShared = ({ kind }: Pick<InboxItem, 'kind'>): boolean => kind === 'emergency';

export function stateOf(item: Pick<InboxItem, 'kind' | 'due' | 'escalatesAt' | 'takenBy'>, now: Date): InboxState {
  if (item.due && now >= item.due) return 'overdue';
  const mayEscalate = item.takenBy === null || isShared(item);
  return mayEscalate && item.escalatesAt && now >= item.escalatesAt ? 'escalated' : 'open';
}

/** Whether an item is this officer's to see to: nobody's, the officer's own, that of whom the officer stands in for; one that all see to, whoever took it; or time is short. */
export function isFor(
  item: Pick<InboxItem, 'kind' | 'takenBy' | 'state'>,
  officer: string,
  deputies: readonly Deputy[],
  today: string,
): boolean {
  if (item.takenBy === null || item.state === 'overdue' || isShared(item)) return true;
  return isWith(item, officer, deputies, today);
}

/** Whether an item waits for this officer before others: it is the officer's own, escalated or overdue. */
export const isUrgent = (
  item: Pick<InboxItem, 'takenBy' | 'state'>,
  officer: string,
  deputies: readonly Deputy[],
  today: string,
): boolean => item.state !== 'open' || isWith(item, officer, deputies, today);

/** Whether the officer has it, or stands in for whoever has. */
const isWith = (
  { takenBy }: Pick<InboxItem, 'takenBy'>,
  officer: string,
  deputies: readonly Deputy[],
  today: string,
): boolean =>
  takenBy === officer ||
  deputies.some(
    (one) => one.deputy === officer && one.officer === takenBy && one.firstDay <= today && today <= one.lastDay,
  );

/** What is due first stands first; what has no deadline last, the oldest first. */
export const byDeadline = (a: InboxItem, b: InboxItem): number =>
  (a.due?.getTime() ?? Infinity) - (b.due?.getTime() ?? Infinity) || a.since.getTime() - b.since.getTime();
