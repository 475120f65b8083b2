import type { Viewer } from '#features/officers/model.ts';
import { findOwnBelonging, refusedDraft } from '#features/records/actions.ts';
import type { Deps, KnownRecord } from '#features/records/model.ts';
import { transaction } from '#platform/db/db.ts';
import type { Tx } from '#platform/db/db.ts';
import { maxShown, splitAudience } from './model.ts';
import type { RecallPreview } from './model.ts';
import { showPlanned } from './preview.ts';
import { judgeRecipient } from './rules.ts';
import { readAll } from './steps.ts';
import type { Actor } from './steps.ts';
import * as store from './store.ts';

/** What one recipient loses: of the records that were named, and of those that belong to them. */
type RecallPlan = { recipient: string; held: KnownRecord[] };

/** What each recipient would lose now. Errors: not-found; refused `recipient`, `not-released` when one has none of it. */
export async function planRecall(
  tx: Tx,
  deps: Deps,
  { officer }: Actor,
  refs: readonly string[],
  to: readonly string[],
): Promise<RecallPlan[]> {
  const draft = { kind: 'recall', officers: [officer] };
  const recipients = new Set(to.map((audience) => splitAudience(audience).participant));
  for (const recipient of recipients) {
    const verdict = judgeRecipient(recipient, deps.self.code, deps.self.alliance);
    if (!verdict.ok) throw refusedDraft(draft, verdict);
  }
  const all = [...new Set([...refs, ...(await findOwnBelonging(tx, deps, refs))])];
  const known = await readAll(tx, all);
  const plans: RecallPlan[] = [];
  for (const recipient of recipients) {
    const standing = await store.findReleased(tx, recipient, all);
    const held = known.filter((record) => standing.has(record.ref));
    if (held.length === 0)
      throw refusedDraft(draft, { code: 'not-released', why: `none of these records is released to ${recipient}` });
    plans.push({ recipient, held });
  }
  return plans;
}

/** What a recall would take back, by the very plan that it carries out. Errors: as `planRecall`. */
export const previewRecall = (
  deps: Deps,
  actor: Actor,
  viewer: Viewer,
  refs: readonly string[],
  to: readonly string[],
): Promise<RecallPreview[]> =>
  transaction(deps.db, async (tx) => {
    const isNamed = new Set(refs);
    const previews: RecallPreview[] = [];
    for (const { recipient, held } of await planRecall(tx, deps, actor, refs, to)) {
      const along = held.filter(({ ref }) => !isNamed.has(ref));
      previews.push({
        to: recipient,
        count: held.length - along.length,
        along: await showPlanned(deps, viewer, along.slice(0, maxShown)),
        alongCount: along.length,
      });
    }
    return previews;
  });
