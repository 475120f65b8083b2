import type { Officer } from '#features/officers/model.ts';
import type { Deps } from '#features/records/model.ts';
import { transaction } from '#platform/db/db.ts';
import { TamgaError } from '#platform/errors.ts';
import { judgePlace } from '../rules.ts';
import * as store from '../store.ts';
import { kindOf } from '../summary.ts';

/**
 * Its author withdraws a proposal, or who could approve it refuses to: either way its bytes are never sealed. Errors: not-found;
 * refused with the code that says why this officer cannot.
 */
export function endProposal(deps: Deps, officer: Officer, id: string, reason: string): Promise<void> {
  return transaction(deps.db, async (tx) => {
    const row = await store.holdProposal(tx, id);
    if (!row || row.author !== officer.authority) throw new TamgaError('not-found', `no proposal ${id} here`);
    const isAuthor = row.officer === officer.id;
    const rule = kindOf(deps, row.kind).approval;
    // The author's own approval does not stand in the way of another's refusal.
    const approvals = [{ officer: row.officer }];
    const verdict = judgePlace({ rule, author: row.officer, approvals, state: row.state }, officer);
    if (row.state !== 'open' || (!isAuthor && !verdict.ok))
      throw new TamgaError('refused', verdict.ok ? '' : verdict.why, {
        detail: { code: verdict.ok ? 'decided' : verdict.code },
      });
    await store.decideProposal(tx, id, isAuthor ? 'withdrawn' : 'refused', deps.now(), officer.id, reason);
  });
}
