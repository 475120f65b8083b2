import type { Tx } from '#platform/db/db.ts';
import { dayOf } from '#platform/clock.ts';
import { encryptBody } from './at-rest.ts';
import { storeContent } from './destroy.ts';
import type { Deps, SealedRecord } from './model.ts';
import { projectRecords, projectRuns, titleOf, toProjected } from './steps.ts';
import { expectOwnBlobs } from './record-blobs.ts';
import { guardOf } from './rules.ts';
import * as store from './store.ts';

/** An own record that somebody held, with its place in the log that it was in. */
export type CameBack = { record: SealedRecord; log: number; logIndex: number };

/**
 * Stores own records that a restored node had lost, in the order given: they were judged when they were sealed. One without
 * content is a skeleton, until somebody else gives the content. Gives their ids; null where another record bears the ref.
 */
export async function storeCameBack(tx: Tx, deps: Deps, given: readonly CameBack[]): Promise<(number | null)[]> {
  const conflicts = await store.findRefConflicts(
    tx,
    given.map(({ record }) => record),
  );
  const today = dayOf(deps.now());
  const isKept = ({ envelope }: SealedRecord): boolean => (envelope.retainUntil ?? today) >= today;
  const taken = given
    .filter(({ record }) => !conflicts.has(record.envelope.ref))
    .map((one) => (isKept(one.record) ? one : { ...one, record: withoutBody(one.record) }));
  const rows = taken.map(({ record, ...place }) => ({
    record,
    ...place,
    stored: encryptBody(record, deps),
    guard: guardOf(record.envelope, deps.kinds.get(record.envelope.kind), deps.self.alliance.profile),
    title: titleOf(record, deps),
    verdict: 'own' as const,
    code: null,
    why: null,
  }));
  const ids = await store.insertRecords(tx, rows, deps.now());
  const stored = taken.map(({ record }, i) => ({ record, ...ids[i]! }));
  const fresh = stored.filter(({ isNew }) => isNew);
  const bare = fresh.filter(({ record }) => record.body === null).map(({ id }) => id);
  await store.destroyBodies(tx, bare, deps.now());
  await expectOwnBlobs(
    tx,
    deps,
    fresh.filter(({ record }) => record.body !== null).map(({ id }) => id),
  );
  await projectRuns(
    tx,
    deps,
    fresh.map(({ record, id }) => toProjected(record, id)),
  );
  await complete(
    tx,
    deps,
    stored.filter(({ isNew, record }) => !isNew && record.body !== null),
  );
  const idOf = new Map(stored.map(({ record, id }) => [record.digest.toString('hex'), id]));
  return given.map(({ record }) => idOf.get(record.digest.toString('hex')) ?? null);
}

const withoutBody = (record: SealedRecord): SealedRecord => ({ ...record, body: null, bodyKey: null, content: null });

/** What came back bare from one holder comes with its content from another. What was destroyed before stays so. */
async function complete(tx: Tx, deps: Deps, known: readonly { record: SealedRecord; id: number }[]): Promise<void> {
  const rows = new Map(
    (
      await store.readRows(
        tx,
        known.map(({ id }) => id),
      )
    ).map((row) => [row.id, row]),
  );
  for (const { record, id } of known) {
    const row = rows.get(id);
    // Only what came back has a place of its own here: an own record's is in log_leaf.
    if (row?.verdict !== 'own' || row.body !== null || row.logIndex === null) continue;
    await storeContent(tx, deps, id, record, titleOf(record, deps));
    await expectOwnBlobs(tx, deps, [id]);
    await projectRecords(tx, deps, [toProjected(record, id)]);
  }
}
