import { defineKind } from '#features/records/model.ts';
import { auditBatchSchema } from './model.ts';
import { projectFigures } from './store.ts';

/** Reads, exports and changes of officers at one node in about a minute, sealed by the node (design 5). */
export const auditBatch = defineKind({
  kind: 'audit.batch',
  what: 'what officers of one node read, searched, took out and changed within about a minute',
  by: 'node',
  control: false,
  account: true,
  draftable: false,
  schema: auditBatchSchema,
  project: (tx, records) => projectFigures(tx, records),
  title: (body) => `${body.acts.reduce((sum, act) => sum + act.count, 0)} acts`,
});
