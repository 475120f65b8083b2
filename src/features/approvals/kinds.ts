import { defineKind } from '#features/records/model.ts';
import { confirmationSchema } from './model.ts';
import { judgeConfirmation } from './rules.ts';

export const approvalConfirmation = defineKind({
  kind: 'approval.confirmation',
  what: 'a second person confirms what one put into force in an emergency, within 24 hours: it stands from then on as if both had approved it at once',
  by: 'approve',
  control: false,
  draftable: false,
  confirms: true,
  // Whoever may be second to an act of any kind; who may be to the one that it confirms, that act's own kind says.
  approval: { roles: [['approver', 'legal-reviewer']] },
  schema: confirmationSchema,
  judge: judgeConfirmation,
  // Whoever was given the act is told that it stands.
  follows: (_, about) => about,
});
