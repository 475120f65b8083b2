import type { ApprovalRule, EmergencyState } from '#features/approvals/model.ts';
import type { Officer } from '#features/officers/model.ts';
import type { Title } from '#features/records/actions.ts';
import type { AnyKind, Deps } from '#features/records/model.ts';
import { TamgaError } from '#platform/errors.ts';
import type { ProposalSummary } from './model.ts';
import { judgePlace } from './rules.ts';
import type { ApprovalRow, ProposalRow } from './store.ts';

/** Errors: malformed, where this kind is sealed without approvals or this node does not know it. */
export function kindOf({ kinds }: Pick<Deps, 'kinds'>, name: string): AnyKind & { approval: ApprovalRule } {
  const kind = kinds.get(name);
  if (!kind?.approval) throw new TamgaError('malformed', `kind: nobody has to approve ${name}`);
  return { ...kind, approval: kind.approval };
}

/** One row as a list shows it. */
export function toSummary(
  { payload: _, digest: __, body: ___, wrappedKeys: ____, ...row }: ProposalRow,
  approvals: readonly ApprovalRow[],
  kind: AnyKind,
  asker: Officer,
  title: Title & { destroyed?: boolean; emergency?: EmergencyState | null } = { title: null, disturbing: false },
  removes: readonly string[] = [],
): ProposalSummary {
  const rule = kind.approval ?? { roles: [] };
  const asked = { rule, author: row.officer, approvals, state: row.state, removes };
  return {
    ...row,
    destroyed: false,
    emergency: null,
    ...title,
    places: rule.roles.map((roles, place) => {
      const given = approvals.find((one) => one.place === place);
      return { roles: [...roles], by: given?.officer ?? null, at: given?.approvedAt ?? null };
    }),
    isMine: judgePlace(asked, asker).ok,
  };
}
