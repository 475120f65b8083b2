import type { Role } from '#features/officers/model.ts';
import type { Approval, ApprovalRule } from '#features/approvals/model.ts';
import { accepted, refuse } from '#features/records/model.ts';
import type { Verdict } from '#features/records/model.ts';
import type { ProposalState } from './model.ts';

export type Asked = {
  rule: ApprovalRule;
  /** Who wrote it. */
  author: string;
  approvals: readonly Pick<Approval, 'officer'>[];
  state: ProposalState;
};

/**
 * Whether an officer may end a proposal: who wrote it withdraws it, who could approve it refuses to, and the author's own approval does
 * not stand in the way of that. Codes: decided, approval-role.
 */
export function judgeEnd(
  { rule, author, state }: Omit<Asked, 'approvals'>,
  officer: { id: string; role: Role },
): Verdict {
  if (state === 'open' && officer.id === author) return accepted;
  const { place: _, ...verdict } = judgePlace({ rule, author, approvals: [{ officer: author }], state }, officer);
  return verdict;
}

/**
 * At which place an officer approves next: the author at the first, everybody else after the author. Codes: decided, approval-author,
 * approval-twice, approval-role.
 */
export function judgePlace(
  { rule, author, approvals, state }: Asked,
  { id, role }: { id: string; role: Role },
): Verdict & { place?: number } {
  if (state !== 'open') return refuse('decided', `this proposal is ${state}`);
  if (approvals.some(({ officer }) => officer === id))
    return refuse('approval-twice', `${id} approved it already; the other approval is another person’s`);
  if (approvals.length === 0 && id !== author)
    return refuse('approval-author', `the first to approve is who wrote it, ${author}`);
  const place = approvals.length;
  const roles = rule.roles[place] ?? [];
  if (!roles.includes(role))
    return refuse('approval-role', `${id} is ${role}; this is for ${roles.join(' or ')} to approve`);
  return { ...accepted, place };
}
