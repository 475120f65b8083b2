import { endedOn } from '#features/alliance/model.ts';
import { openRecordTasks } from '#features/tasks/actions.ts';
import type { Deps } from '#features/records/model.ts';
import { dayOf } from '#platform/clock.ts';
import { transaction } from '#platform/db/db.ts';
import * as store from './store.ts';

/**
 * Asks officers about what they released to an authority that has ended since, and that its participant has not confirmed: it is
 * not served any more, and only they may release it to the successor. Safe to repeat.
 */
export async function askAboutEnded(deps: Deps): Promise<void> {
  const { alliance, code } = deps.self;
  const day = dayOf(deps.now());
  const ended = [...alliance.directories].flatMap(([participant, { directory }]) =>
    participant === code ? [] : directory.authorities.filter((one) => endedOn(alliance, one.code, day)),
  );
  if (ended.length === 0) return;
  await transaction(deps.db, async (tx) => {
    const causes = await store.listUnconfirmed(
      tx,
      ended.map((one) => one.code),
    );
    await openRecordTasks(tx, deps, 'authority-ended', causes);
  });
}
