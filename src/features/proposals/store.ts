import { sql } from 'kysely';
import type { Approval } from '#features/approvals/model.ts';
import type { Db, Tx } from '#platform/db/db.ts';
import type { PageAsked } from '#platform/http/page.ts';
import type { ProposalFilter, ProposalState } from './model.ts';

export type ProposalRow = {
  id: string;
  ref: string;
  kind: string;
  author: string;
  officer: string;
  payload: Buffer;
  digest: Buffer;
  body: Buffer | null;
  wrappedKeys: Buffer | null;
  madeAt: Date;
  expiresAt: Date;
  state: ProposalState;
  decidedAt: Date | null;
  decidedBy: string | null;
  reason: string | null;
};

const columns = sql`id, ref, kind, author, officer, payload, digest, body, wrapped_keys as "wrappedKeys", made_at as "madeAt",
  expires_at as "expiresAt", state, decided_at as "decidedAt", decided_by as "decidedBy", reason`;

type NewProposal = Pick<
  ProposalRow,
  'id' | 'ref' | 'kind' | 'author' | 'officer' | 'payload' | 'digest' | 'body' | 'wrappedKeys' | 'madeAt' | 'expiresAt'
>;

export async function insertProposal(tx: Tx, row: NewProposal): Promise<void> {
  await sql`insert into proposal (id, ref, kind, author, officer, payload, digest, body, wrapped_keys, made_at, expires_at)
    values (${row.id}, ${row.ref}, ${row.kind}, ${row.author}, ${row.officer}, ${row.payload}, ${row.digest}, ${row.body},
      ${row.wrappedKeys}, ${row.madeAt}, ${row.expiresAt})`.execute(tx);
}

/** How many wait of an officer's. Nobody else makes one for the same officer until the transaction ends. */
export async function countOpen(tx: Tx, officer: string): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtext(${`proposals ${officer}`}))`.execute(tx);
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from proposal
    where state = 'open' and officer = ${officer}`.execute(tx);
  return rows[0]?.n ?? 0;
}

export async function readProposal(db: Db | Tx, id: string): Promise<ProposalRow | undefined> {
  const { rows } = await sql<ProposalRow>`select ${columns} from proposal where id = ${id}`.execute(db);
  return rows[0];
}

export async function readProposals(db: Db, ids: readonly string[]): Promise<ProposalRow[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<ProposalRow>`select ${columns} from proposal where id = any(${ids}::uuid[])`.execute(db);
  return rows;
}

/** As `readProposal`, and nobody else decides until the transaction ends. */
export async function holdProposal(tx: Tx, id: string): Promise<ProposalRow | undefined> {
  const { rows } = await sql<ProposalRow>`select ${columns} from proposal where id = ${id} for update`.execute(tx);
  return rows[0];
}

/** Of one authority, the newest first. */
export async function listProposals(
  db: Db,
  author: string,
  { state, ref }: { state?: ProposalFilter; ref?: string },
  { limit, before }: PageAsked,
): Promise<ProposalRow[]> {
  const { rows } = await sql<ProposalRow>`select ${columns} from proposal
    where author = ${author} and (${state ?? null}::text is null or state = ${state ?? null} or (${state === 'decided'} and state <> 'open'))
      and (${ref ?? null}::text is null or ref = ${ref ?? null})
      and (${before}::uuid is null or id < ${before}::uuid)
    order by id desc limit ${limit + 1}`.execute(db);
  return rows;
}

export type ApprovalRow = { proposalId: string; place: number; officer: string; approval: Approval; approvedAt: Date };

export async function readApprovals(db: Db | Tx, ids: readonly string[]): Promise<ApprovalRow[]> {
  const { rows } = await sql<Omit<ApprovalRow, 'approval'> & { approval: string }>`
    select proposal_id as "proposalId", place, officer, approval, approved_at as "approvedAt" from proposal_approval
    where proposal_id = any(${ids}::uuid[]) order by proposal_id, place`.execute(db);
  return rows.map((row) => ({ ...row, approval: JSON.parse(row.approval) as Approval }));
}

export async function insertApproval(tx: Tx, row: ApprovalRow): Promise<void> {
  await sql`insert into proposal_approval (proposal_id, place, officer, approval, approved_at)
    values (${row.proposalId}, ${row.place}, ${row.officer}, ${JSON.stringify(row.approval)}, ${row.approvedAt})`.execute(
    tx,
  );
}

/** What was decided is content no more: the body goes, and so do its keys. */
export async function decideProposal(
  tx: Tx,
  id: string,
  state: Exclude<ProposalState, 'open'>,
  at: Date,
  by: string,
  reason: string | null = null,
): Promise<void> {
  await sql`update proposal set state = ${state}, decided_at = ${at}, decided_by = ${by}, reason = ${reason}, body = null,
    wrapped_keys = null where id = ${id}`.execute(tx);
}

/** Ends what nobody decided in time. */
export async function lapseProposals(db: Db, now: Date): Promise<void> {
  await sql`update proposal set state = 'lapsed', decided_at = ${now}, body = null, wrapped_keys = null
    where state = 'open' and expires_at <= ${now}`.execute(db);
}

/** Ends everything that waits, whenever it would have been over. */
export async function lapseOpen(tx: Tx, now: Date, reason: string): Promise<void> {
  await sql`update proposal set state = 'lapsed', decided_at = ${now}, reason = ${reason}, body = null, wrapped_keys = null
    where state = 'open'`.execute(tx);
}
