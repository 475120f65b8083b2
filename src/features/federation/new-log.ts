import { refreshSelf } from '#features/alliance/actions.ts';
import { standingOn } from '#features/alliance/model.ts';
import { forgetFerried } from '#features/ferry/actions/forget-ferried.ts';
import { beginNextLog } from '#features/log/actions.ts';
import type { Deps } from '#features/records/model.ts';
import { dayOf } from '#platform/clock.ts';
import { transaction } from '#platform/db/db.ts';
import type { Tx } from '#platform/db/db.ts';
import { expectBack, forgetFeeds } from './give-back-store.ts';

/**
 * Begins the own log that a succession opened. All feeds begin anew with it, and each closed until its recipient gave back what it
 * had: what was recalled from it in the part that was lost, it alone knows (design 6). `forget`: ends what must not go on from where the
 * backup was made. Errors: log-stopped.
 */
export async function beginOwnLog(deps: Deps, forget: (tx: Tx) => Promise<void>): Promise<boolean> {
  await refreshSelf(deps);
  const { self } = deps;
  const today = dayOf(deps.now());
  const peers = [...self.alliance.directories.keys()].filter(
    // Who has left is served endings alone, and may never answer.
    (code) => code !== self.code && standingOn(self.alliance, code, today) !== 'left',
  );
  const begun = await transaction(deps.db, async (tx) => {
    if (!(await beginNextLog(tx, self))) return false;
    await forgetFeeds(tx, self.code);
    await forgetFerried(tx);
    await forget(tx);
    await expectBack(tx, peers);
    return true;
  });
  if (begun) deps.logger.warn('log-begun', { participant: self.code });
  return begun;
}
