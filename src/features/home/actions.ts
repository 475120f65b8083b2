import { readInbox } from '#features/inbox/actions.ts';
import type { InboxDeps } from '#features/inbox/actions.ts';
import { viewerOf } from '#features/officers/actions.ts';
import type { Session } from '#features/officers/model.ts';
import { dayOf } from '#platform/clock.ts';
import type { Home } from './model.ts';
import { countChanges } from './store.ts';

const dayMs = 86_400_000;
const expiringDays = 7;

/** What changed since this time yesterday, and what needs this officer until this time tomorrow. */
export async function readHome(deps: InboxDeps, session: Session): Promise<Home> {
  const now = deps.now().getTime();
  const since = new Date(now - dayMs);
  const lastDay = dayOf(new Date(now + expiringDays * dayMs));
  const [counted, { items, more }] = await Promise.all([
    countChanges(deps.db, since, lastDay, viewerOf(session)),
    readInbox(deps, session),
  ]);
  const overdue = items.filter(({ state }) => state === 'overdue').length;
  const due = items.filter((one) => one.due !== null && one.state !== 'overdue' && one.due.getTime() <= now + dayMs);
  return {
    since,
    ...counted,
    due: { count: due.length, atLeast: more },
    overdue: { count: overdue, atLeast: more },
  };
}
