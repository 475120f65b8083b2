import { atGate, refusedDraft } from '#features/records/actions.ts';
import type { Deps, Verdict } from '#features/records/model.ts';
import { dayOf } from '#platform/clock.ts';
import { splitAudience } from './model.ts';
import type { Outcome } from './model.ts';
import { planRecall } from './recall.ts';
import { judgeAuthority, judgeRecipient } from './rules.ts';
import { releaseWithin, submitItems } from './steps.ts';
import type { Actor } from './steps.ts';

export { judgeAuthority, mayReceive } from './rules.ts';
export type { Actor } from './steps.ts';
export { previewRelease } from './preview.ts';
export { previewRecall } from './recall.ts';
export { askAboutEnded } from './ended.ts';
export { recallAllFrom } from './recall-all.ts';
export { audiencesOf } from './audiences.ts';
export { listAudiences, planCarrying, submitDraft, submitPrepared } from './replacement.ts';
export type { Submission } from './replacement.ts';
export { coveredKey, findCovered, findHeld, findRecall, listReleases } from './store.ts';
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
  return await atGate(deps, (tx) => {
    for (const audience of to) checkAudience(deps, actor, audience);
    return releaseWithin(tx, deps, actor, refs, to);
  });
}

/** Takes back from each participant what was released to it, or to any of its authorities. Errors: refused `recipient`, `not-released` when one has none of it. */
export async function recallRecords(
  deps: Deps,
  actor: Actor,
  refs: readonly string[],
  to: readonly string[],
  reason: string,
): Promise<Outcome[]> {
  return await atGate(deps, async (tx) => {
    const outcomes: Outcome[] = [];
    for (const { recipient, held } of await planRecall(tx, deps, actor, refs, to))
      outcomes.push(await submitItems(tx, deps, actor, 'recall', recipient, held, { reason }));
    return outcomes;
  });
}

/** The judge would refuse them too, if it were asked: it is not when a recipient has, or lacks, everything. */
function checkAudience({ self, now }: Deps, actor: Actor, to: string): void {
  const { participant, authority } = splitAudience(to);
  checkVerdict(actor, judgeRecipient(participant, self.code, self.alliance));
  if (authority !== null) checkVerdict(actor, judgeAuthority(authority, participant, self.alliance, dayOf(now())));
}

function checkVerdict({ officer }: Actor, verdict: Verdict): void {
  if (!verdict.ok) throw refusedDraft({ kind: 'release', officers: [officer] }, verdict);
}
