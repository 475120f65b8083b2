import { nodeAuthority } from '#features/alliance/model.ts';
import type { Deps, Draft } from '#features/records/model.ts';
import { fullReceiptItems } from '#features/receipts/model.ts';
import type { ReceiptItem } from '#features/receipts/model.ts';
import { readBackupsGoneBy } from '#features/backups/actions.ts';
import { readExports } from '#features/receipts/actions.ts';
import { toBase64url } from '#platform/bytes.ts';
import { dayOf } from '#platform/clock.ts';
import type { Tx } from '#platform/db/db.ts';
import type { HeldRow } from '#features/releases/actions.ts';
import type { RefusedLine } from './apply-run.ts';

export const receiptItem = (
  record: { ref: string; digest: Buffer },
  status: ReceiptItem['status'],
  at: Date,
  blobsDue = 0,
): ReceiptItem => ({
  ref: record.ref,
  digest: toBase64url(record.digest),
  status,
  at: at.toISOString(),
  ...(blobsDue > 0 ? { blobsDue } : {}),
});

/** What is left of content that was taken back: in backups, and with whom it was exported to. */
export type Traces = Pick<ReceiptItem, 'backupsGoneBy' | 'exported'>;

/** By record. Asked once they are taken back, so that no export and no backup comes between. */
export async function readTraces(tx: Tx, held: readonly HeldRow[], at: Date): Promise<Map<number, Traces>> {
  const ids = held.map(({ id }) => id);
  const exports = await readExports(tx, ids);
  const backups = await readBackupsGoneBy(tx, ids, dayOf(at));
  return new Map(
    ids.map((id) => {
      const [exported, backupsGoneBy] = [exports.get(id), backups.get(id)];
      return [id, { ...(backupsGoneBy ? { backupsGoneBy } : {}), ...(exported ? { exported } : {}) }];
    }),
  );
}

/** What is confirmed of a record that was taken back here: gone, or kept unread under a hold of national law. */
export function takenBackItem(
  record: { ref: string; digest: Buffer },
  held: HeldRow | undefined,
  traces: ReadonlyMap<number, Traces>,
  at: Date,
): ReceiptItem {
  if (!held) return receiptItem(record, 'never-held', at);
  const { holdCode: code, holdUntil: until } = held;
  const stands = code !== null && until !== null && until >= dayOf(at);
  const confirmed = stands ? { ...receiptItem(record, 'held', at), code, until } : receiptItem(record, 'destroyed', at);
  return { ...confirmed, ...traces.get(held.id) };
}

/** A page may hold more than one receipt does. */
export function receiptDrafts(deps: Deps, to: string, items: readonly ReceiptItem[]): Draft[] {
  const count = Math.ceil(items.length / fullReceiptItems);
  return Array.from({ length: count }, (_, i) =>
    nodeDraft(deps, 'receipt', to, { items: items.slice(i * fullReceiptItems, (i + 1) * fullReceiptItems) }),
  );
}

/** One refusal for a whole page: a peer that sends rubbish costs one record of ours, not one for each line. */
export function refusalDrafts(deps: Deps, to: string, refused: readonly RefusedLine[]): Draft[] {
  const lines = refused
    .filter((line) => !isConfirmation(line))
    .map(({ seq, code, why, ref }) => ({ seq, code, why, ...(ref === null ? {} : { ref }) }));
  return lines.length === 0 ? [] : [nodeDraft(deps, 'refusal', to, { lines })];
}

/**
 * Whether a line calls itself a receipt or a refusal. Those are not answered, or two nodes that cannot read each other
 * would refuse each other's refusals for ever. Nothing was verified; all that a lie gains is silence.
 */
function isConfirmation({ line }: RefusedLine): boolean {
  try {
    const payload = line.toString('latin1').split('.', 2)[1] ?? '';
    const { kind } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { kind?: unknown };
    return kind === 'receipt' || kind === 'refusal';
  } catch {
    return false;
  }
}

const nodeDraft = (deps: Deps, kind: string, to: string, body: object): Draft => ({
  kind,
  to,
  body,
  author: nodeAuthority(deps.self.code),
  officers: [],
});
