import { defineKind } from '#features/records/model.ts';
import { openRecordTasks } from '#features/tasks/actions.ts';
import { referSchema } from './model.ts';
import { judgeRefer } from './rules.ts';
import * as store from './store.ts';

export const caseRefer = defineKind({
  kind: 'case.refer',
  what: 'an authority that has ended tells a counterpart which one has its cases now; who gets it has a task for each case',
  by: 'desk',
  control: true,
  draftable: false,
  schema: referSchema,
  judge: ({ envelope, body }, known) => judgeRefer(envelope, body, known),
  title: (body) => `${body.from} to ${body.to}: ${body.cases.length} ${body.cases.length === 1 ? 'case' : 'cases'}`,
  async project(tx, records) {
    await store.deleteReferrals(
      tx,
      records.filter(({ content }) => content === null).map(({ id }) => id),
    );
    await store.insertReferrals(tx, records);
  },
  async onAccepted(tx, records, deps) {
    const causes = await store.findReferred(
      tx,
      records.map(({ id }) => id),
    );
    await openRecordTasks(tx, deps, 'case-referred', causes);
  },
});
