import type { Session } from '#features/officers/model.ts';
import type { Deps } from '#features/records/model.ts';
import { transaction } from '#platform/db/db.ts';
import { TamgaError } from '#platform/errors.ts';
import { judgeEnd } from '../rules.ts';
import { removedBy } from '../removed-by.ts';
import * as store from '../store.ts';
import { kindOf } from '../summary.ts';
import { holdForSession } from './read-proposals.ts';

/**
 * Its author withdraws a proposal, or who could approve it refuses to: either way its bytes are never sealed. Errors: not-found;
 * refused with the code that says why this officer cannot.
 */
export function endProposal(deps: Deps, session: Session, id: string, reason: string): Promise<void> {
  const { officer } = session;
  return transaction(deps.db, async (tx) => {
    const row = await holdForSession(tx, deps, session, id);
    const kind = kindOf(deps, row.kind);
    const asked = { rule: kind.approval, author: row.officer, state: row.state, removes: removedBy(deps, kind, row) };
    const verdict = judgeEnd(asked, officer);
    if (!verdict.ok) throw new TamgaError('refused', verdict.why, { detail: { code: verdict.code } });
    const isAuthor = row.officer === officer.id;
    await store.decideProposal(tx, id, isAuthor ? 'withdrawn' : 'refused', deps.now(), officer.id, reason);
  });
}
