import { sql } from 'kysely';
import { transaction } from '#platform/db/db.ts';
import type { Db } from '#platform/db/db.ts';
import { packBytes } from '#platform/db/pack.ts';
import { encryptBody } from './at-rest.ts';
import type { Deps } from './model.ts';

/** Bodies are at most 4 MiB. */
const batch = 50;

type ClearRow = { id: number; kind: string; digest: Buffer; body: Buffer; bodyKey: Buffer };

/**
 * Encrypts the bodies that an earlier release stored in the clear, and takes their text out of the titles of confidential
 * kinds. Safe to break off and to repeat. The table is written anew at the end, since the old rows stay in its file
 * otherwise. Gives how many there were.
 */
export async function encryptStoredBodies(db: Db, deps: Pick<Deps, 'self' | 'randomBytes' | 'kinds'>): Promise<number> {
  let count = 0;
  for (;;) {
    const done = await encryptSome(db, deps);
    count += done;
    if (done < batch) break;
  }
  if (count > 0) await sql`vacuum (full, analyze) record`.execute(db);
  return count;
}

function encryptSome(db: Db, deps: Pick<Deps, 'self' | 'randomBytes' | 'kinds'>): Promise<number> {
  return transaction(db, async (tx) => {
    const { rows } = await sql<ClearRow>`select id, kind, digest, body, body_key as "bodyKey" from record
      where body_key is not null order by id limit ${batch} for update`.execute(tx);
    if (rows.length === 0) return 0;
    const stored = rows.map((row) => encryptBody(row, deps));
    const bodies = packBytes(stored.map((s) => s?.body ?? null));
    const keys = packBytes(stored.map((s) => s?.wrappedKeys ?? null));
    const confidential = rows.map((row) => deps.kinds.get(row.kind)?.confidential === true);
    await sql`update record set body = substring(${bodies.bytes}::bytea from body_start for body_length), body_key = null,
        wrapped_keys = substring(${keys.bytes}::bytea from keys_start for keys_length),
        title = case when confidential then null else title end
      from unnest(${rows.map((row) => row.id)}::bigint[], ${confidential}::boolean[], ${bodies.starts}::int[],
          ${bodies.lengths}::int[], ${keys.starts}::int[], ${keys.lengths}::int[])
        as t (record_id, confidential, body_start, body_length, keys_start, keys_length)
      where record.id = t.record_id`.execute(tx);
    return rows.length;
  });
}
