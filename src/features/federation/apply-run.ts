import type { Tx } from '#platform/db/db.ts';
import { acceptWithin, addReaders, completeWithin, countBlobsDue, restoreWithin } from '#features/records/actions.ts';
import type { AcceptedRecord } from '#features/records/actions.ts';
import type { Deps, SealedRecord } from '#features/records/model.ts';
import type { ReceiptItem } from '#features/receipts/model.ts';
import { countDerived } from '#features/tasks/actions.ts';
import { coveredKey, findCovered, findHeld } from '#features/releases/actions.ts';
import type { HeldRow } from '#features/releases/actions.ts';
import { recallSchema } from '#features/releases/model.ts';
import type { Item } from '#features/releases/model.ts';
import { fromBase64url } from '#platform/bytes.ts';
import { dayOf } from '#platform/clock.ts';
import { readTraces, receiptItem, takenBackItem } from './confirm.ts';
import type { Traces } from './confirm.ts';
import * as store from './store.ts';
import type { VerifiedLine } from './verify-line.ts';

export type RecordLine = Extract<VerifiedLine, { outcome: 'record' }>;
export type RefusedLine = Extract<VerifiedLine, { outcome: 'refused' }>;
/** What goes back to the sender of what was taken, and what was not. */
export type Taken = { receipts: ReceiptItem[]; refused: RefusedLine[] };

/** Control records are addressed, known kind or not; everything else must have been let go by a release. */
export const isControl = ({ record }: RecordLine, deps: Pick<Deps, 'kinds'>): boolean =>
  record.envelope.to !== undefined || (deps.kinds.get(record.envelope.kind)?.control ?? false);

/** An envelope alone, as oversight's due: no release lets it go, and it is not receipted. */
export const isEnvelope = ({ record }: RecordLine): boolean => record.body === null && record.unopened === undefined;

/** Applies lines of one sort: envelopes alone, control records of one kind, or content. */
export async function applyRun(
  tx: Tx,
  deps: Deps,
  peer: string,
  run: readonly RecordLine[],
  under: { log: number; size: number },
): Promise<Taken> {
  const now = deps.now();
  const free = isEnvelope(run[0]!) || isControl(run[0]!, deps);
  const refused: RefusedLine[] = [];
  const taken = free ? run : await keepCovered(tx, deps, peer, run, refused);
  const recalled = taken.flatMap(recalledItems);
  const held = await findHeld(tx, recalled);
  const derived = await countDerived(
    tx,
    recalled.map(({ ref }) => ref),
    deps.self.code,
  );
  const stored = await acceptWithin(
    tx,
    deps,
    taken.map((line) => ({ record: line.record, log: under.log, logIndex: line.index })),
  );
  if (!isEnvelope(run[0]!)) await takeAgain(tx, deps, taken, stored);
  const arrivals = taken.map((line, i) => ({ recordId: stored[i]!.id, seq: line.seq, proof: line.proof }));
  await store.insertArrivals(tx, peer, under, arrivals, now);
  const due = await countBlobsDue(
    tx,
    stored.map(({ id }, i) => ({ id, record: taken[i]!.record })),
  );
  const delivered = free ? [] : stored.map((r) => receiptItem(r, 'delivered', now, due.get(r.id)));
  const traces = await readTraces(tx, held, now);
  return { receipts: [...recallStatuses(taken, stored, { held, derived, traces }, now), ...delivered], refused };
}

/** Content that no standing release lets go is refused: a sender's mistake must not become our possession. */
async function keepCovered(
  tx: Tx,
  deps: Deps,
  peer: string,
  run: readonly RecordLine[],
  refused: RefusedLine[],
): Promise<RecordLine[]> {
  const covered = await findCovered(
    tx,
    peer,
    deps.self.code,
    run.map(({ record }) => ({ ref: record.envelope.ref, digest: record.digest })),
  );
  return run.filter((line) => {
    const { seq, record } = line;
    const [authority = null] = record.readers ?? [];
    // What was released to one authority must not come in the clear, nor to another.
    if (covered.has(coveredKey(record.digest, authority))) return true;
    const why = `no release to ${authority ?? 'this participant'} stands before it`;
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

/** What a record takes back; nothing where it is no recall. */
export const recalledItems = ({ record }: RecordLine): Item[] => {
  const recall = record.envelope.kind === 'recall' ? recallSchema.safeParse(record.content).data : undefined;
  return (recall?.records ?? []).map(({ ref, digest }) => ({ ref, digest: fromBase64url(digest, 'digest', 32) }));
};

/** What is confirmed of each record that a recall took back: nothing where the recall itself was not accepted. */
function recallStatuses(
  run: readonly RecordLine[],
  stored: readonly AcceptedRecord[],
  known: { held: readonly HeldRow[]; derived: ReadonlyMap<string, number>; traces: ReadonlyMap<number, Traces> },
  now: Date,
): ReceiptItem[] {
  const heldOf = new Map(known.held.map((row) => [row.ref, row]));
  const applied = run.filter((_, i) => stored[i]?.isNew && stored[i].verdict === 'accepted');
  return applied.flatMap(recalledItems).map((item) => {
    const count = known.derived.get(item.ref);
    const confirmed = takenBackItem(item, heldOf.get(item.ref), known.traces, now);
    return count === undefined ? confirmed : { ...confirmed, derived: count };
  });
}

/** What is known already comes again: after a recall it is put back, and for further readers it is opened to them. */
async function takeAgain(
  tx: Tx,
  deps: Deps,
  run: readonly RecordLine[],
  stored: readonly AcceptedRecord[],
): Promise<void> {
  const today = dayOf(deps.now());
  const isKept = ({ envelope }: SealedRecord): boolean => (envelope.retainUntil ?? today) >= today;
  const known = stored.flatMap((r, i) =>
    r.isNew || !isKept(run[i]!.record) ? [] : [{ stored: r, record: run[i]!.record }],
  );
  await completeWithin(
    tx,
    deps,
    known.map((k) => ({ id: k.stored.id, record: k.record })),
  );
  const held = await findHeld(
    tx,
    known.map((k) => k.stored),
  );
  const destroyed = new Set(held.filter((row) => row.destroyed).map((row) => row.id));
  for (const { stored: row, record } of known)
    if (destroyed.has(row.id)) await restoreWithin(tx, deps, row.id, record);
    else await addReaders(tx, deps, row.id, record);
}
