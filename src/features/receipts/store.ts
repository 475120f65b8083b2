import { sql } from 'kysely';
import { fromBase64url } from '#platform/bytes.ts';
import type { Db, Tx } from '#platform/db/db.ts';
import { storableText } from '#platform/db/text.ts';
import type { Projected } from '#features/records/model.ts';
import { exportedSchema } from './exported-model.ts';
import type { Receipt, ReceiptView, Refusal } from './model.ts';

export async function insertReceiptItems(tx: Tx, records: readonly Projected<Receipt>[]): Promise<void> {
  const rows = records.flatMap((record) =>
    (record.content?.items ?? []).map((item, position) => ({
      ...item,
      id: record.id,
      position,
      holder: participantOf(record),
    })),
  );
  if (rows.length === 0) return;
  await sql`insert into receipt_item (receipt_id, position, holder, ref, digest, status, at, hold_code, hold_until, derived, backups_gone_by, exported, blobs_due)
    select * from unnest(${rows.map((r) => r.id)}::bigint[], ${rows.map((r) => r.position)}::int[], ${rows.map((r) => r.holder)}::text[],
      ${rows.map((r) => r.ref)}::text[], ${rows.map((r) => fromBase64url(r.digest, 'digest', 32))}::bytea[],
      ${rows.map((r) => r.status)}::text[], ${rows.map((r) => r.at)}::timestamptz[], ${rows.map((r) => r.code ?? null)}::text[],
      ${rows.map((r) => r.until ?? null)}::date[], ${rows.map((r) => r.derived ?? null)}::bigint[],
      ${rows.map((r) => r.backupsGoneBy ?? null)}::text[], ${rows.map((r) => (r.exported ? JSON.stringify(r.exported) : null))}::text[],
      ${rows.map((r) => r.blobsDue ?? null)}::int[])`.execute(tx);
}

/** Takes back what was read from these receipts, or these refusals. */
export async function deleteReceipts(tx: Tx, ids: readonly number[]): Promise<void> {
  if (ids.length > 0) await sql`delete from receipt_item where receipt_id = any(${ids}::bigint[])`.execute(tx);
}

export async function deleteRefusals(tx: Tx, ids: readonly number[]): Promise<void> {
  if (ids.length > 0) await sql`delete from refusal_item where refusal_id = any(${ids}::bigint[])`.execute(tx);
}

export async function insertRefusals(tx: Tx, records: readonly Projected<Refusal>[]): Promise<void> {
  const rows = records.flatMap((record) =>
    (record.content?.lines ?? []).map((line, position) => ({
      ...line,
      id: record.id,
      position,
      holder: participantOf(record),
    })),
  );
  if (rows.length === 0) return;
  await sql`insert into refusal_item (refusal_id, position, holder, seq, code, why)
    select * from unnest(${rows.map((r) => r.id)}::bigint[], ${rows.map((r) => r.position)}::int[], ${rows.map((r) => r.holder)}::text[],
      ${rows.map((r) => r.seq)}::bigint[], ${rows.map((r) => storableText(r.code))}::text[], ${rows.map((r) => storableText(r.why))}::text[])`.execute(
    tx,
  );
}

const participantOf = (record: Projected<unknown>): string => record.envelope.author.split('/', 1)[0] ?? '';

type Held = { record: string; holder: string };
type StoredReceipt = Omit<ReceiptView, 'exported'> & Held & { exported: string | null };
export type ReceiptRow = ReceiptView & Held;

/** What holders confirmed of records of this node's, oldest first. `ref` is the receipt's own. */
export async function listReceipts(db: Db, refs: readonly string[], self: string): Promise<ReceiptRow[]> {
  const { rows } = await sql<StoredReceipt>`
    select i.ref as record, i.holder, i.status, i.at, r.ref, i.hold_code as code, i.hold_until as until, i.derived,
      i.backups_gone_by as "backupsGoneBy", i.exported, i.blobs_due as "blobsDue"
    from receipt_item i join record r on r.id = i.receipt_id
    join record own on own.ref = i.ref and own.digest = i.digest
    where i.ref = any(${refs}::text[]) and i.holder <> ${self} order by i.receipt_id, i.position`.execute(db);
  return rows.map((row) => ({
    ...row,
    exported: row.exported === null ? null : exportedSchema.parse(JSON.parse(row.exported)),
  }));
}
