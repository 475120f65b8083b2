import type { Tx } from '#platform/db/db.ts';
import { nodeAuthority } from '#features/alliance/model.ts';
import { acceptWithin, restoreWithin, submitWithin } from '#features/records/actions.ts';
import type { AcceptedRecord } from '#features/records/actions.ts';
import type { Deps, Draft } from '#features/records/model.ts';
import { maxReceiptItems } from '#features/receipts/model.ts';
import type { ReceiptItem } from '#features/receipts/model.ts';
import { findCovered, findHeld } from '#features/releases/actions.ts';
import { recallSchema } from '#features/releases/model.ts';
import type { Item } from '#features/releases/model.ts';
import { fromBase64url, toBase64url } from '#platform/bytes.ts';
import type { PeerState } from './model.ts';
import * as store from './store.ts';
import type { VerifiedLine } from './verify-line.ts';

type RecordLine = Extract<VerifiedLine, { outcome: 'record' }>;
type RefusedLine = Extract<VerifiedLine, { outcome: 'refused' }>;

const sliceSize = 250;

/**
 * Applies a page as its lines turn out, in the feed's order, within one transaction: while one slice is stored, the next
 * ones are being verified. False when another pull was faster.
 * Control records are applied before the records after them: a release stands before what it lets go.
 */
export async function applyPage(
  tx: Tx,
  deps: Deps,
  peer: PeerState,
  lines: readonly Promise<VerifiedLine>[],
  checkpoint: store.Checked,
): Promise<boolean> {
  if (!(await store.lockPeer(tx, peer))) return false;
  const now = deps.now();
  const receipts: ReceiptItem[] = [];
  const refused: RefusedLine[] = [];
  const isControl = (line: RecordLine): boolean => deps.kinds.get(line.record.envelope.kind)?.control ?? false;
  for (let start = 0; start < lines.length; start += sliceSize) {
    const slice = await Promise.all(lines.slice(start, start + sliceSize));
    refused.push(...slice.filter((line) => line.outcome === 'refused'));
    const records = slice.filter((line) => line.outcome === 'record');
    for (const run of runsOf(records, (line) => line.record.envelope.kind, isControl)) {
      const taken = isControl(run[0]!) ? run : await keepCovered(tx, deps, peer.participant, run, refused);
      const held = await findHeld(tx, taken.flatMap(recalledItems));
      const stored = await acceptWithin(
        tx,
        deps,
        taken.map((line) => ({ record: line.record, logIndex: line.index })),
      );
      await restoreReleasedAgain(tx, deps, taken, stored);
      const arrivals = taken.map((line, i) => ({ recordId: stored[i]!.id, seq: line.seq, proof: line.proof }));
      await store.insertArrivals(tx, peer.participant, checkpoint.size, arrivals, now);
      receipts.push(
        ...recallStatuses(taken, stored, held, now),
        ...(isControl(run[0]!) ? [] : stored.map((r) => receiptItem(r, 'delivered', now))),
      );
    }
  }
  if (lines.length > 0) await store.keepCheckpoint(tx, peer.participant, checkpoint);
  for (const line of refused) await store.insertRefused(tx, peer.participant, line, now);
  await submitWithin(tx, deps, [
    ...receiptDrafts(deps, peer.participant, receipts),
    ...refused.map((line) => refusalDraft(deps, peer.participant, line)),
  ]);
  await store.advancePeer(tx, peer.participant, peer.seq + lines.length, checkpoint, now);
  return true;
}

/** Cuts the lines where control records and content meet, and where one control kind follows another. */
function runsOf(
  lines: readonly RecordLine[],
  kindOf: (line: RecordLine) => string,
  isControl: (line: RecordLine) => boolean,
): RecordLine[][] {
  const runs: RecordLine[][] = [];
  let before: string | undefined;
  for (const line of lines) {
    const group = isControl(line) ? kindOf(line) : 'content';
    if (group !== before) runs.push([]);
    runs.at(-1)?.push(line);
    before = group;
  }
  return runs;
}

/** Content that no standing release lets go is refused: a sender's mistake must not become our possession. */
async function keepCovered(
  tx: Tx,
  deps: Deps,
  peer: string,
  run: RecordLine[],
  refused: RefusedLine[],
): Promise<RecordLine[]> {
  const covered = await findCovered(
    tx,
    peer,
    deps.self.code,
    run.map(({ record }) => ({ ref: record.envelope.ref, digest: record.digest })),
  );
  return run.filter((line) => {
    if (covered.has(line.record.digest.toString('hex'))) return true;
    const { seq, record } = line;
    const why = 'no release to this participant stands before it';
    refused.push({
      seq,
      outcome: 'refused',
      code: 'unreleased',
      why,
      ref: record.envelope.ref,
      line: Buffer.from(record.jws),
    });
    return false;
  });
}

const recalledItems = ({ record }: RecordLine): Item[] => {
  const recall = record.envelope.kind === 'recall' ? recallSchema.safeParse(record.content).data : undefined;
  return (recall?.records ?? []).map(({ ref, digest }) => ({ ref, digest: fromBase64url(digest, 'digest', 32) }));
};

/** What is confirmed of each record that a recall took back: nothing where the recall itself was not accepted. */
function recallStatuses(
  run: readonly RecordLine[],
  stored: readonly AcceptedRecord[],
  held: readonly { ref: string }[],
  now: Date,
): ReceiptItem[] {
  const heldRefs = new Set(held.map(({ ref }) => ref));
  const applied = run.filter((_, i) => stored[i]?.isNew && stored[i].verdict === 'accepted');
  return applied
    .flatMap(recalledItems)
    .map((item) => receiptItem(item, heldRefs.has(item.ref) ? 'destroyed' : 'never-held', now));
}

async function restoreReleasedAgain(
  tx: Tx,
  deps: Deps,
  run: readonly RecordLine[],
  stored: readonly AcceptedRecord[],
): Promise<void> {
  const known = stored.flatMap((r, i) => (r.isNew ? [] : [{ stored: r, record: run[i]!.record }]));
  const held = await findHeld(
    tx,
    known.map((k) => k.stored),
  );
  const destroyed = new Set(held.filter((row) => row.destroyed).map((row) => row.id));
  for (const { stored: row, record } of known) if (destroyed.has(row.id)) await restoreWithin(tx, deps, row.id, record);
}

const receiptItem = (
  record: { ref: string; digest: Buffer },
  status: ReceiptItem['status'],
  at: Date,
): ReceiptItem => ({
  ref: record.ref,
  digest: toBase64url(record.digest),
  status,
  at: at.toISOString(),
});

/** A page may hold more than one receipt does. */
function receiptDrafts(deps: Deps, to: string, items: readonly ReceiptItem[]): Draft[] {
  const count = Math.ceil(items.length / maxReceiptItems);
  return Array.from({ length: count }, (_, i) =>
    nodeDraft(deps, 'receipt', to, { items: items.slice(i * maxReceiptItems, (i + 1) * maxReceiptItems) }),
  );
}

const refusalDraft = (deps: Deps, to: string, { seq, code, why, ref }: RefusedLine): Draft =>
  nodeDraft(deps, 'refusal', to, { seq, code, why, ...(ref === null ? {} : { ref }) });

const nodeDraft = (deps: Deps, kind: string, to: string, body: object): Draft => ({
  kind,
  to,
  body,
  author: nodeAuthority(deps.self.code),
  officers: [],
});
