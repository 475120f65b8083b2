import type { Role } from '#features/officers/model.ts';
import type { Appointment, Approval, ApprovalRule } from '#features/approvals/model.ts';
import { accepted, refuse } from '#features/records/model.ts';
import type { Verdict } from '#features/records/model.ts';
import type { ProposalState } from './model.ts';

export type Asked = {
  rule: ApprovalRule;
  /** Who wrote it. */
  author: string;
  approvals: readonly Pick<Approval, 'officer'>[];
  state: ProposalState;
  /** Whom it takes out of office. */
  removes?: readonly string[];
};

/**
 * Whether an officer may end a proposal: who wrote it withdraws it, who could approve it refuses to, and the author's own approval does
 * not stand in the way of that. Codes: decided, approval-named, approval-role.
 */
export function judgeEnd(
  { rule, author, state, removes }: Omit<Asked, 'approvals'>,
  officer: { id: string; role: Role },
): Verdict {
  if (state === 'open' && officer.id === author) return accepted;
  const { place: _, ...verdict } = judgePlace(
    { rule, author, approvals: [{ officer: author }], state, ...(removes && { removes }) },
    officer,
  );
  return verdict;
}

/**
 * At which place an officer approves next: the author at the first, everybody else after the author. Who could not approve after the
 * author either is told so at once: for that one there is nothing to wait for. Whom it takes out of office decides about it in nobody's
 * place but his own, as who wrote it. Codes: decided, approval-named, approval-author, approval-twice, approval-role.
 */
export function judgePlace(
  { rule, author, approvals, state, removes = [] }: Asked,
  { id, role }: { id: string; role: Role },
): Verdict & { place?: number } {
  if (state !== 'open') return refuse('decided', `this proposal is ${state}`);
  if (id !== author && removes.includes(id))
    return refuse('approval-named', `it takes ${id} out of office: others decide about it`);
  if (approvals.some(({ officer }) => officer === id))
    return refuse('approval-twice', `${id} approved it already; the other approval is another person’s`);
  const isBefore = approvals.length === 0 && id !== author;
  const place = isBefore ? 1 : approvals.length;
  const roles = rule.roles[place];
  if (roles ? !roles.includes(role) : !isBefore)
    return refuse('approval-role', `${id} is ${role}; this is for ${(roles ?? []).join(' or ')} to approve`);
  if (isBefore) return refuse('approval-author', `the first to approve is who wrote it, ${author}`);
  return { ...accepted, place };
}

/** What is known at the moment of sealing. */
export type Standing = {
  /** The proposed record: the first officers of an authority approve by what it gives them. */
  ref: string;
  appointments: readonly Appointment[];
  stopped: ReadonlySet<string>;
  /** They counted backwards: there may be a copy, and nobody can tell which of the two approved. */
  doubted: ReadonlySet<string>;
  day: string;
};

/**
 * Whether every approval that was given still counts: its passkey was not stopped since nor counted backwards, and the officer has it still. A later
 * appointment that keeps the passkey keeps the approval. Code: approval-void.
 */
export function judgeStanding(
  approvals: readonly Pick<Approval, 'officer' | 'credential' | 'key' | 'appointment'>[],
  { ref, appointments, stopped, doubted, day }: Standing,
): Verdict {
  const holds = ({ officer, credential, key, appointment }: (typeof approvals)[number]): boolean =>
    appointment === ref ||
    appointments.some(
      (one) =>
        one.officer === officer &&
        one.credential === credential &&
        one.key === key &&
        one.endedAt === null &&
        (one.until === null || day <= one.until),
    );
  const again = 'end this proposal, and let who acts now propose it again';
  for (const one of approvals) {
    if (stopped.has(one.credential))
      return refuse('approval-void', `the passkey by which ${one.officer} approved it was stopped since: ${again}`);
    if (doubted.has(one.credential))
      return refuse(
        'approval-void',
        `the passkey by which ${one.officer} approved it counted backwards since: ${again}`,
      );
    if (!holds(one))
      return refuse('approval-void', `${one.officer} approved it by a passkey that is no longer appointed: ${again}`);
  }
  return accepted;
}
