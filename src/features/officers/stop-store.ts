import { sql } from 'kysely';
import type { Db, Tx } from '#platform/db/db.ts';
import type { StopReason } from './stop-model.ts';

/** Stops passkeys for good; one that is stopped stays as it is. Gives those that were stopped now. */
export async function insertStops(
  tx: Tx,
  credentials: readonly string[],
  { officer, by, reason, at }: { officer: string; by: string; reason: StopReason; at: Date },
): Promise<string[]> {
  const { rows } = await sql<{ credential: string }>`insert into passkey_stop (credential, officer, by, reason, at)
    select credential, ${officer}, ${by}, ${reason}, ${at} from unnest(${credentials}::text[]) as credential
    on conflict do nothing returning credential`.execute(tx);
  return rows.map(({ credential }) => credential);
}

/** By whom and why each of these passkeys was stopped that was. */
export async function readStops(db: Db | Tx, credentials: readonly string[]) {
  if (credentials.length === 0) return new Map<string, { by: string; reason: StopReason; at: Date }>();
  const { rows } = await sql<{ credential: string; by: string; reason: StopReason; at: Date }>`
    select credential, by, reason, at from passkey_stop where credential = any(${credentials}::text[])`.execute(db);
  return new Map(rows.map(({ credential, ...stop }) => [credential, stop]));
}

/** Sessions that began by one of these passkeys are over. */
export async function deleteSessionsBy(tx: Tx, credentials: readonly string[]): Promise<void> {
  await sql`delete from session where credential = any(${credentials}::text[])`.execute(tx);
}
