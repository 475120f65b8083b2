import { calendarOf } from '#features/alliance/model.ts';
import type { Role } from '#features/officers/model.ts';
import type { AnyKind } from '#features/records/model.ts';
import type { Step } from './next-model.ts';
import { clockOf, doneBy, endOf, isReplaced, participantOf, standingIn, whoMay } from './thread-rules.ts';
import type { Around, Subject } from './thread-rules.ts';

/**
 * What may be done next of a record, by whom and until when: by what its kind says may come of it, and what any record may meet. What has
 * no effect here has nothing next. Pure: data in, steps out; what is urgent first, then what the officer who asks may do.
 */
export function foldNext(subject: Subject, around: Around): Step[] {
  const { record } = subject;
  const kind = around.kinds.get(record.kind);
  const counts = record.verdict === 'own' || record.verdict === 'accepted';
  if (!kind || !counts) return [];
  const steps = [
    ...proposalSteps(subject, around),
    ...confirmStep(subject, kind, around),
    ...taskSteps(subject, around),
    ...ruleSteps(subject, kind, around),
    ...correctStep(subject, kind, around),
    ...writingSteps(subject, kind, around),
    ...releaseSteps(subject, kind, around),
    ...holdStep(subject, around),
    ...receiptSteps(subject, around),
  ];
  const told = subject.isFor ? steps : steps.map(withoutAssignment);
  return told.toSorted(byUrgency);
}

const withoutAssignment = (step: Step): Step => ({ ...step, notMine: step.notMine ?? 'assignment' });

const rank = ({ state, due, notMine }: Step): number =>
  state === 'overdue' ? 0 : state !== 'open' ? 4 : due !== null ? 1 : notMine === null ? 2 : 3;
export const byUrgency = (a: Step, b: Step): number =>
  rank(a) - rank(b) || (a.due?.getTime() ?? Infinity) - (b.due?.getTime() ?? Infinity) || 0;

type Made = Pick<Step, 'act' | 'who' | 'roles'> & Partial<Omit<Step, 'act' | 'who' | 'roles' | 'record'>>;

function toStep({ record }: Subject, around: Around, made: Made): Step {
  const { due = null, done = [], state } = made;
  const isOver = due !== null && around.now >= due;
  return {
    record: record.ref,
    kind: null,
    as: null,
    case: caseOf(record, made.as ?? null, around),
    clock: null,
    since: null,
    doneAt: null,
    timeZone: due === null ? null : calendarOf(around.alliance, participantOf(made.who[0] ?? around.self)).timeZone,
    id: null,
    notMine: whoseOf(made, around),
    ...made,
    due,
    done,
    state: state ?? (isOver ? 'overdue' : 'open'),
  };
}

/** A correction stays in the case of what it replaces; what is written about a report, or for its case, continues the report's. */
function caseOf({ ref, kind, case: own }: Subject['record'], as: Step['as'], { kinds }: Around): Step['case'] {
  if (as === 'case') return ref;
  const opens = as === 'about' && (kinds.get(kind)?.next ?? []).some((rule) => rule.as === 'case');
  return own ?? (opens ? ref : null);
}

/** Whether the officer who asks is among those who may. */
function whoseOf({ who, roles }: Pick<Made, 'who' | 'roles'>, { officer, self }: Around): Step['notMine'] {
  if (!who.some((one) => participantOf(one) === self)) return 'participant';
  if (!who.includes(officer.authority) && !who.includes(self)) return 'authority';
  if (roles.length === 0) return 'node';
  return roles[0]?.includes(officer.role) ? null : 'role';
}

/** The persons whom a record of a kind takes: who writes it, and who approves it then. */
const rolesFor = (kind: AnyKind, { rolesWith }: Around): Role[][] =>
  kind.by === 'node' ? [] : (kind.approval?.roles.map((some) => [...some]) ?? [rolesWith(kind.by)]);

/** What others of the authority have to sign, or to end. */
const proposalSteps = (subject: Subject, around: Around): Step[] =>
  subject.proposals.map(({ id, kind, roles, isMine, madeAt, due }) => {
    const step = toStep(subject, around, {
      act: 'approve',
      id,
      kind,
      who: [around.officer.authority],
      roles: [[...roles]],
      since: madeAt,
      due,
    });
    return { ...step, notMine: isMine ? null : (step.notMine ?? 'officer') };
  });

/** Another officer of its authority confirms what one put into force, while it stands by itself. */
function confirmStep(subject: Subject, kind: AnyKind, around: Around): Step[] {
  const { record, emergency } = subject;
  if (emergency?.state !== 'in-force') return [];
  const confirming = [...around.kinds.values()].find(({ confirms }) => confirms);
  const step = toStep(subject, around, {
    act: 'confirm',
    kind: confirming?.kind ?? null,
    who: [record.author],
    roles: (kind.approval?.roles.slice(1) ?? []).map((some) => [...some]),
    since: record.issuedAt,
    due: new Date(emergency.until),
  });
  return [record.officers.includes(around.officer.id) ? { ...step, notMine: 'officer' } : step];
}

const taskSteps = (subject: Subject, around: Around): Step[] =>
  subject.tasks.map(({ id, code, openedAt, due }) =>
    toStep(subject, around, {
      act: 'task',
      id: String(id),
      clock: code,
      who: [around.self],
      roles: [around.rolesWith('act')],
      since: openedAt,
      due,
    }),
  );

/** What the record's own kind says may come of it. Receipts are counted by recipient, with what was let go. */
function ruleSteps(subject: Subject, kind: AnyKind, around: Around): Step[] {
  const { record } = subject;
  if (record.destroyed) return [];
  return (kind.next ?? []).flatMap((rule) => {
    const what = around.kinds.get(rule.kind);
    const isBehind = rule.as === 'replaces' && isReplaced(subject);
    if (!what || isBehind || (rule.by === 'recipient' && what.by === 'node')) return [];
    const all = doneBy(subject, rule);
    const clock = clockOf(subject, rule, all, around);
    // Of several duties that end alike each is done by its own record: what ended the first does not show at the second.
    const done = clock === null ? all : all.slice((rule.nth ?? 1) - 1, rule.nth ?? 1);
    // A correction stands as one step: with the clock that runs for it.
    if (rule.as === 'replaces' && clock === null) return [];
    const step = toStep(subject, around, {
      act: rule.as === 'replaces' ? 'correct' : 'write',
      kind: rule.kind,
      as: rule.as,
      who: whoMay(subject, rule, around),
      roles: rolesFor(what, around),
      done: done.map(({ ref }) => ref),
      doneAt: clock === null ? null : (done[0]?.issuedAt ?? null),
      ...clock,
    });
    const isOwnWord = rule.by === 'others' && around.officer.authority === record.author;
    return [isOwnWord && step.notMine === null ? { ...step, notMine: 'authority' } : step];
  });
}

/** Its author corrects what an officer can write, as long as nobody has; while a clock runs for that, its own step says so. */
function correctStep(subject: Subject, kind: AnyKind, around: Around): Step[] {
  const who = standingIn(subject.record.author, around.alliance, around.now);
  if (!kind.draftable || who === null || isReplaced(subject)) return [];
  const isRunning = ruleSteps(subject, kind, around).some(
    ({ act, state }) => act === 'correct' && (state === 'open' || state === 'overdue'),
  );
  if (isRunning) return [];
  return [
    toStep(subject, around, {
      act: 'correct',
      kind: kind.kind,
      as: 'replaces',
      who: [who],
      roles: rolesFor(kind, around),
    }),
  ];
}

/** Anybody who has a record of content writes about it, and translates what officers have written or imported. */
function writingSteps(subject: Subject, kind: AnyKind, around: Around): Step[] {
  if (kind.control || kind.account) return [];
  const who = whoMay(subject, { kind: '', by: 'anybody', as: 'about' }, around);
  const roles = [around.rolesWith('act')];
  const translating = [...around.kinds.values()].find(({ belongs }) => belongs);
  const mayTranslate = translating && kind.by === 'act' && !kind.belongs && subject.isRead;
  return [
    toStep(subject, around, { act: 'answer', as: 'about', who, roles }),
    ...(mayTranslate
      ? [toStep(subject, around, { act: 'translate', kind: translating.kind, as: 'about', who, roles })]
      : []),
  ];
}

/** Only the author's participant lets a record go, or takes it back. */
function releaseSteps(subject: Subject, kind: AnyKind, around: Around): Step[] {
  const { record, releases, possible } = subject;
  if (kind.control || participantOf(record.author) !== around.self) return [];
  const standing = releases.filter(({ recalledAt }) => recalledAt === null).map(({ to }) => to);
  const isOpen = possible.some((to) => !standing.includes(to) && !standing.includes(participantOf(to)));
  const common = { who: [around.self], roles: [around.rolesWith('release')] };
  return [
    ...(isOpen ? [toStep(subject, around, { act: 'release', kind: 'release', ...common })] : []),
    ...(standing.length > 0 ? [toStep(subject, around, { act: 'recall', kind: 'recall', ...common })] : []),
  ];
}

/** What another wrote is held under national law, or held no longer. */
function holdStep(subject: Subject, around: Around): Step[] {
  const { record, isHeld, isRead } = subject;
  const isForeign = participantOf(record.author) !== around.self && record.to === null;
  if (!isForeign || !(isHeld || isRead)) return [];
  const common = { who: [around.self], roles: [around.rolesWith('release')] };
  return [toStep(subject, around, { act: isHeld ? 'lift-hold' : 'hold', ...common })];
}

const endings = new Set(['destroyed', 'never-held']);

/** Of each recipient: whether its node confirmed what it was given, and what was taken back from it, in time. */
function receiptSteps(subject: Subject, around: Around): Step[] {
  const byHolder = Map.groupBy(subject.releases, ({ to }) => participantOf(to));
  return [...byHolder].flatMap(([holder, given]): Step[] => {
    const last = given.at(-1);
    if (!last) return [];
    const isBack = given.every(({ recalledAt }) => recalledAt !== null);
    const since = isBack ? last.recalledAt! : last.at;
    const done = last.receipts.filter(({ status, at }) => !isBack || (endings.has(status) && at >= since));
    const rule = around.kinds.get(isBack ? 'recall' : 'release')?.next?.find(({ by }) => by === 'recipient');
    if (!rule) return [];
    const due = endOf(around.alliance, rule.deadline, since, holder);
    const [first] = done;
    // What was delivered is told among the releases; what is to be destroyed is told until it is.
    if (first && !isBack) return [];
    const state = !first ? undefined : due !== null && first.at > due ? 'late' : 'done';
    const clock = { clock: due === null ? null : (rule.deadline ?? null), since, due };
    const made = { act: 'receipt' as const, kind: rule.kind, who: [holder], roles: [], ...clock };
    const ended = { done: done.map(({ ref }) => ref), doneAt: first?.at ?? null };
    return [toStep(subject, around, { ...made, ...ended, ...(state ? { state } : {}) })];
  });
}
