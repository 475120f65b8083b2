import { transaction } from '#platform/db/db.ts';
import { TamgaError } from '#platform/errors.ts';
import type { Deps, Verdict } from '#features/records/model.ts';
import { splitAudience } from './model.ts';
import type { Outcome } from './model.ts';
import { judgeAuthority, judgeRecipient } from './rules.ts';
import { readAll, releaseWithin, submitItems } from './steps.ts';
import type { Actor } from './steps.ts';
import * as store from './store.ts';

export { judgeAuthority, mayReceive } from './rules.ts';
export type { Actor } from './steps.ts';
export { submitDraft } from './replacement.ts';
export { coveredKey, findCovered, findHeld, listReleases } from './store.ts';
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
  for (const audience of to) checkAudience(deps, audience);
  return await transaction(deps.db, (tx) => releaseWithin(tx, deps, actor, refs, to));
}

/** Takes back from each participant what was released to it, or to any of its authorities. Errors: refused `recipient`, `not-released` when one has none of it. */
export async function recallRecords(
  deps: Deps,
  actor: Actor,
  refs: readonly string[],
  to: readonly string[],
  reason: string,
): Promise<Outcome[]> {
  const recipients = new Set(to.map((audience) => splitAudience(audience).participant));
  for (const recipient of recipients) checkVerdict(judgeRecipient(recipient, deps.self.code, deps.self.alliance));
  return await transaction(deps.db, async (tx) => {
    const known = await readAll(tx, refs);
    const outcomes: Outcome[] = [];
    for (const recipient of recipients) {
      const standing = await store.findReleased(tx, recipient, refs);
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
function checkAudience({ self }: Deps, to: string): void {
  const { participant, authority } = splitAudience(to);
  checkVerdict(judgeRecipient(participant, self.code, self.alliance));
  if (authority !== null) checkVerdict(judgeAuthority(authority, participant, self.alliance));
}

function checkVerdict(verdict: Verdict): void {
  if (!verdict.ok) throw new TamgaError('refused', verdict.why, { detail: { code: verdict.code } });
}
