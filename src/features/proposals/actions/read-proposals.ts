import { hasPower } from '#features/officers/actions.ts';
import type { Officer, Session } from '#features/officers/model.ts';
import { decryptBody, readBody } from '#features/records/actions.ts';
import { envelopeSchema } from '#features/records/model.ts';
import type { AnyKind, Deps } from '#features/records/model.ts';
import { toBase64url } from '#platform/bytes.ts';
import { transaction } from '#platform/db/db.ts';
import { TamgaError } from '#platform/errors.ts';
import { toPage } from '#platform/http/page.ts';
import type { Page, PageAsked } from '#platform/http/page.ts';
import type { Proposal, ProposalFilter, ProposalSummary } from '../model.ts';
import { judgeEnd, judgePlace } from '../rules.ts';
import * as store from '../store.ts';
import type { ProposalRow } from '../store.ts';
import { kindOf, toSummary } from '../summary.ts';
import { readPasskeys } from './read-passkeys.ts';

/** Bodies longer than this are not opened for the title in a list. */
const maxTitledBytes = 64 * 1024;

/** What waits at the officer's authority, or was decided there, the newest first. */
export async function listProposals(
  deps: Deps,
  { officer }: Session,
  state: ProposalFilter | undefined,
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
    if (!kind) return [];
    const title = titleFor(officer, kind, row, deps);
    return [{ ...toSummary(row, approvals.get(row.id) ?? [], kind, officer, title), cursor: row.id }];
  });
  return toPage(shown, page);
}

/** The very bytes, for whoever is to approve them. Errors: not-found, also where they are another authority's. */
export async function readProposal(deps: Deps, { officer }: Session, id: string): Promise<Proposal> {
  const row = await store.readProposal(deps.db, id);
  if (!row || row.author !== officer.authority) throw new TamgaError('not-found', `no proposal ${id} here`);
  const kind = kindOf(deps, row.kind);
  const rows = await store.readApprovals(deps.db, [id]);
  const opened = mayRead(officer, kind) ? decryptBody({ ...row, readers: null }, deps.self) : { ok: false as const };
  const envelope = envelopeSchema.parse(JSON.parse(row.payload.toString()));
  const content = opened.ok ? readBody(opened.body) : null;
  const asked = { rule: kind.approval, author: row.officer, state: row.state };
  const place = judgePlace({ ...asked, approvals: rows }, officer);
  const title = opened.ok ? (kind.title?.(content) ?? null) : null;
  return {
    ...toSummary(row, rows, kind, officer, title),
    envelope,
    payload: toBase64url(row.payload),
    digest: toBase64url(row.digest),
    body: opened.ok ? opened.body.toString() : null,
    bodyKey: opened.ok ? toBase64url(opened.bodyKey) : null,
    approvals: rows.map(({ approval }) => approval),
    mayBeEmergency: kind.approval.emergency === true,
    notMine: place.ok ? null : { code: place.code, why: place.why },
    mayEnd: judgeEnd(asked, officer).ok,
    passkeys: await transaction(deps.db, (tx) =>
      readPasskeys(tx, deps, kind, officer, { envelope, content }, place.place),
    ),
  };
}

/** Content is for who reads any, and who the officers are for those who say who they are. */
const mayRead = ({ role }: Officer, kind: AnyKind): boolean =>
  hasPower(role, 'read-content') || (kind.by === 'appoint' && hasPower(role, 'appoint'));

function titleFor(officer: Officer, kind: AnyKind, row: ProposalRow, { self }: Deps): string | null {
  if (!mayRead(officer, kind) || (row.body?.length ?? Infinity) > maxTitledBytes) return null;
  const opened = decryptBody({ ...row, readers: null }, self);
  return opened.ok ? (kind.title?.(readBody(opened.body)) ?? null) : null;
}
