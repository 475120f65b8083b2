import { sql } from 'kysely';
import type { Db, Tx } from '#platform/db/db.ts';

/** False where the passkey counted further before, or is doubted already. Authenticators without a counter say 0 for ever. */
export async function advanceCounter(db: Db | Tx, credential: string, counter: number, at: Date): Promise<boolean> {
  const { rows } = await sql`insert into passkey_counter (credential, counter, at)
    values (${credential}, ${counter}, ${at})
    on conflict (credential) do update set counter = excluded.counter, at = excluded.at
    where passkey_counter.doubted_at is null
      and (excluded.counter > passkey_counter.counter or (excluded.counter = 0 and passkey_counter.counter = 0))
    returning 1`.execute(db);
  return rows.length === 1;
}

/** How far the passkey had counted, where it is not doubted yet. */
export async function setDoubted(db: Db, credential: string, at: Date): Promise<number | undefined> {
  const { rows } = await sql<{ counter: number }>`update passkey_counter set doubted_at = ${at}
    where credential = ${credential} and doubted_at is null returning counter::int8::float8 as counter`.execute(db);
  return rows[0]?.counter;
}

export async function listDoubted(db: Db | Tx, credentials: readonly string[]): Promise<Set<string>> {
  if (credentials.length === 0) return new Set();
  const { rows } = await sql<{ credential: string }>`select credential from passkey_counter
    where credential = any(${credentials}::text[]) and doubted_at is not null`.execute(db);
  return new Set(rows.map(({ credential }) => credential));
}
