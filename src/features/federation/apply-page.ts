import { holdVersion } from '#features/alliance/actions.ts';
import { attempt } from '#platform/db/attempt.ts';
import type { Tx } from '#platform/db/db.ts';
import { submitWithin } from '#features/records/actions.ts';
import type { Deps } from '#features/records/model.ts';
import { applyRun, isControl, isEnvelope } from './apply-run.ts';
import type { RecordLine, Taken } from './apply-run.ts';
import { receiptDrafts, refusalDrafts } from './confirm.ts';
import type { PeerState } from './model.ts';
import * as store from './store.ts';
import type { VerifiedLine } from './verify-line.ts';

/** Lines stored at once; while one slice is stored, the next ones are being verified. */
const sliceSize = 250;
const dayMs = 24 * 3600_000;
const maxRefusedPerDay = 10_000;

/**
 * Applies a page as its lines turn out, in the feed's order, within one transaction. False when another pull was faster.
 * Control records are applied before the records after them: a release stands before what it lets go. `oneByOne` takes
 * each line alone: the one that this node fails to apply is refused, and the others are not held up by it.
 */
export async function applyPage(
  tx: Tx,
  deps: Deps,
  peer: PeerState,
  lines: readonly Promise<VerifiedLine>[],
  checkpoint: store.Checked,
  oneByOne = false,
): Promise<boolean> {
  // A page is applied under the alliance that it was verified under, or read again.
  if (!(await holdVersion(tx, deps.self.version))) return false;
  if (!(await store.lockPeer(tx, peer))) return false;
  const from = peer.participant;
  const page: Taken = { receipts: [], refused: [] };
  const step = oneByOne ? 1 : sliceSize;
  for (let start = 0; start < lines.length; start += step) {
    const slice = await Promise.all(lines.slice(start, start + step));
    page.refused.push(...slice.filter((line) => line.outcome === 'refused'));
    for (const run of runsOf(
      slice.filter((line) => line.outcome === 'record'),
      deps,
    )) {
      const apply = async (): Promise<void> => {
        const { receipts, refused } = await applyRun(tx, deps, from, run, checkpoint);
        page.receipts.push(...receipts);
        page.refused.push(...refused);
      };
      if (!oneByOne) await apply();
      else if (!(await attempt(tx, apply))) page.refused.push(...run.map(toUnreadable));
    }
  }
  if (lines.length > 0) await store.keepCheckpoint(tx, from, checkpoint);
  for (const line of page.refused) await store.insertRefused(tx, from, checkpoint.log, line, deps.now());
  const drafts = [...receiptDrafts(deps, from, page.receipts), ...refusalDrafts(deps, from, page.refused)];
  await submitWithin(tx, deps, drafts);
  await store.advancePeer(tx, from, peer.seq + lines.length, checkpoint, deps.now());
  if (page.refused.length > 0) await stopFlood(tx, deps, from);
  return true;
}

const toUnreadable = ({ seq, record }: RecordLine): Taken['refused'][number] => ({
  seq,
  outcome: 'refused',
  code: 'unreadable',
  why: 'this node failed to apply it',
  ref: record.envelope.ref,
  line: Buffer.from(record.jws),
});

/** A peer whose lines are refused by the thousand is stopped until an officer has looked: what it costs us stays. */
async function stopFlood(tx: Tx, deps: Deps, peer: string): Promise<void> {
  const now = deps.now();
  if ((await store.countRefused(tx, peer, new Date(now.getTime() - dayMs))) <= maxRefusedPerDay) return;
  const why = `more than ${maxRefusedPerDay} lines were refused within a day`;
  await store.stopPeer(tx, peer, 'refused-flood', why, { notes: [] }, now);
  deps.logger.error('peer-stopped', { peer, code: 'refused-flood' });
}

/** Cuts the lines where envelopes, control records and content meet, and where one control kind follows another. */
function runsOf(lines: readonly RecordLine[], deps: Pick<Deps, 'kinds'>): RecordLine[][] {
  const runs: RecordLine[][] = [];
  let before: string | undefined;
  for (const line of lines) {
    const group = isEnvelope(line) ? 'envelope' : isControl(line, deps) ? line.record.envelope.kind : 'content';
    if (group !== before) runs.push([]);
    runs.at(-1)?.push(line);
    before = group;
  }
  return runs;
}
