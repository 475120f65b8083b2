import { defineKind } from '#features/records/model.ts';
import type { Projected } from '#features/records/model.ts';
import { receiptSchema, refusalSchema } from './model.ts';
import * as store from './store.ts';

const withoutContent = (records: readonly Projected<unknown>[]): number[] =>
  records.filter((record) => record.content === null).map((record) => record.id);

export const receipt = defineKind({
  kind: 'receipt',
  what: 'a holder confirms what became of records: `delivered`, `destroyed`, `held` under a duty of national law, or `never-held`',
  by: 'node',
  control: true,
  draftable: false,
  schema: receiptSchema,
  title: (body) => `${body.items.length} ${body.items[0]?.status ?? ''}`,
  async project(tx, records) {
    await store.deleteReceipts(tx, withoutContent(records));
    await store.insertReceiptItems(tx, records);
  },
});

export const refusal = defineKind({
  kind: 'refusal',
  what: 'lines of the recipient’s feed that were not taken, each with its code',
  by: 'node',
  control: true,
  draftable: false,
  schema: refusalSchema,
  title: (body) => `${body.lines.length} refused: ${body.lines[0]?.code ?? ''}`,
  async project(tx, records) {
    await store.deleteRefusals(tx, withoutContent(records));
    await store.insertRefusals(tx, records);
  },
});
