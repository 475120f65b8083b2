import { defineKind } from '#features/records/model.ts';
import { warningSchema } from './model.ts';

export const warningIssue = defineKind({
  kind: 'warning.issue',
  what: 'a warning to operators: what is affected, and what to do. Its case is in state `WARNING_ISSUED` from then on',
  by: 'act',
  control: false,
  blobs: true,
  draftable: true,
  approval: {
    roles: [
      ['case-officer', 'duty-officer'],
      ['approver', 'legal-reviewer'],
    ],
    emergency: true,
  },
  schema: warningSchema,
  title: (body) => `${body.title} (v${body.number})`,
});
