import { defineKind } from '#features/records/model.ts';
import { warningSchema } from './model.ts';

export const warningIssue = defineKind({
  kind: 'warning.issue',
  control: false,
  blobs: true,
  draftable: true,
  schema: warningSchema,
  title: (body) => `${body.title} (v${body.number})`,
});
