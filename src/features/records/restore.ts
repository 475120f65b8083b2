import type { Tx } from '#platform/db/db.ts';
import { judgeFreed } from './accept.ts';
import { missingOf } from './arrival-verdict.ts';
import { storeContent } from './destroy.ts';
import type { Deps, SealedRecord } from './model.ts';
import { gatherKnown, judge, projectRecords, titleOf, toProjected, toSkeleton } from './steps.ts';
import * as store from './store.ts';

/**
 * A body that its author released again after a recall is kept and read again. What is applied here is judged with it: it may have been
 * taken back while it waited, and let in by its envelope alone, whoever approved it and whatever it says.
 */
export async function restoreWithin(tx: Tx, deps: Deps, id: number, record: SealedRecord): Promise<void> {
  const [row] = await store.readRows(tx, [id]);
  const title = row?.verdict === 'quarantined' ? null : titleOf(record, deps);
  await storeContent(tx, deps, id, record, title);
  if (row?.verdict !== 'accepted') return;
  // What came unopened is judged when it is opened.
  if (record.body === null) return projectRecords(tx, deps, [toProjected(record, id)]);
  // Until then it has no effect, not even on whoever approved it.
  await store.setVerdict(tx, [id], 'waiting', 'waiting', null);
  await projectRecords(tx, deps, [toSkeleton(row)]);
  const known = await gatherKnown(tx, deps, [record]);
  const missing = missingOf(record, known, deps);
  if (missing.length > 0)
    return store.setNeeds(
      tx,
      missing.map((ref) => ({ id, ref })),
    );
  const verdict = judge(record, known, deps);
  if (!verdict.ok) {
    await store.setTitles(tx, [{ id, title: null }]);
    return store.setVerdict(tx, [id], 'quarantined', verdict.code, verdict.why);
  }
  await store.setVerdict(tx, [id], 'accepted', null, null);
  await projectRecords(tx, deps, [toProjected(record, id)]);
  await judgeFreed(tx, deps, [record.envelope.ref]);
}
