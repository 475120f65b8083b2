import { expect, test } from 'vitest';
import type { ApprovalRule } from '#features/approvals/model.ts';
import type { Role } from '#features/officers/model.ts';
import { judgePlace } from './rules.ts';

const two: ApprovalRule = { roles: [['case-officer'], ['approver', 'legal-reviewer']] };
const alone: ApprovalRule = { roles: [['approver']] };
const [author, other] = ['xa/cyber/o-1', 'xa/cyber/o-2'];

const placeOf = (id: string, role: Role, approvals: string[] = [], rule = two): number | string => {
  const asked = { rule, author, approvals: approvals.map((officer) => ({ officer })), state: 'open' as const };
  const verdict = judgePlace(asked, { id, role });
  return verdict.ok ? (verdict.place ?? 'ok') : verdict.code;
};

test('the author approves first, and another in a role that the kind asks for second', () => {
  expect(placeOf(author, 'case-officer')).toBe(0);
  expect(placeOf(other, 'approver', [author])).toBe(1);
  expect(placeOf(author, 'case-officer', [author])).toBe('approval-twice');
});

test('before the author has approved only who could approve then is told to wait', () => {
  expect(placeOf(other, 'legal-reviewer')).toBe('approval-author');
  for (const role of ['case-officer', 'auditor', 'node-admin'] as const) {
    expect(placeOf(other, role), role).toBe('approval-role');
    expect(placeOf(other, role, [author]), role).toBe('approval-role');
  }
});

test('what its author alone approves is for nobody else, whatever the role', () => {
  expect(placeOf(author, 'approver', [], alone)).toBe(0);
  expect(placeOf(author, 'auditor', [], alone)).toBe('approval-role');
  expect(placeOf(other, 'approver', [], alone)).toBe('approval-author');
});
