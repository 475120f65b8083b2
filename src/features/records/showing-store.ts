import { sql } from 'kysely';
import type { Db } from '#platform/db/db.ts';

/**
 * A showing that was asked for and not opened yet: by its address alone, without any cookie, it is opened once. `sound`: it was asked for with
 * all that it does, which of a film is its sound and of a picture its motion.
 */
export type ShowingRow = { ref: string; sha256: string; officer: string; page: string; sound: boolean };

/** Also forgets those that nobody opened in time. */
export async function insertShowing(
  db: Db,
  row: ShowingRow & { token: Buffer; expiresAt: Date; now: Date },
): Promise<void> {
  await sql`delete from blob_showing where expires_at <= ${row.now}`.execute(db);
  await sql`insert into blob_showing (token_hash, ref, sha256, officer, page, sound, expires_at)
    values (${row.token}, ${row.ref}, ${row.sha256}, ${row.officer}, ${row.page}, ${row.sound}, ${row.expiresAt})`.execute(
    db,
  );
}

export async function countShowings(db: Db, officer: string, now: Date): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from blob_showing
    where officer = ${officer} and expires_at > ${now}`.execute(db);
  return rows[0]?.n ?? 0;
}

/** Gives it to the first who asks. */
export async function takeShowing(db: Db, token: Buffer, now: Date): Promise<ShowingRow | undefined> {
  const { rows } = await sql<ShowingRow>`delete from blob_showing where token_hash = ${token} and expires_at > ${now}
    returning ref, sha256, officer, page, sound`.execute(db);
  return rows[0];
}
