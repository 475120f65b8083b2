import { nodeAuthority } from '#features/alliance/model.ts';
import type { Deps, Draft } from '#features/records/model.ts';
import { maxReceiptItems } from '#features/receipts/model.ts';
import type { ReceiptItem } from '#features/receipts/model.ts';
import { toBase64url } from '#platform/bytes.ts';
import { dayOf } from '#platform/clock.ts';
import type { HeldRow } from '#features/releases/actions.ts';
import type { RefusedLine } from './apply-run.ts';

export const receiptItem = (
  record: { ref: string; digest: Buffer },
  status: ReceiptItem['status'],
  at: Date,
): ReceiptItem => ({
  ref: record.ref,
  digest: toBase64url(record.digest),
  status,
  at: at.toISOString(),
});

/** What is confirmed of a record that was taken back here: gone, or kept unread under a hold of national law. */
export function takenBackItem(
  record: { ref: string; digest: Buffer },
  held: HeldRow | undefined,
  at: Date,
): ReceiptItem {
  if (!held) return receiptItem(record, 'never-held', at);
  const { holdCode: code, holdUntil: until } = held;
  const stands = code !== null && until !== null && until >= dayOf(at);
  return stands ? { ...receiptItem(record, 'held', at), code, until } : receiptItem(record, 'destroyed', at);
}

/** A page may hold more than one receipt does. */
export function receiptDrafts(deps: Deps, to: string, items: readonly ReceiptItem[]): Draft[] {
  const count = Math.ceil(items.length / maxReceiptItems);
  return Array.from({ length: count }, (_, i) =>
    nodeDraft(deps, 'receipt', to, { items: items.slice(i * maxReceiptItems, (i + 1) * maxReceiptItems) }),
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
