import { findCover } from '#features/guards/actions/find-cover.ts';
import { unlessRefused } from '#features/officers/actions.ts';
import { findOfficer } from '#features/officers/actions/find-officer.ts';
import type { Officer, Session } from '#features/officers/model.ts';
import { dayOf } from '#platform/clock.ts';
import { holdDayLimit } from '#platform/db/day-limit.ts';
import { transaction } from '#platform/db/db.ts';
import { TamgaError } from '#platform/errors.ts';
import { toPage } from '#platform/http/page.ts';
import type { Page, PageAsked } from '#platform/http/page.ts';
import { atMost, findSources } from './find-sources.ts';
import type { InboxDeps } from './find-sources.ts';
import { findTold } from './find-told.ts';
import { dayLimit } from './model.ts';
import type { Deputy, Found, HandOver, InboxCount, InboxItem, InboxKind, TakingView } from './model.ts';
import { byDeadline, escalationOf, isFor, isUrgent, stateOf } from './rules.ts';
import * as store from './store.ts';

export { listDeputies, removeDeputy } from './store.ts';
export { readDues } from './due-of-tasks.ts';
export type { InboxDeps } from './find-sources.ts';

/** `more`: a source has more than was looked at. */
export type Inbox = { items: InboxItem[]; more: boolean };

/** What needs this officer now, by deadline. */
export async function readInbox(deps: InboxDeps, session: Session): Promise<Inbox> {
  const { officer } = session;
  const now = deps.now();
  const sources = await findSources(deps, session);
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

/** How much needs this officer, for a sign beside the inbox's name. */
export async function countInbox(deps: InboxDeps, session: Session): Promise<InboxCount> {
  const { items, more } = await readInbox(deps, session);
  const deputies = await store.listDeputies(deps.db, session.officer.authority);
  const today = dayOf(deps.now());
  return {
    count: items.length,
    urgent: items.filter((item) => isUrgent(item, session.officer.id, deputies, today)).length,
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

/** Another officer of the same authority, whom it needs too, sees to it from now on. Errors: not-found; malformed. */
export async function handOver(
  deps: InboxDeps,
  session: Session,
  kind: InboxKind,
  id: string,
  { to, note }: HandOver,
): Promise<void> {
  await findItem(deps, session, kind, id);
  const other = await findColleague(deps, session, to);
  const sources = await findSources(deps, { ...session, officer: other, cover: await findCover(deps, other) });
  if (!sources.some(({ found }) => found.some((one) => one.kind === kind && one.id === id)))
    throw new TamgaError('malformed', `to: ${kind} ${id} is not for ${to} to see to`);
  await insertTaking(deps, { kind, item: id, officer: to, by: session.officer.id, note });
}

/** Who stands in for the officer who asks. Errors: malformed. */
export async function setDeputy(deps: InboxDeps, session: Session, deputy: Omit<Deputy, 'officer'>): Promise<void> {
  await findColleague(deps, session, deputy.deputy);
  if (deputy.firstDay > deputy.lastDay) throw new TamgaError('malformed', 'lastDay: before firstDay');
  await store.setDeputy(deps.db, { officer: session.officer.id, ...deputy });
}

async function findItem(deps: InboxDeps, session: Session, kind: InboxKind, id: string): Promise<void> {
  const { items } = await readInbox(deps, session);
  if (!items.some((item) => item.kind === kind && item.id === id))
    throw new TamgaError('not-found', `no ${kind} ${id} needs ${session.officer.id}`);
}

async function findColleague(deps: InboxDeps, { officer }: Session, to: string): Promise<Officer> {
  const other = await findOfficer(deps, to).catch(unlessRefused);
  if (other?.authority !== officer.authority || to === officer.id)
    throw new TamgaError('malformed', `to: ${to} is no other officer of ${officer.authority}`);
  return other;
}
