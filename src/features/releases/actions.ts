import { transaction } from '#platform/db/db.ts';
import { TamgaError } from '#platform/errors.ts';
import type { Deps } from '#features/records/model.ts';
import type { Outcome } from './model.ts';
import { judgeRecipient } from './rules.ts';
import { readAll, releaseWithin, submitItems } from './steps.ts';
import type { Actor } from './steps.ts';
import * as store from './store.ts';

export { mayReceive } from './rules.ts';
export type { Actor } from './steps.ts';
export { submitDraft } from './replacement.ts';
export { findCovered, findHeld, listReleases } from './store.ts';
export type { HeldRow } from './store.ts';

/**
 * Lets records go to each recipient, one release record per recipient and 20,000 records. What a recipient has already
 * is left out. All or nothing: one record that may not go to one recipient refuses the whole, with the rule's code.
 */
export async function releaseRecords(
  deps: Deps,
  actor: Actor,
  refs: readonly string[],
  to: readonly string[],
): Promise<Outcome[]> {
  checkRecipients(deps, to);
  return await transaction(deps.db, (tx) => releaseWithin(tx, deps, actor, refs, to));
}

/** Takes back from each recipient what was released to it. Errors: refused `recipient`, `not-released` when one has none of it. */
export async function recallRecords(
  deps: Deps,
  actor: Actor,
  refs: readonly string[],
  to: readonly string[],
  reason: string,
): Promise<Outcome[]> {
  checkRecipients(deps, to);
  return await transaction(deps.db, async (tx) => {
    const known = await readAll(tx, refs);
    const outcomes: Outcome[] = [];
    for (const recipient of new Set(to)) {
      const standing = await store.findStanding(tx, recipient, refs);
      const held = known.filter((record) => standing.has(record.ref));
      if (held.length === 0)
        throw new TamgaError('refused', `none of these records is released to ${recipient}`, {
          detail: { code: 'not-released' },
        });
      outcomes.push(await submitItems(tx, deps, actor, 'recall', recipient, held, { reason }));
    }
    return outcomes;
  });
}

/** The judge would refuse them too, if it were asked: it is not when a recipient has, or lacks, everything. */
function checkRecipients({ self }: Deps, to: readonly string[]): void {
  for (const one of to) {
    const verdict = judgeRecipient(one, self.code, self.alliance);
    if (!verdict.ok) throw new TamgaError('refused', verdict.why, { detail: { code: verdict.code } });
  }
}
