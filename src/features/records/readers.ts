import { JsonError } from '@tamga/json';
import { gateArrivals } from '#features/quarantine/actions/gate-arrivals.ts';
import { transaction } from '#platform/db/db.ts';
import type { Tx } from '#platform/db/db.ts';
import { rewrapBody } from './at-rest.ts';
import { restoreWithin } from './restore.ts';
import type { Deps, Readers, SealedRecord } from './model.ts';
import { openEnvelope, readBody } from './seal.ts';
import * as sealed from './sealed-store.ts';
import type { SealedRow } from './sealed-store.ts';
import { openBlobSecrets, openSealedBody } from './sealed-body.ts';
import { gatherKnown, judge, projectRecords, readStored, titleOf, toProjected } from './steps.ts';
import * as store from './store.ts';

/** Either is for all, or both together. */
const widen = (a: Readers, b: Readers): Readers => (a === null || b === null ? null : [...new Set([...a, ...b])]);

/** A record that is here, with content, comes again for others of this participant: they may read it from now on. */
export async function addReaders(tx: Tx, deps: Deps, id: number, record: SealedRecord): Promise<void> {
  const [row] = await store.readRows(tx, [id]);
  if (!row) return;
  const readers = widen(row.readers, record.readers ?? null);
  if (record.unopened) {
    await sealed.insertSealed(tx, sealed.toSealed({ id, record }));
    if (row.body === null) await sealed.setReaders(tx, id, readers, null);
    return;
  }
  if (row.body === null) return restoreWithin(tx, deps, id, record);
  if (readers?.length === row.readers?.length) return;
  const rewrapped = rewrapBody(row, readers, deps);
  if (!rewrapped) return deps.logger.error('body-unopened', { ref: row.ref, code: 'no-key' });
  await sealed.setReaders(tx, id, readers, rewrapped.wrappedKeys);
  if (readers !== null) return;
  const opened = readStored({ ...row, ...rewrapped }, deps);
  if (row.verdict !== 'quarantined') await store.setTitles(tx, [{ id, title: titleOf(opened, deps) }]);
  if (row.verdict === 'accepted') await projectRecords(tx, deps, [toProjected(opened, id)]);
}

const batch = 50;

/** Opens what came before the authority's wrap key was here, and judges it with its content. Gives how many were opened. */
export async function openSealedBodies(deps: Deps): Promise<number> {
  const authorities = [...deps.self.keys.wrap.keys()].filter((reader) => reader !== deps.self.code);
  let count = 0;
  for (let after = 0; ;) {
    const rows = await sealed.readSealed(deps.db, authorities, after, batch);
    for (const row of rows) if (await transaction(deps.db, (tx) => openOne(tx, deps, row))) count += 1;
    if (rows.length < batch) return count;
    after = rows.at(-1)!.recordId;
  }
}

/** What does not open, or is not what was sealed, sets its record aside and stays as proof. */
async function openOne(tx: Tx, deps: Deps, { recordId, authority, file, blobs }: SealedRow): Promise<boolean> {
  const [row] = await store.readRows(tx, [recordId]);
  if (!row) return false;
  const envelope = openEnvelope(row.jws);
  const opened = await openSealedBody({ envelope, file, authority }, deps.self.keys);
  if (opened === 'no-key') return false;
  const setAside = (code: string, why: string): Promise<void> =>
    store.setVerdict(tx, [recordId], 'quarantined', code, why);
  if ('code' in opened) {
    await setAside(opened.code, opened.why);
    return false;
  }
  const content = readOrFault(opened.body);
  if (content instanceof JsonError) {
    await setAside('body-json', `${content.code} at byte ${content.offset}`);
    return false;
  }
  const blobSecrets = await openBlobSecrets(blobs, envelope, deps.self.keys);
  if ('code' in blobSecrets) {
    await setAside(blobSecrets.code, blobSecrets.why);
    return false;
  }
  const outer = { jws: row.jws, digest: row.digest, envelope, readers: [authority] };
  const record: SealedRecord = { ...outer, ...opened, content, ...blobSecrets };
  await addReaders(tx, deps, recordId, record);
  await sealed.deleteSealed(tx, recordId, authority);
  const verdict = judge(record, await gatherKnown(tx, deps, [record]), deps);
  const bulk = verdict.ok ? (await gateArrivals(tx, deps, [{ id: recordId, record }])).get(recordId) : undefined;
  if (!verdict.ok) await setAside(verdict.code, verdict.why);
  else if (bulk) await setAside(bulk.code, bulk.why);
  return true;
}

function readOrFault(body: Buffer): unknown {
  try {
    return readBody(body);
  } catch (error) {
    if (error instanceof JsonError) return error;
    throw error;
  }
}
