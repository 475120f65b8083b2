import { defineKind } from '#features/records/model.ts';
import { receiptSchema, refusalSchema } from './model.ts';
import * as store from './store.ts';

export const receipt = defineKind({
  kind: 'receipt',
  control: true,
  draftable: false,
  schema: receiptSchema,
  title: (body) => `${body.items.length} ${body.items[0]?.status ?? ''}`,
  project: (tx, records) => store.insertReceiptItems(tx, records),
});

export const refusal = defineKind({
  kind: 'refusal',
  control: true,
  draftable: false,
  schema: refusalSchema,
  title: (body) => `line ${body.seq}: ${body.code}`,
  project: (tx, records) => store.insertRefusals(tx, records),
});
