import { hasPower, viewerOf } from '#features/officers/actions.ts';
import { isForDraft } from '#features/guards/model.ts';
import { wordsFor } from '#features/officers/actions/words-for.ts';
import type { Session } from '#features/officers/model.ts';
import {
  decryptBody,
  foldEmergencies,
  guardOf,
  isDisturbing,
  readBody,
  readTitlesOf,
} from '#features/records/actions.ts';
import type { Title } from '#features/records/actions.ts';
import { envelopeSchema } from '#features/records/model.ts';
import type { AnyKind, Deps, Envelope, Verdict } from '#features/records/model.ts';
import { toBase64url } from '#platform/bytes.ts';
import { transaction } from '#platform/db/db.ts';
import type { Tx } from '#platform/db/db.ts';
import { TamgaError } from '#platform/errors.ts';
import { toPage } from '#platform/http/page.ts';
import type { Page, PageAsked } from '#platform/http/page.ts';
import type { Proposal, ProposalFilter, ProposalSummary } from '../model.ts';
import { judgeEnd, judgePlace } from '../rules.ts';
import { removedBy } from '../removed-by.ts';
import * as store from '../store.ts';
import type { ProposalRow } from '../store.ts';
import { kindOf, toSummary } from '../summary.ts';
import { judgeEmergency } from './judge-emergency.ts';
import { readPasskeys } from './read-passkeys.ts';

/** Bodies longer than this are not opened for the title in a list. */
const maxTitledBytes = 64 * 1024;

/** What waits at the officer's authority, or was decided there, the newest first. */
export async function listProposals(
  deps: Deps,
  session: Session,
  filter: { state?: ProposalFilter; ref?: string },
  page: PageAsked,
): Promise<Page<ProposalSummary>> {
  const { officer } = session;
  const rows = await store.listProposals(deps.db, officer.authority, filter, page);
  const approvals = Map.groupBy(
    await store.readApprovals(
      deps.db,
      rows.map(({ id }) => id),
    ),
    ({ proposalId }) => proposalId,
  );
  const sealed = await readTitlesOf(deps, refsOfSealed(rows), viewerOf(session));
  const emergencies = await foldEmergencies(deps, rows.filter(isSealed));
  const titles = await titlesFor(session, rows, deps);
  const shown = rows.flatMap((row) => {
    const kind = deps.kinds.get(row.kind);
    if (!kind) return [];
    const known = row.state === 'sealed' ? sealed.get(row.ref) : undefined;
    const { title, disturbing } = known ?? titles.get(row.id) ?? untitled;
    const said = {
      title,
      disturbing,
      destroyed: known?.destroyed ?? false,
      emergency: emergencies.get(row.ref) ?? null,
    };
    const told = { ...row, reason: reasonFor(session, row, deps) };
    return [
      {
        ...toSummary(told, approvals.get(row.id) ?? [], kind, officer, said, removedBy(deps, kind, row)),
        cursor: row.id,
      },
    ];
  });
  return toPage(shown, page);
}

/** What was sealed is a record, and is called as it is called there. */
const refsOfSealed = (rows: readonly ProposalRow[]): string[] => rows.filter(isSealed).map(({ ref }) => ref);
const isSealed = ({ state }: ProposalRow): boolean => state === 'sealed';

/** As many open proposals as are looked at for those that name some record. */
const mostOpen = 200;

/** `names`: the records that it has as its case, is about, or replaces. */
export type OpenProposal = ProposalSummary & { names: string[] };

/** What waits at the officer's authority and names one of these records. */
export async function listOpenNaming(deps: Deps, session: Session, refs: ReadonlySet<string>): Promise<OpenProposal[]> {
  const { officer } = session;
  const page = { limit: mostOpen, before: null };
  const open = await store.listProposals(deps.db, officer.authority, { state: 'open' }, page);
  const naming = open.flatMap((row) => {
    const { case: ofCase, about = [], replaces } = envelopeOf(row);
    const names = [ofCase, replaces, ...about].filter((ref): ref is string => ref !== undefined && refs.has(ref));
    return names.length > 0 ? [{ row, names }] : [];
  });
  const ids = naming.map(({ row }) => row.id);
  const approvals = Map.groupBy(await store.readApprovals(deps.db, ids), ({ proposalId }) => proposalId);
  const titles = await titlesFor(
    session,
    naming.map(({ row }) => row),
    deps,
  );
  return naming.flatMap(({ row, names }) => {
    const kind = deps.kinds.get(row.kind);
    if (!kind) return [];
    const removes = removedBy(deps, kind, row);
    return [{ ...toSummary(row, approvals.get(row.id) ?? [], kind, officer, titles.get(row.id), removes), names }];
  });
}

/** The very bytes, for whoever is to approve them. Errors: not-found, also where they are another authority's. */
export async function readProposal(deps: Deps, session: Session, id: string): Promise<Proposal> {
  const { officer } = session;
  const row = await store.readProposal(deps.db, id);
  if (!row || row.author !== officer.authority) throw new TamgaError('not-found', `no proposal ${id} here`);
  const kind = kindOf(deps, row.kind);
  const rows = await store.readApprovals(deps.db, [id]);
  const envelope = envelopeOf(row);
  const opened = mayReadDraft(session, kind, envelope, deps)
    ? decryptBody({ ...row, readers: null }, deps.self)
    : { ok: false as const };
  const content = opened.ok ? readBody(opened.body) : null;
  const removes = removedBy(deps, kind, row);
  const asked = { rule: kind.approval, author: row.officer, state: row.state, removes };
  const place = judgePlace({ ...asked, approvals: rows }, officer);
  // What was sealed is called as the record is; of what ended otherwise no words are kept.
  const sealed = (await readTitlesOf(deps, refsOfSealed([row]), viewerOf(session))).get(row.ref);
  const { title, disturbing } = sealed ?? (await titlesFor(session, [row], deps)).get(id) ?? untitled;
  const emergency = (await foldEmergencies(deps, [row].filter(isSealed))).get(row.ref) ?? null;
  const said = { title, disturbing, destroyed: sealed?.destroyed ?? false, emergency };
  const alone = row.state === 'open' && row.officer === officer.id;
  return {
    ...toSummary({ ...row, reason: reasonFor(session, row, deps) }, rows, kind, officer, said, removes),
    envelope,
    payload: toBase64url(row.payload),
    digest: toBase64url(row.digest),
    body: opened.ok ? opened.body.toString() : null,
    bodyKey: opened.ok ? toBase64url(opened.bodyKey) : null,
    approvals: rows.map(({ approval }) => approval),
    mayBeEmergency: kind.approval.emergency === true,
    notAlone: alone ? faultOf(await transaction(deps.db, (tx) => judgeEmergency(tx, deps, kind, envelope))) : null,
    notMine: faultOf(place),
    mayEnd: judgeEnd(asked, officer).ok,
    passkeys: await transaction(deps.db, (tx) =>
      readPasskeys(tx, deps, kind, officer, { envelope, content }, place.place),
    ),
  };
}

const faultOf = (verdict: Verdict): Proposal['notMine'] =>
  verdict.ok ? null : { code: verdict.code, why: verdict.why };

const envelopeOf = ({ payload }: ProposalRow): Envelope => envelopeSchema.parse(JSON.parse(payload.toString()));

/**
 * The proposal for whoever acts on it: another authority's, and what the officer has no assignment to, is as if it were not there; who reads no content at
 * all is told which roles approve it. Nobody else decides until the transaction ends. Errors: not-found.
 */
export async function holdForSession(tx: Tx, deps: Deps, session: Session, id: string): Promise<ProposalRow> {
  const { officer } = session;
  const row = await store.holdProposal(tx, id);
  const isSeen =
    row?.author === officer.authority &&
    (row.officer === officer.id || isAssigned(session, kindOf(deps, row.kind), envelopeOf(row), deps));
  if (!isSeen) throw new TamgaError('not-found', `no proposal ${id} here`);
  return row;
}

/** Content is for who reads any, and is assigned to it where it is guarded; who the officers are, for those who say who they are. */
export function mayReadDraft(session: Session, kind: AnyKind, envelope: Envelope, deps: Pick<Deps, 'self'>): boolean {
  const { role } = session.officer;
  if (kind.by === 'appoint' && hasPower(role, 'appoint')) return true;
  return !session.isFounding && hasPower(role, 'read-content') && isAssigned(session, kind, envelope, deps);
}

function isAssigned(session: Session, kind: AnyKind, envelope: Envelope, { self }: Pick<Deps, 'self'>): boolean {
  const draft = {
    guard: guardOf(envelope, kind, self.alliance.profile),
    officers: envelope.officers,
    case: envelope.case,
  };
  return isForDraft(viewerOf(session), draft);
}

/** Of these proposals, those whose content is for the officer. */
export async function listReadable(deps: Deps, session: Session, ids: readonly string[]): Promise<Set<string>> {
  const rows = await store.readProposals(deps.db, ids);
  return new Set(rows.filter((row) => mayReadRow(session, row, deps)).map(({ id }) => id));
}

function mayReadRow(session: Session, row: ProposalRow, deps: Deps): boolean {
  const kind = deps.kinds.get(row.kind);
  return kind !== undefined && mayReadDraft(session, kind, envelopeOf(row), deps);
}

/** Why an officer ended it is about its content, and for who may read that. What nobody decided the node itself ended. */
const reasonFor = (session: Session, row: ProposalRow, deps: Deps): string | null =>
  row.decidedBy === null || row.reason === null || mayReadRow(session, row, deps)
    ? wordsFor(session, row.reason)
    : null;

/** What proposals are called, for who may read them: a confirmation by the act that it confirms. */
async function titlesFor(session: Session, rows: readonly ProposalRow[], deps: Deps): Promise<Map<string, Title>> {
  const acts = new Map<string, string>();
  const titles = new Map<string, Title>();
  for (const row of rows) {
    const kind = deps.kinds.get(row.kind);
    const envelope = envelopeOf(row);
    if (!kind || !mayReadDraft(session, kind, envelope, deps)) continue;
    const [act] = envelope.about ?? [];
    if (kind.confirms && act !== undefined) acts.set(row.id, act);
    else titles.set(row.id, openTitle(kind, row, deps));
  }
  const confirmed = await readTitlesOf(deps, [...new Set(acts.values())], viewerOf(session));
  for (const [id, act] of acts) {
    const { title, disturbing } = confirmed.get(act) ?? untitled;
    titles.set(id, { title, disturbing });
  }
  return titles;
}

const untitled: Title = { title: null, disturbing: false };

function openTitle(kind: AnyKind, row: ProposalRow, deps: Deps): Title {
  const opened =
    (row.body?.length ?? Infinity) > maxTitledBytes ? null : decryptBody({ ...row, readers: null }, deps.self);
  if (!opened?.ok) return untitled;
  const content = readBody(opened.body);
  return { title: kind.title?.(content) ?? null, disturbing: isDisturbing(content) };
}
