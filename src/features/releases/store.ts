import { sql } from 'kysely';
import type { Db, Tx } from '#platform/db/db.ts';
import type { Item } from './model.ts';

export type ItemRow = Item & { recordId: number; position: number; recipient: string };

const unnested = (rows: readonly ItemRow[]) => sql`
  select * from unnest(${rows.map((r) => r.recordId)}::bigint[], ${rows.map((r) => r.position)}::int[],
                       ${rows.map((r) => r.recipient)}::text[], ${rows.map((r) => r.ref)}::text[], ${rows.map((r) => r.digest)}::bytea[])`;

export async function insertReleaseItems(tx: Tx, rows: readonly ItemRow[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`insert into release_item (release_id, position, recipient, ref, digest) ${unnested(rows)}`.execute(tx);
}

export async function insertRecallItems(tx: Tx, rows: readonly ItemRow[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`insert into recall_item (recall_id, position, recipient, ref, digest) ${unnested(rows)}`.execute(tx);
}

/** A recall ends every release of these records to its recipient that was made before it. */
export async function markRecalled(tx: Tx, recallIds: readonly number[]): Promise<void> {
  await sql`update release_item set recalled_by = c.recall_id from recall_item c
    where c.recall_id = any(${recallIds}::bigint[]) and release_item.ref = c.ref and release_item.recipient = c.recipient
      and release_item.digest = c.digest and release_item.recalled_by is null and release_item.release_id < c.recall_id`.execute(
    tx,
  );
}

/** Which of these records are held here, whatever became of their bodies. */
export async function findHeld(
  tx: Tx,
  items: readonly Item[],
): Promise<{ id: number; ref: string; destroyed: boolean }[]> {
  if (items.length === 0) return [];
  const { rows } = await sql<{ id: number; ref: string; destroyed: boolean }>`
    select id, ref, destroyed_at is not null as destroyed from record where digest = any(${items.map((i) => i.digest)}::bytea[])`.execute(
    tx,
  );
  return rows;
}

/** Digests that this participant released to the node's own and that were not recalled. */
export async function findCovered(
  tx: Tx,
  from: string,
  self: string,
  digests: readonly Buffer[],
): Promise<Set<string>> {
  if (digests.length === 0) return new Set();
  const { rows } = await sql<{ digest: Buffer }>`
    select distinct i.digest from release_item i join record r on r.id = i.release_id
    where i.digest = any(${digests}::bytea[]) and i.recipient = ${self} and i.recalled_by is null
      and r.participant = ${from} and r.verdict = 'accepted'`.execute(tx);
  return new Set(rows.map((row) => row.digest.toString('hex')));
}

/** Refs among these that the recipient has by a release that still stands. */
export async function findStanding(db: Db | Tx, to: string, refs: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ ref: string }>`
    select distinct ref from release_item where recipient = ${to} and recalled_by is null and ref = any(${refs}::text[])`.execute(
    db,
  );
  return new Set(rows.map((row) => row.ref));
}

export type ReleaseRow = { ref: string; to: string; at: Date; recalledAt: Date | null; recallRef: string | null };

/** Every release of a record by this node, oldest first. */
export async function listReleases(db: Db, ref: string): Promise<ReleaseRow[]> {
  const { rows } = await sql<ReleaseRow>`
    select r.ref, i.recipient as "to", r.issued_at as at, c.issued_at as "recalledAt", c.ref as "recallRef"
    from release_item i join record r on r.id = i.release_id left join record c on c.id = i.recalled_by
    where i.ref = ${ref} and r.verdict = 'own' order by r.id`.execute(db);
  return rows;
}
