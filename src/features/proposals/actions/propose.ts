import { requirePower } from '#features/officers/actions.ts';
import type { Session } from '#features/officers/model.ts';
import {
  atGate,
  encryptBody,
  gatherKnown,
  judgeUnapproved,
  prepareRecord,
  refusedDraft,
  refuseUnlawful,
} from '#features/records/actions.ts';
import type { Deps, Draft } from '#features/records/model.ts';
import { sha256 } from '#platform/bytes.ts';
import { newUuidV7 } from '#platform/ids.ts';
import { proposalLifeMs } from '../model.ts';
import type { ProposalSummary } from '../model.ts';
import * as store from '../store.ts';
import { judgePlace } from '../rules.ts';
import { kindOf, toSummary } from '../summary.ts';

/**
 * Makes the bytes that others are to approve, after every other rule has been asked. Errors: malformed where the kind asks nobody;
 * forbidden; refused, with the rule's code.
 */
export async function propose(deps: Deps, session: Session, draft: Draft): Promise<ProposalSummary> {
  const kind = kindOf(deps, draft.kind);
  if (kind.by !== 'node') requirePower(session, kind.by);
  const first = { rule: kind.approval, author: session.officer.id, approvals: [], state: 'open' as const };
  const place = judgePlace(first, session.officer);
  return atGate(deps, async (tx) => {
    if (!place.ok) throw refusedDraft(draft, place);
    const prepared = prepareRecord(draft, deps);
    const known = await gatherKnown(tx, deps, [prepared]);
    await refuseUnlawful(tx, deps, prepared, judgeUnapproved(prepared, known, deps));
    const now = deps.now();
    const digest = sha256(prepared.payload);
    const stored = encryptBody({ ...prepared, digest, readers: null }, deps);
    const { ref, kind: name, author } = prepared.envelope;
    const row = {
      id: newUuidV7(now.getTime(), deps.randomBytes),
      ref,
      kind: name,
      author,
      officer: session.officer.id,
      payload: prepared.payload,
      digest,
      body: stored?.body ?? null,
      wrappedKeys: stored?.wrappedKeys ?? null,
      madeAt: now,
      expiresAt: new Date(now.getTime() + proposalLifeMs),
    };
    await store.insertProposal(tx, row);
    const open = { ...row, state: 'open' as const, decidedAt: null, decidedBy: null, reason: null };
    return toSummary(open, [], kind, session.officer, kind.title?.(prepared.content) ?? null);
  });
}
