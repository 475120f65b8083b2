import { hasPower } from '#features/officers/actions.ts';
import type { Session } from '#features/officers/model.ts';
import { decryptBody } from '#features/records/actions.ts';
import { envelopeSchema } from '#features/records/model.ts';
import type { Deps } from '#features/records/model.ts';
import { toBase64url } from '#platform/bytes.ts';
import { TamgaError } from '#platform/errors.ts';
import { toPage } from '#platform/http/page.ts';
import type { Page, PageAsked } from '#platform/http/page.ts';
import type { Proposal, ProposalState, ProposalSummary } from '../model.ts';
import * as store from '../store.ts';
import { kindOf, toSummary } from '../summary.ts';

/** What waits at the officer's authority, or was decided there, the newest first. */
export async function listProposals(
  deps: Deps,
  { officer }: Session,
  state: ProposalState | undefined,
  page: PageAsked,
): Promise<Page<ProposalSummary>> {
  const rows = await store.listProposals(deps.db, officer.authority, state, page);
  const approvals = Map.groupBy(
    await store.readApprovals(
      deps.db,
      rows.map(({ id }) => id),
    ),
    ({ proposalId }) => proposalId,
  );
  const shown = rows.flatMap((row) => {
    const kind = deps.kinds.get(row.kind);
    return kind ? [{ ...toSummary(row, approvals.get(row.id) ?? [], kind, officer), cursor: row.id }] : [];
  });
  return toPage(shown, page);
}

/** The very bytes, for whoever is to approve them. Errors: not-found, also where they are another authority's. */
export async function readProposal(deps: Deps, { officer }: Session, id: string): Promise<Proposal> {
  const row = await store.readProposal(deps.db, id);
  if (!row || row.author !== officer.authority) throw new TamgaError('not-found', `no proposal ${id} here`);
  const kind = kindOf(deps, row.kind);
  const rows = await store.readApprovals(deps.db, [id]);
  const maySee = hasPower(officer.role, 'read-content') || (kind.by === 'appoint' && hasPower(officer.role, 'appoint'));
  const opened = maySee ? decryptBody({ ...row, readers: null }, deps.self) : { ok: false as const };
  return {
    ...toSummary(row, rows, kind, officer),
    envelope: envelopeSchema.parse(JSON.parse(row.payload.toString())),
    payload: toBase64url(row.payload),
    digest: toBase64url(row.digest),
    body: opened.ok ? opened.body.toString() : null,
    bodyKey: opened.ok ? toBase64url(opened.bodyKey) : null,
    approvals: rows.map(({ approval }) => approval),
    mayBeEmergency: kind.approval.emergency === true,
  };
}
