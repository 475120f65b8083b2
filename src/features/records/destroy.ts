import type { Tx } from '#platform/db/db.ts';
import { encryptBody } from './at-rest.ts';
import type { Deps, SealedRecord } from './model.ts';
import { findAllBelonging } from './belonging.ts';
import { deleteBlobs } from './blob-store.ts';
import { expectBlobs } from './record-blobs.ts';
import { insertSealed, toSealed } from './sealed-store.ts';
import { projectRecords, toSkeleton } from './steps.ts';
import * as store from './store.ts';

/** Destroys bodies with all that was read from them and what belongs to them, translations included (I5). Gives what was destroyed now. */
export async function destroyWithin(tx: Tx, deps: Deps, named: readonly number[]): Promise<void> {
  if (named.length === 0) return;
  const ids = [...new Set([...named, ...(await findAllBelonging(tx, deps, named))])];
  const rows = await store.readRows(tx, ids);
  await store.destroyBodies(tx, ids, deps.now());
  await deleteBlobs(tx, ids, deps.now());
  await projectRecords(tx, deps, rows.map(toSkeleton));
}

/** Gives a record that has none its content. */
export async function storeContent(
  tx: Tx,
  deps: Deps,
  id: number,
  record: SealedRecord,
  title: string | null,
): Promise<void> {
  const stored = encryptBody(record, deps);
  await store.restoreBody(tx, id, stored, record.readers ?? null, title);
  await insertSealed(tx, toSealed({ id, record }));
  // Their secrets lie under the key of the body, which is another one now.
  await deleteBlobs(tx, [id], deps.now());
  await expectBlobs(tx, deps, [{ id, record, stored }]);
}
