import { fromBase64url } from '#platform/bytes.ts';
import { takeBackWithin } from '#features/records/actions.ts';
import { readExports } from '#features/receipts/actions.ts';
import { openExportTasks, openTasks } from '#features/tasks/actions.ts';
import { defineKind } from '#features/records/model.ts';
import type { Projected } from '#features/records/model.ts';
import { recallSchema, releaseSchema } from './model.ts';
import type { Item, Release } from './model.ts';
import { judgeRecall, judgeRelease } from './rules.ts';
import * as store from './store.ts';

/** Kinds that reach their recipient without a release; they are let go by being addressed. */
export const controlKinds: ReadonlySet<string> = new Set([
  'release',
  'recall',
  'receipt',
  'refusal',
  'oversight.suspension',
  'oversight.lift',
  'oversight.finding',
  'leaf.demand',
  'leaf.opening',
  'case.refer',
]);

const itemsOf = (body: Release): Item[] =>
  body.records.map((item) => ({ ref: item.ref, digest: fromBase64url(item.digest, 'digest', 32) }));
const rowsOf = (records: readonly Projected<Release>[]): store.ItemRow[] =>
  records.flatMap((record) =>
    record.content === null
      ? []
      : itemsOf(record.content).map((item, position) => ({
          ...item,
          recordId: record.id,
          position,
          recipient: record.envelope.to ?? '',
        })),
  );

const withoutContent = (records: readonly Projected<unknown>[]): number[] =>
  records.filter((record) => record.content === null).map((record) => record.id);

export const release = defineKind({
  kind: 'release',
  what: 'lets records go to one participant, or to one authority of it',
  by: 'release',
  control: true,
  draftable: false,
  schema: releaseSchema,
  next: [{ kind: 'receipt', by: 'recipient', as: 'body' }],
  asksAbout: (body) => body.records.map((item) => item.ref),
  judge: ({ envelope, body }, known, now) => judgeRelease(envelope, body, known, controlKinds, now),
  title: (body) => `${body.records.length} ${body.records.length === 1 ? 'record' : 'records'}`,
  async project(tx, records) {
    await store.deleteReleases(tx, withoutContent(records));
    await store.insertReleaseItems(
      tx,
      records.flatMap((record) =>
        rowsOf([record]).map((row) => ({ ...row, authority: record.content?.authority ?? null })),
      ),
    );
    await store.markEnded(
      tx,
      records.map((record) => record.id),
    );
  },
});

export const recall = defineKind({
  kind: 'recall',
  what: 'takes records back from one participant: the content is destroyed there, and a receipt says so',
  by: 'release',
  control: true,
  draftable: false,
  schema: recallSchema,
  // A certificate of return or destruction (domain 2.7).
  next: [{ kind: 'receipt', by: 'recipient', as: 'body', deadline: 'use-certificate' }],
  asksAbout: (body) => body.records.map((item) => item.ref),
  judge: ({ envelope, body }, known) => judgeRecall(envelope, body, known, controlKinds),
  title: (body) => `${body.records.length} ${body.records.length === 1 ? 'record' : 'records'}`,
  async project(tx, records) {
    await store.deleteRecalls(tx, withoutContent(records));
    await store.insertRecallItems(tx, rowsOf(records));
    await store.markRecalled(
      tx,
      records.map((record) => record.id),
    );
  },
  async onAccepted(tx, records, deps) {
    const causes = rowsOf(records).map(({ recordId, ref }) => ({ causeId: recordId, ref }));
    await openTasks(tx, deps, 'source-recalled', causes);
    const items = rowsOf(records);
    const held = await store.findHeld(tx, items);
    await takeBackWithin(
      tx,
      deps,
      held.map((row) => row.id),
    );
    // After the rows are locked by what was destroyed: an export is before the recall, or there is none.
    const exports = await readExports(
      tx,
      held.filter((row) => !row.destroyed).map((row) => row.id),
    );
    const idOf = new Map(held.filter((row) => exports.has(row.id)).map((row) => [row.ref, row.id]));
    const exported = items.flatMap(({ recordId, ref }) => {
      const id = idOf.get(ref);
      return id === undefined ? [] : [{ causeId: recordId, ref, id }];
    });
    await openExportTasks(tx, deps, exported);
  },
});
