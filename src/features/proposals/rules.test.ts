import { expect, test } from 'vitest';
import type { ApprovalRule } from '#features/approvals/model.ts';
import type { Role } from '#features/officers/model.ts';
import { judgeEnd, judgePlace } from './rules.ts';

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

test('whom it takes out of office neither ends it nor approves it, unless who wrote it is the one who goes', () => {
  const asked = { rule: two, author, state: 'open' as const, approvals: [{ officer: author }], removes: [other] };
  expect(judgePlace(asked, { id: other, role: 'approver' })).toMatchObject({ code: 'approval-named' });
  expect(judgeEnd(asked, { id: other, role: 'approver' })).toMatchObject({ code: 'approval-named' });
  expect(judgeEnd(asked, { id: 'xa/cyber/o-3', role: 'approver' }).ok).toBe(true);
  const own = { ...asked, approvals: [], removes: [author] };
  expect(judgePlace(own, { id: author, role: 'case-officer' }).ok).toBe(true);
  expect(judgeEnd(own, { id: author, role: 'case-officer' }).ok).toBe(true);
});
