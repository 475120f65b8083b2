import { sql } from 'kysely';
import type { Self } from '#features/alliance/model.ts';
import { decryptBody } from '#features/records/at-rest.ts';
import type { BodyRow } from '#features/records/at-rest.ts';
import type { Db, Tx } from '#platform/db/db.ts';
import { readerOf } from './viewer.ts';

/** Sees all content, and acts for no authority. */
export const anyOfficer = readerOf('');

type HeldRecord = {
  ref: string;
  kind: string;
  jws: string;
  digest: Buffer;
  body: Buffer | null;
  bodyKey: Buffer | null;
};

/** All records of a node with their bodies as the node's own keys open them; destroyed ones are null. */
export async function readOpened(db: Db | Tx, self: Self): Promise<HeldRecord[]> {
  const { rows } = await sql<Omit<HeldRecord, 'bodyKey'> & BodyRow>`
    select ref, kind, jws, digest, body, wrapped_keys as "wrappedKeys", readers from record order by id`.execute(db);
  return rows.map((row) => {
    const opened = decryptBody(row, self);
    if (!opened.ok && opened.code !== 'destroyed')
      throw new Error(`the body of ${row.ref} does not open: ${opened.code}`);
    const { ref, kind, jws, digest } = row;
    const content = opened.ok ? { body: Buffer.from(opened.body), bodyKey: Buffer.from(opened.bodyKey) } : null;
    return { ref, kind, jws, digest, body: content?.body ?? null, bodyKey: content?.bodyKey ?? null };
  });
}
