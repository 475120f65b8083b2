import { listAlarms } from '#features/federation/actions.ts';
import { readInbox } from '#features/inbox/actions.ts';
import type { InboxDeps } from '#features/inbox/actions.ts';
import type { Session } from '#features/officers/model.ts';
import { countRecords } from '#features/records/actions.ts';
import { dayOf } from '#platform/clock.ts';
import type { Home } from './model.ts';
import { countRefused } from './store.ts';

const dayMs = 86_400_000;
const expiringDays = 7;
/** So many alarms are listed anywhere. */
const mostAlarms = 200;

/** What changed since this time yesterday, and what needs this officer until this time tomorrow. Each figure counts what its list shows. */
export async function readHome(deps: InboxDeps, session: Session): Promise<Home> {
  const { db } = deps;
  const now = deps.now().getTime();
  const since = new Date(now - dayMs);
  const keptTo = dayOf(new Date(now + expiringDays * dayMs));
  const [arrived, written, objects, waiting, setAside, expiring, refused, alarms, { items, more }] = await Promise.all([
    countRecords(db, { verdict: 'accepted', since: since.toISOString() }),
    countRecords(db, { verdict: 'own', since: since.toISOString() }),
    countRecords(db, { kind: 'threat.object', since: since.toISOString() }),
    countRecords(db, { verdict: 'waiting' }),
    countRecords(db, { verdict: 'quarantined' }),
    countRecords(db, { keptTo }),
    countRefused(db, since),
    listAlarms(db),
    readInbox(deps, session),
  ]);
  const overdue = items.filter(({ state }) => state === 'overdue').length;
  const due = items.filter((one) => one.due !== null && one.state !== 'overdue' && one.due.getTime() <= now + dayMs);
  const raised = alarms.filter(({ at }) => at >= since).length;
  return {
    since,
    keptTo,
    arrived,
    written,
    objects,
    waiting,
    setAside,
    refused,
    expiring,
    alarms: { count: raised, atLeast: raised === mostAlarms },
    due: { count: due.length, atLeast: more },
    overdue: { count: overdue, atLeast: more },
  };
}
