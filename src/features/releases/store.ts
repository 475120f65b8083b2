import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { Db, Tx } from '#platform/db/db.ts';
import type { Item } from './model.ts';

export type ItemRow = Item & { recordId: number; position: number; recipient: string };

const unnested = (
  rows: readonly ItemRow[],
) => sql`unnest(${rows.map((r) => r.recordId)}::bigint[], ${rows.map((r) => r.position)}::int[],
                       ${rows.map((r) => r.recipient)}::text[], ${rows.map((r) => r.ref)}::text[], ${rows.map((r) => r.digest)}::bytea[])`;

export async function insertReleaseItems(
  tx: Tx,
  rows: readonly (ItemRow & { authority: string | null })[],
): Promise<void> {
  if (rows.length === 0) return;
  await sql`insert into release_item (release_id, position, recipient, ref, digest, authority, record_id)
    select given.*, own.id from unnest(${rows.map((r) => r.recordId)}::bigint[], ${rows.map((r) => r.position)}::int[],
        ${rows.map((r) => r.recipient)}::text[], ${rows.map((r) => r.ref)}::text[], ${rows.map((r) => r.digest)}::bytea[],
        ${rows.map((r) => r.authority)}::text[]) as given (release_id, position, recipient, ref, digest, authority)
    -- By the ref, for refs of one time lie side by side in the index and digests anywhere; "is not distinct from" asks no index.
    left join record own on own.ref = given.ref and own.digest is not distinct from given.digest and own.verdict = 'own'`.execute(
    tx,
  );
}

export async function insertRecallItems(tx: Tx, rows: readonly ItemRow[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`insert into recall_item (recall_id, position, recipient, ref, digest) select * from ${unnested(rows)}`.execute(
    tx,
  );
}

/** Takes back what was read from these releases, or these recalls. */
export async function deleteReleases(tx: Tx, ids: readonly number[]): Promise<void> {
  if (ids.length > 0) await sql`delete from release_item where release_id = any(${ids}::bigint[])`.execute(tx);
}

export async function deleteRecalls(tx: Tx, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`delete from recall_item where recall_id = any(${ids}::bigint[])`.execute(tx);
  const { rows } = await sql<{ id: number }>`
    update release_item set recalled_by = null where recalled_by = any(${ids}::bigint[]) returning release_id as id`.execute(
    tx,
  );
  await markEnded(tx, [...new Set(rows.map(({ id }) => id))]);
}

/** A recall ends every release of these records to its recipient that was made before it. */
export async function markRecalled(tx: Tx, recallIds: readonly number[]): Promise<void> {
  await markFirst(tx, sql`c.recall_id = any(${recallIds}::bigint[])`);
}

/** What was recalled before these releases could be applied is ended from the start: a release may have been set aside meanwhile. */
export async function markEnded(tx: Tx, releaseIds: readonly number[]): Promise<void> {
  if (releaseIds.length === 0) return;
  const later = sql`c.recall_id > ${Math.min(...releaseIds)}`;
  await markFirst(tx, sql`i.release_id = any(${releaseIds}::bigint[]) and ${later}`);
}

/** Names the first recall after a release as what ended it, in whichever order they were applied (I12). */
async function markFirst(tx: Tx, which: RawBuilder<unknown>): Promise<void> {
  await sql`update release_item set recalled_by = ended.by from (
      select i.release_id, i.position, min(c.recall_id) as by from recall_item c
      join release_item i on i.ref = c.ref and i.recipient = c.recipient and i.digest = c.digest and i.release_id < c.recall_id
      where ${which} and i.recalled_by is null group by i.release_id, i.position) ended
    where release_item.release_id = ended.release_id and release_item.position = ended.position`.execute(tx);
}

/** `destroyed`: nobody reads it any more. A hold names its duty and its last day. */
export type HeldRow = {
  id: number;
  ref: string;
  destroyed: boolean;
  holdCode: string | null;
  holdUntil: string | null;
};

/**
 * Which of these records are held here, whatever became of their bodies; not those of which only the envelope ever came.
 * Ref and digest must both fit: a digest alone would let one participant speak of what another wrote.
 */
export async function findHeld(tx: Tx, items: readonly Item[]): Promise<HeldRow[]> {
  if (items.length === 0) return [];
  const { rows } = await sql<HeldRow>`
    select r.id, r.ref, r.destroyed_at is not null or r.withheld_at is not null as destroyed, r.hold_code as "holdCode", r.hold_until as "holdUntil"
    from record r
    join unnest(${items.map((i) => i.ref)}::text[], ${items.map((i) => i.digest)}::bytea[]) as given (ref, digest)
      on r.digest = given.digest and r.ref = given.ref
    where r.body is not null or r.destroyed_at is not null or r.readers is not null`.execute(tx);
  return rows;
}

/**
 * What this participant released to the node's own and did not recall, as `coveredKey` names it: to the whole participant,
 * and to each authority, apart.
 */
export async function findCovered(tx: Tx, from: string, self: string, items: readonly Item[]): Promise<Set<string>> {
  if (items.length === 0) return new Set();
  const { rows } = await sql<{ digest: Buffer; authority: string | null }>`
    select distinct i.digest, i.authority from release_item i join record r on r.id = i.release_id
    join unnest(${items.map((i) => i.ref)}::text[], ${items.map((i) => i.digest)}::bytea[]) as given (ref, digest)
      on i.digest = given.digest and i.ref = given.ref
    where i.recipient = ${self} and i.recalled_by is null
      and r.participant = ${from} and r.verdict = 'accepted'`.execute(tx);
  return new Set(rows.map((row) => coveredKey(row.digest, row.authority)));
}

export const coveredKey = (digest: Buffer, authority: string | null): string =>
  `${digest.toString('hex')} ${authority ?? ''}`;

/** Refs among these that an authority, or with null the whole participant, has by a release of this node that still stands. */
export async function findStanding(
  db: Db | Tx,
  to: string,
  authority: string | null,
  refs: readonly string[],
): Promise<Set<string>> {
  const { rows } = await sql<{ ref: string }>`
    select distinct i.ref from release_item i join record r on r.id = i.release_id and r.verdict = 'own'
    where i.recipient = ${to} and (i.authority is null or i.authority = ${authority}) and i.recalled_by is null
      and i.ref = any(${refs}::text[])`.execute(db);
  return new Set(rows.map((row) => row.ref));
}

/** Refs among these that anybody of the participant has by a release of this node that still stands. */
export async function findReleased(db: Db | Tx, to: string, refs: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ ref: string }>`
    select distinct i.ref from release_item i join record r on r.id = i.release_id and r.verdict = 'own'
    where i.recipient = ${to} and i.recalled_by is null and i.ref = any(${refs}::text[])`.execute(db);
  return new Set(rows.map((row) => row.ref));
}

/** What a recipient has by releases of this node that still stand, with the authority that released it first. */
export async function listStanding(tx: Tx, to: string, limit: number): Promise<(Item & { author: string })[]> {
  const { rows } = await sql<Item & { author: string }>`
    select distinct on (i.ref, i.digest) i.ref, i.digest, r.author
    from release_item i join record r on r.id = i.release_id and r.verdict = 'own'
    where i.recipient = ${to} and i.recalled_by is null order by i.ref, i.digest, r.id limit ${limit}`.execute(tx);
  return rows;
}

/** What is released to these authorities, stands, and was not confirmed; with the release, and its record here. */
export async function listUnconfirmed(
  tx: Tx,
  authorities: readonly string[],
): Promise<{ id: number; ref: string; causeId: number }[]> {
  const { rows } = await sql<{ id: number; ref: string; causeId: number }>`
    select own.id, i.ref, i.release_id as "causeId"
    from release_item i join record r on r.id = i.release_id and r.verdict = 'own' join record own on own.id = i.record_id
    where i.authority = any(${authorities}::text[]) and i.recalled_by is null and own.destroyed_at is null
      and not exists (select 1 from receipt_item d where d.ref = i.ref and d.digest = i.digest and d.holder = i.recipient)
    order by i.release_id, i.position limit 5000`.execute(tx);
  return rows;
}

export type ReleaseRow = {
  record: string;
  ref: string;
  to: string;
  at: Date;
  recalledAt: Date | null;
  recallRef: string | null;
};

/** Every release of these records by this node, oldest first. */
export async function listReleases(db: Db, refs: readonly string[]): Promise<ReleaseRow[]> {
  const { rows } = await sql<ReleaseRow>`
    select i.ref as record, r.ref, coalesce(i.authority, i.recipient) as "to", r.issued_at as at, c.issued_at as "recalledAt", c.ref as "recallRef"
    from release_item i join record r on r.id = i.release_id left join record c on c.id = i.recalled_by
    where i.ref = any(${refs}::text[]) and r.verdict = 'own' order by r.id`.execute(db);
  return rows;
}

/** The newest recall of a record that came to this node, where no release of it stands. */
export async function findRecall(db: Db, self: string, { ref, digest }: Item): Promise<string | undefined> {
  const { rows } = await sql<{ ref: string }>`
    select c.ref from recall_item i join record c on c.id = i.recall_id
    where i.ref = ${ref} and i.digest = ${digest} and i.recipient = ${self} and c.verdict = 'accepted'
      and not exists (select 1 from release_item s join record r on r.id = s.release_id
        where s.ref = i.ref and s.digest = i.digest and s.recipient = i.recipient and s.recalled_by is null and r.verdict = 'accepted')
    order by c.id desc limit 1`.execute(db);
  return rows[0]?.ref;
}

/** Who has one of these records by a release of this node that still stands, or `ever` had it: participants, and authorities alone. */
export async function findRecipients(
  tx: Tx,
  refs: readonly string[],
  { ever = false }: { ever?: boolean } = {},
): Promise<string[]> {
  if (refs.length === 0) return [];
  const { rows } = await sql<{ recipient: string }>`
    select distinct coalesce(i.authority, i.recipient) as recipient from release_item i join record r on r.id = i.release_id and r.verdict = 'own'
    where i.ref = any(${refs}::text[]) and (${ever} or i.recalled_by is null) order by 1`.execute(tx);
  return rows.map((row) => row.recipient);
}

/** Their cases and what they are about: neither the participant's own nor released to it, and none of what goes. */
export async function findNeeded(
  tx: Tx,
  going: readonly { id: number; ref: string }[],
  participant: string,
  limit: number,
): Promise<string[]> {
  if (going.length === 0) return [];
  const ids = going.map(({ id }) => id);
  const refs = going.map(({ ref }) => ref);
  const { rows } = await sql<{ ref: string }>`
    select needed.ref from (
      select case_ref as ref from record where id = any(${ids}::bigint[]) and case_ref is not null
      union select ref from record_about where record_id = any(${ids}::bigint[])) needed
    where split_part(needed.ref, '/', 1) <> ${participant} and needed.ref <> all(${refs}::text[])
      and not exists (select 1 from release_item i join record r on r.id = i.release_id and r.verdict = 'own'
        where i.recipient = ${participant} and i.recalled_by is null and i.ref = needed.ref)
    order by 1 limit ${limit}`.execute(tx);
  return rows.map((row) => row.ref);
}
