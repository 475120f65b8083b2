import { expect, test } from 'vitest';
import { roles } from './model.ts';
import { hasPower } from './rules.ts';
import type { Power } from './rules.ts';

const reading: readonly Power[] = ['see-alliance', 'see-records', 'read-content'];
const writing: readonly Power[] = [...reading, 'act', 'take'];
const sending: readonly Power[] = [...writing, 'export', 'release'];
const acting: readonly Power[] = [...sending, 'desk', 'answer-oversight', 'decide-quarantine', 'ferry', 'approve'];
const granted: Record<(typeof roles)[number], readonly Power[]> = {
  'case-officer': acting,
  'duty-officer': acting,
  'finance-analyst': sending,
  'evidence-custodian': sending,
  examiner: writing,
  'exercise-controller': ['see-alliance', 'see-records'],
  'legal-reviewer': [...reading, 'approve', 'take'],
  'rights-officer': [...reading, 'audit'],
  approver: [...reading, 'approve', 'appoint', 'answer-oversight', 'decide-quarantine', 'assign', 'audit', 'take'],
  spokesperson: reading,
  auditor: [...reading, 'audit', 'answer-oversight', 'decide-quarantine', 'take'],
  'node-admin': ['see-alliance', 'see-records', 'ferry', 'keep-keys', 'approve', 'appoint', 'assign', 'invite', 'take'],
};
const powers = [...new Set(Object.values(granted).flat())];

test.each(roles.flatMap((role) => powers.map((power) => [role, power] as const)))('%s, %s', (role, power) => {
  expect(hasPower(role, power)).toBe(granted[role].includes(power));
});

test('a power that nobody named is nobody’s', () => {
  for (const role of roles) expect(hasPower(role, 'constructor' as Power)).toBe(false);
});
