import { listAnswered, listToAnswer } from '#features/assignments/actions.ts';
import { calendarOf } from '#features/alliance/model.ts';
import { hasPower, unlessRefused, viewerOf } from '#features/officers/actions.ts';
import type { OfficerDeps } from '#features/officers/actions.ts';
import { findOfficer } from '#features/officers/actions/find-officer.ts';
import { wordsFor } from '#features/officers/actions/words-for.ts';
import type { Session } from '#features/officers/model.ts';
import { listProposals } from '#features/proposals/actions.ts';
import { listOpenQuarantines } from '#features/quarantine/actions/list-open.ts';
import { listUnconfirmed, readTitlesOf } from '#features/records/actions.ts';
import type { Deps } from '#features/records/model.ts';
import { listTasks } from '#features/tasks/actions.ts';
import { dayOf } from '#platform/clock.ts';
import { holdDayLimit } from '#platform/db/day-limit.ts';
import { transaction } from '#platform/db/db.ts';
import { TamgaError } from '#platform/errors.ts';
import { toPage } from '#platform/http/page.ts';
import type { Page, PageAsked } from '#platform/http/page.ts';
import { readDues } from './due-of-tasks.ts';
import { findOfWatch } from './find-of-watch.ts';
import { findTold } from './find-told.ts';
import { dayLimit } from './model.ts';
import type { Deputy, Found, HandOver, InboxCount, InboxItem, InboxKind, TakingView } from './model.ts';
import { byDeadline, dueOfQuarantine, dueOfRequest, escalationOf, isFor, stateOf } from './rules.ts';
import * as store from './store.ts';

export { listDeputies, removeDeputy } from './store.ts';
export { readDues } from './due-of-tasks.ts';

export type InboxDeps = Deps & Pick<OfficerDeps, 'officers'>;

/** How much of each source is looked at: who has more open needs another tool than a list. */
const atMost = 200;

/** `more`: a source has more than was looked at. */
export type Inbox = { items: InboxItem[]; more: boolean };

/** What needs this officer now, by deadline. */
export async function readInbox(deps: InboxDeps, session: Session): Promise<Inbox> {
  const { officer } = session;
  const now = deps.now();
  const sources = [
    await findProposals(deps, session),
    ...(hasPower(officer.role, 'approve') ? [whole(await findEmergencies(deps, session))] : []),
    ...(hasPower(officer.role, 'act') ? [whole(await findTasks(deps, session))] : []),
    ...(hasPower(officer.role, 'desk') ? (await findOfWatch(deps, session, atMost)).map(whole) : []),
    ...(hasPower(officer.role, 'assign') ? [whole(await findRequests(deps, session))] : []),
    whole(await findAnswers(deps, session)),
    ...(hasPower(officer.role, 'decide-quarantine') ? [await findQuarantines(deps, officer.id)] : []),
  ];
  const found = sources.flatMap((source) => source.found);
  const taken = await store.readTakings(deps.db, found);
  const toldOf = await findTold(deps, session, taken);
  const takings = new Map(taken.map((one) => [`${one.kind} ${one.item}`, { ...one, note: toldOf(one) }]));
  const deputies = await store.listDeputies(deps.db, officer.authority);
  const items = found
    .map((one) => withTaking(one, takings.get(`${one.kind} ${one.id}`), now))
    .filter((item) => isFor(item, officer.id, deputies, dayOf(now)))
    .toSorted(byDeadline);
  return { items, more: sources.some(({ looked }) => looked >= atMost) };
}

type Titles = Awaited<ReturnType<typeof readTitlesOf>>;
function titleIn(titles: Titles, ref: string): Pick<Found, 'title' | 'disturbing'> {
  const { title = null, disturbing = false } = titles.get(ref) ?? {};
  return { title, disturbing };
}

/** What a source has for the officer, and how much of it was looked at. */
type Source = { found: Found[]; looked: number };
const whole = (found: Found[]): Source => ({ found, looked: found.length });

/** How much needs this officer, for a sign beside the inbox's name. */
export async function countInbox(deps: InboxDeps, session: Session): Promise<InboxCount> {
  const { items, more } = await readInbox(deps, session);
  const isOwn = ({ takenBy, state }: InboxItem): boolean => takenBy !== null || state !== 'open';
  return {
    count: items.length,
    urgent: items.filter(isOwn).length,
    overdue: items.filter(({ state }) => state === 'overdue').length,
    more,
  };
}

function withTaking(one: Found, taking: store.Taking | undefined, now: Date): InboxItem {
  const { officer: takenBy = null, by = null, note = null } = taking ?? {};
  const item = {
    ...one,
    escalatesAt: escalationOf(one.since, one.due),
    takenBy,
    handedBy: takenBy === null || by === takenBy ? null : by,
    note: takenBy === null ? null : note,
  };
  return { ...item, state: stateOf(item, now) };
}

async function findProposals(deps: Deps, session: Session): Promise<Source> {
  const { items } = await listProposals(deps, session, { state: 'open' }, { limit: atMost, before: null });
  const found = items
    .filter(({ isMine }) => isMine)
    .map(({ id, kind, title, disturbing, madeAt, expiresAt }): Found => {
      return {
        kind: 'proposal',
        id,
        code: kind,
        record: null,
        recordKind: kind,
        title,
        disturbing,
        since: madeAt,
        due: expiresAt,
      };
    });
  return { found, looked: items.length };
}

/** What another officer put into force alone: it lapses unless one of these roles confirms it. Its id is the end of the record's ref. */
async function findEmergencies(deps: Deps, session: Session): Promise<Found[]> {
  const { id, role, authority } = session.officer;
  const acts = await listUnconfirmed(deps, authority, atMost);
  const waiting = acts.filter(({ by, roles }) => by !== id && roles.includes(role));
  const titles = await readTitlesOf(
    deps,
    waiting.map(({ ref }) => ref),
    viewerOf(session),
  );
  return waiting.map(({ ref, kind, issuedAt, until }) => ({
    kind: 'emergency',
    id: ref.slice(ref.lastIndexOf('/') + 1),
    code: kind,
    record: ref,
    recordKind: kind,
    ...titleIn(titles, ref),
    since: issuedAt,
    due: until,
  }));
}

async function findTasks(deps: Deps, session: Session): Promise<Found[]> {
  const tasks = await listTasks(deps.db, false, { limit: atMost, before: null });
  const titles = await readTitlesOf(
    deps,
    tasks.map(({ record }) => record),
    viewerOf(session),
  );
  const dueOf = await readDues(deps, tasks);
  return tasks.map((task) => ({
    kind: 'task',
    id: String(task.id),
    code: task.code,
    record: task.record,
    recordKind: titles.get(task.record)?.kind ?? null,
    ...titleIn(titles, task.record),
    since: task.openedAt,
    due: dueOf(task),
  }));
}

/** What others ask to be assigned to: for what, and not why. */
async function findRequests({ db, self }: Deps, { officer }: Session): Promise<Found[]> {
  const calendar = calendarOf(self.alliance, self.code);
  const open = await listToAnswer({ db }, officer, atMost);
  return open.map((one) => ({
    kind: 'request',
    id: String(one.id),
    code: one.purpose,
    record: one.subject,
    recordKind: null,
    title: one.subject === null ? one.officer : null,
    disturbing: false,
    since: one.at,
    due: dueOfRequest(one.at, self.alliance, calendar),
  }));
}

/** What became of what this officer asked for, with the reason of a refusal, until the officer has taken note of it: by taking the item. */
async function findAnswers({ db }: Deps, session: Session): Promise<Found[]> {
  const answered = await listAnswered({ db }, session.officer, atMost);
  const items = answered.map(({ id }) => ({ kind: 'answer' as const, id: String(id) }));
  const seen = new Set((await store.readTakings(db, items)).map(({ item }) => item));
  return answered
    .filter(({ id }) => !seen.has(String(id)))
    .map(({ id, state, subject, purpose, answer, answeredAt, at }) => ({
      kind: 'answer',
      id: String(id),
      code: state,
      record: subject,
      recordKind: null,
      title: [purpose, state === 'refused' ? wordsFor(session, answer) : null].filter((one) => one !== null).join(': '),
      disturbing: false,
      since: answeredAt ?? at,
      due: null,
    }));
}

/** Who imported a bulk does not decide about it. */
async function findQuarantines({ db, self }: Deps, officer: string): Promise<Source> {
  const calendar = calendarOf(self.alliance, self.code);
  const open = await listOpenQuarantines(db, atMost);
  const found = open
    .filter((one) => one.officer !== officer)
    .map(({ id, gate, name, firstAt }): Found => ({
      kind: 'quarantine',
      id: String(id),
      code: gate,
      record: null,
      recordKind: null,
      title: name,
      disturbing: false,
      since: firstAt,
      due: dueOfQuarantine(firstAt, self.alliance, calendar),
    }));
  return { found, looked: open.length };
}

const insertTaking = (deps: InboxDeps, taking: store.Taking): Promise<void> =>
  transaction(deps.db, async (tx) => {
    const at = deps.now();
    await holdDayLimit(tx, dayLimit, taking.by, at);
    await store.insertTaking(tx, taking, at);
  });

/** The officer sees to an item. Errors: not-found, where it does not need this officer. */
export async function takeItem(deps: InboxDeps, session: Session, kind: InboxKind, id: string): Promise<void> {
  await findItem(deps, session, kind, id);
  const { id: officer } = session.officer;
  await insertTaking(deps, { kind, item: id, officer, by: officer, note: null });
}

/** The officer gives an item back that was the officer's: it is everybody's again. Errors: not-found. */
export async function giveBack(deps: InboxDeps, session: Session, kind: InboxKind, id: string): Promise<void> {
  const { id: officer } = session.officer;
  const [taking] = await store.readTakings(deps.db, [{ kind, id }]);
  if (taking?.officer !== officer) throw new TamgaError('not-found', `${officer} has not taken ${kind} ${id}`);
  await insertTaking(deps, { kind, item: id, officer: null, by: officer, note: null });
}

/** Who of the officer's authority took, handed over and gave back what, the newest first; what they said, for who may read what it is about. */
export async function listTakings(deps: InboxDeps, session: Session, asked: PageAsked): Promise<Page<TakingView>> {
  const { officer } = session;
  const { items, next } = toPage(await store.listTakings(deps.db, officer.authority, asked), asked);
  const toldOf = await findTold(deps, session, items);
  return { items: items.map((one) => ({ ...one, note: toldOf(one) })), next };
}

/** Another officer of the same authority sees to it from now on. Errors: not-found; malformed. */
export async function handOver(
  deps: InboxDeps,
  session: Session,
  kind: InboxKind,
  id: string,
  { to, note }: HandOver,
): Promise<void> {
  await findItem(deps, session, kind, id);
  await checkColleague(deps, session, to);
  await insertTaking(deps, { kind, item: id, officer: to, by: session.officer.id, note });
}

/** Who stands in for the officer who asks. Errors: malformed. */
export async function setDeputy(deps: InboxDeps, session: Session, deputy: Omit<Deputy, 'officer'>): Promise<void> {
  await checkColleague(deps, session, deputy.deputy);
  if (deputy.firstDay > deputy.lastDay) throw new TamgaError('malformed', 'lastDay: before firstDay');
  await store.setDeputy(deps.db, { officer: session.officer.id, ...deputy });
}

async function findItem(deps: InboxDeps, session: Session, kind: InboxKind, id: string): Promise<void> {
  const { items } = await readInbox(deps, session);
  if (!items.some((item) => item.kind === kind && item.id === id))
    throw new TamgaError('not-found', `no ${kind} ${id} needs ${session.officer.id}`);
}

async function checkColleague(deps: InboxDeps, { officer }: Session, to: string): Promise<void> {
  const other = await findOfficer(deps, to).catch(unlessRefused);
  if (other?.authority !== officer.authority || to === officer.id)
    throw new TamgaError('malformed', `to: ${to} is no other officer of ${officer.authority}`);
}
