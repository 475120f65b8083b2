import { defineKind } from '#features/records/model.ts';
import type { Projected } from '#features/records/model.ts';
import { liftSchema, suspensionSchema } from './model.ts';
import { judgeOverseer, judgeSuspension } from './rules.ts';
import * as store from './store.ts';

const withoutContent = (records: readonly Projected<unknown>[]): number[] =>
  records.filter((record) => record.content === null).map((record) => record.id);

export const suspension = defineKind({
  kind: 'oversight.suspension',
  what: 'oversight suspends kinds of content, everywhere, until a time',
  by: 'desk',
  control: true,
  draftable: false,
  schema: suspensionSchema,
  next: [{ kind: 'oversight.lift', by: 'author', as: 'body' }],
  judge: ({ envelope, body }, known) => judgeSuspension(envelope, body, known),
  title: (body) => `${body.kinds.join(', ')} until ${body.until.slice(0, 16)}`,
  async project(tx, records) {
    await store.deleteSuspensions(tx, withoutContent(records));
    await store.insertSuspensions(tx, records);
  },
});

export const lift = defineKind({
  kind: 'oversight.lift',
  what: 'oversight ends what it suspended before',
  by: 'desk',
  control: true,
  draftable: false,
  schema: liftSchema,
  judge: ({ envelope }, known) => judgeOverseer(envelope, known),
  title: (body) => body.kinds.join(', '),
  async project(tx, records) {
    await store.unlift(tx, withoutContent(records));
    await store.liftSuspensions(tx, records);
  },
});
