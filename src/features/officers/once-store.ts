import { sql } from 'kysely';
import type { Db, Tx } from '#platform/db/db.ts';

export type OnceRow = {
  request: Buffer;
  process: string | null;
  madeAt: Date | null;
  answer: string | null;
};
export type OnceKey = { officer: string; key: Buffer };

export async function forgetOnce(tx: Tx, before: Date): Promise<void> {
  await sql`delete from once_request where at < ${before}`.execute(tx);
}

export async function countOnce(tx: Tx, officer: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from once_request where officer = ${officer}`.execute(
    tx,
  );
  return rows[0]?.n ?? 0;
}

/** False where the key is there already; then `readOnce` waits for whoever holds it and reads it. */
export async function insertOnce(
  tx: Tx,
  { officer, key }: OnceKey,
  request: Buffer,
  process: string,
  at: Date,
): Promise<boolean> {
  const { rows } = await sql`insert into once_request (officer, key, request, process, at)
    values (${officer}, ${key}, ${request}, ${process}, ${at}) on conflict do nothing returning 1`.execute(tx);
  return rows.length === 1;
}

export async function lockOnce(tx: Tx, { officer, key }: OnceKey): Promise<OnceRow | undefined> {
  const { rows } = await sql<OnceRow>`select request, process, made_at as "madeAt", answer from once_request
    where officer = ${officer} and key = ${key} for update`.execute(tx);
  return rows[0];
}

/** Who works on it from now on; null: nobody. */
export async function setOnceProcess(db: Db | Tx, { officer, key }: OnceKey, process: string | null): Promise<void> {
  await sql`update once_request set process = ${process} where officer = ${officer} and key = ${key}`.execute(db);
}

export async function setOnceMade(tx: Tx, { officer, key }: OnceKey, at: Date): Promise<void> {
  await sql`update once_request set made_at = ${at} where officer = ${officer} and key = ${key}`.execute(tx);
}

export async function setOnceAnswer(db: Db, { officer, key }: OnceKey, answer: string): Promise<void> {
  await sql`update once_request set answer = ${answer}, process = null where officer = ${officer} and key = ${key}`.execute(
    db,
  );
}

export async function deleteOnce(db: Db, { officer, key }: OnceKey): Promise<void> {
  await sql`delete from once_request where officer = ${officer} and key = ${key}`.execute(db);
}
