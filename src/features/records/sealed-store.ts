import { sql } from 'kysely';
import type { Db, Tx } from '#platform/db/db.ts';
import type { SealedRecord } from './model.ts';

// Content for authorities whose wrap keys are not at this node, as it came.

/** `blobs`: the age file with the identities of the record's blobs; null where it names none. */
export type SealedRow = { recordId: number; authority: string; file: Buffer; blobs: Buffer | null };

/** The content of a record that came unopened; nothing of others. */
export const toSealed = ({ id, record }: { id: number; record: SealedRecord }): SealedRow[] =>
  record.unopened
    ? [
        {
          recordId: id,
          authority: record.readers?.[0] ?? '',
          file: record.unopened,
          blobs: record.unopenedBlobs ?? null,
        },
      ]
    : [];

export async function insertSealed(tx: Tx, rows: readonly SealedRow[]): Promise<void> {
  for (const { recordId, authority, file, blobs } of rows)
    await sql`insert into sealed_body (record_id, authority, file, blobs) values (${recordId}, ${authority}, ${file}, ${blobs})
      on conflict do nothing`.execute(tx);
}

/** The next ones for these authorities, in the order of their records. */
export async function readSealed(
  db: Db,
  authorities: readonly string[],
  after: number,
  limit: number,
): Promise<SealedRow[]> {
  const { rows } = await sql<SealedRow>`
    select record_id as "recordId", authority, file, blobs from sealed_body
    where authority = any(${authorities}::text[]) and record_id > ${after} order by record_id limit ${limit}`.execute(
    db,
  );
  return rows;
}

export async function deleteSealed(tx: Tx, recordId: number, authority: string): Promise<void> {
  await sql`delete from sealed_body where record_id = ${recordId} and authority = ${authority}`.execute(tx);
}

/** Who may read from now on, and with which wrapped keys where the body is here. */
export async function setReaders(
  tx: Tx,
  id: number,
  readers: readonly string[] | null,
  wrappedKeys: Buffer | null,
): Promise<void> {
  await sql`update record set readers = ${readers}::text[], wrapped_keys = ${wrappedKeys} where id = ${id}`.execute(tx);
}
