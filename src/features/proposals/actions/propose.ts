import { requirePower } from '#features/officers/actions.ts';
import { refuseUnregistered } from '#features/officers/actions/refuse-unregistered.ts';
import type { RegisteredDeps } from '#features/officers/actions/refuse-unregistered.ts';
import type { Officer, Session } from '#features/officers/model.ts';
import type { ApprovalRule } from '#features/approvals/model.ts';
import {
  isDisturbing,
  atGate,
  encryptBody,
  gatherKnown,
  judgeUnapproved,
  prepareRecord,
  refusedDraft,
  refuseOvertaken,
  refuseUnlawful,
} from '#features/records/actions.ts';
import type { Prepared } from '#features/records/actions.ts';
import type { AnyKind, Deps, Draft } from '#features/records/model.ts';
import { sha256 } from '#platform/bytes.ts';
import type { Tx } from '#platform/db/db.ts';
import { TamgaError } from '#platform/errors.ts';
import { newUuidV7 } from '#platform/ids.ts';
import { maxOpenProposals, proposalLifeMs } from '../model.ts';
import type { ProposalSummary } from '../model.ts';
import * as store from '../store.ts';
import { judgePlace } from '../rules.ts';
import { kindOf, toSummary } from '../summary.ts';

/** With what a demonstration has of its officers' authenticators. */
export type ProposeDeps = Deps & RegisteredDeps;

/**
 * Makes the bytes that others are to approve, after every other rule has been asked. Errors: malformed where the kind asks nobody;
 * forbidden; conflict (proposal-limit); replaced-already; refused, with the rule's code, of an appointment passkey-unregistered and
 * officer-differs too.
 */
export async function propose(deps: ProposeDeps, session: Session, draft: Draft): Promise<ProposalSummary> {
  const kind = kindOf(deps, draft.kind);
  if (kind.by !== 'node') requirePower(session, kind.by);
  return atGate(deps, async (tx) => {
    requirePlace(kind, kind.approval, session.officer);
    return proposePrepared(tx, deps, session, prepareRecord(draft, deps));
  });
}

/** Who writes it is the first to approve it. Errors: refused: approval-role. */
export function requirePlace({ kind }: AnyKind, rule: ApprovalRule, officer: Officer): void {
  const place = judgePlace({ rule, author: officer.id, approvals: [], state: 'open' }, officer);
  if (!place.ok) throw refusedDraft({ kind, officers: [officer.id] }, place);
}

/** Proposes bytes that stand, such as those of a preview. Errors: as `propose`. */
export async function proposePrepared(
  tx: Tx,
  deps: ProposeDeps,
  session: Session,
  prepared: Prepared,
): Promise<ProposalSummary> {
  const { ref, kind: name, author, replaces } = prepared.envelope;
  const kind = kindOf(deps, name);
  if (kind.by !== 'node') requirePower(session, kind.by);
  requirePlace(kind, kind.approval, session.officer);
  await refuseMany(tx, session.officer.id);
  await refuseOvertaken(tx, deps, replaces);
  const known = await gatherKnown(tx, deps, [prepared]);
  await refuseUnlawful(tx, deps, prepared, judgeUnapproved(prepared, known, deps));
  if (kind.appoints) await refuseUnregistered(tx, deps, prepared.envelope, prepared.content);
  const now = deps.now();
  const digest = sha256(prepared.payload);
  const stored = encryptBody({ ...prepared, digest, readers: null }, deps);
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
  return toSummary(open, [], kind, session.officer, {
    title: kind.title?.(prepared.content) ?? null,
    disturbing: isDisturbing(prepared.content),
  });
}

/** Errors: conflict (proposal-limit). */
async function refuseMany(tx: Tx, officer: string): Promise<void> {
  if ((await store.countOpen(tx, officer)) < maxOpenProposals) return;
  throw new TamgaError('conflict', `${maxOpenProposals} proposals of ${officer} wait: withdraw one first`, {
    detail: { code: 'proposal-limit' },
  });
}
