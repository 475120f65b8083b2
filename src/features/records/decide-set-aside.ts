import { dayMs, dayOf } from '#platform/clock.ts';
import type { Tx } from '#platform/db/db.ts';
import type { Viewer } from '#features/officers/model.ts';
import { judgeStored } from './accept.ts';
import type { Deps } from './model.ts';
import { hasSetAsideApart } from './read-store.ts';
import * as store from './store.ts';

const atOnce = 5_000;

async function eachOf(
  tx: Tx,
  code: string,
  participant: string,
  act: (ids: readonly number[]) => Promise<void>,
): Promise<void> {
  for (let after = 0; ;) {
    const ids = await store.findQuarantined(tx, [code], after, atOnce, participant);
    await act(ids);
    if (ids.length < atOnce) return;
    after = ids.at(-1)!;
  }
}

/** Judges again what a participant sent and was set aside with a code, by all other rules: an officer lets it in. */
export const judgeSetAside = (tx: Tx, deps: Deps, code: string, participant: string): Promise<void> =>
  eachOf(tx, code, participant, (ids) => judgeStored(tx, deps, ids, { isLetIn: true }));

/** Ends here the retention of what was set aside with a code: it is destroyed, and confirmed to its author, as what is over. */
export const endSetAside = (tx: Tx, deps: Pick<Deps, 'now'>, code: string, participant: string): Promise<void> =>
  eachOf(tx, code, participant, (ids) => store.endRetentionOn(tx, ids, dayOf(new Date(deps.now().getTime() - dayMs))));

/** Whether all that a participant sent and was set aside with a code is for this reader. */
export const isSetAsideFor = async (tx: Tx, viewer: Viewer, code: string, participant: string): Promise<boolean> =>
  !(await hasSetAsideApart(tx, viewer, code, participant));
