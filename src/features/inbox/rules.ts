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

export function stateOf(item: Pick<InboxItem, 'due' | 'escalatesAt' | 'takenBy'>, now: Date): InboxState {
  if (item.due && now >= item.due) return 'overdue';
  if (item.takenBy === null && item.escalatesAt && now >= item.escalatesAt) return 'escalated';
  return 'open';
}

/** Whether an item is this officer's to see to: nobody's, the officer's own, that of whom the officer stands in for; or time is short. */
export function isFor(
  item: Pick<InboxItem, 'takenBy' | 'state'>,
  officer: string,
  deputies: readonly Deputy[],
  today: string,
): boolean {
  if (item.takenBy === null || item.takenBy === officer || item.state === 'overdue') return true;
  return deputies.some(
    (one) => one.deputy === officer && one.officer === item.takenBy && one.firstDay <= today && today <= one.lastDay,
  );
}

/** What is due first stands first; what has no deadline last, the oldest first. */
export const byDeadline = (a: InboxItem, b: InboxItem): number =>
  (a.due?.getTime() ?? Infinity) - (b.due?.getTime() ?? Infinity) || a.since.getTime() - b.since.getTime();
