import { expect, test } from 'vitest';
import { roles } from './model.ts';
import { hasPower } from './rules.ts';
import type { Power } from './rules.ts';

const powers = [
  'see-alliance',
  'see-records',
  'read-content',
  'act',
  'answer-oversight',
  'ferry',
] as const satisfies Power[];
const granted: Record<(typeof roles)[number], readonly Power[]> = {
  'case-officer': ['see-alliance', 'see-records', 'read-content', 'act', 'answer-oversight', 'ferry'],
  auditor: ['see-alliance', 'see-records', 'read-content', 'answer-oversight'],
  'node-admin': ['see-alliance', 'see-records', 'ferry'],
};

test.each(roles.flatMap((role) => powers.map((power) => [role, power] as const)))('%s, %s', (role, power) => {
  expect(hasPower(role, power)).toBe(granted[role].includes(power));
});

test('a power that nobody named is nobody’s', () => {
  for (const role of roles) expect(hasPower(role, 'constructor' as Power)).toBe(false);
});
