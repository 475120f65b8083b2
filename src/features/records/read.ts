import { chunksOf32, sha256, toBase64url } from '#platform/bytes.ts';
import { TamgaError } from '#platform/errors.ts';
import { toPage } from '#platform/http/page.ts';
import type { Page, PageAsked } from '#platform/http/page.ts';
import { proverAt, readHead } from '#features/log/actions.ts';
import type { Proofs } from '#features/log/actions.ts';
import { readWitnessedHead, witnessedOf, witnessedOwn } from '#features/witnesses/actions.ts';
import type { Witnessed } from '#features/witnesses/actions.ts';
import { readAppointments } from '#features/officers/actions/read-appointments.ts';
import type { Viewer } from '#features/officers/model.ts';
import { listReceipts } from '#features/receipts/actions.ts';
import { audiencesOf, findRecall, listReleases } from '#features/releases/actions.ts';
import { recallSchema, splitAudience } from '#features/releases/model.ts';
import { decryptBody } from './at-rest.ts';
import type { Deps, Envelope } from './model.ts';
import { readBlobs } from './blob-store.ts';
import { narrow } from './filter-store.ts';
import { findByOpenedTitle } from './opened-titles.ts';
import * as store from './read-store.ts';
import { mayRead } from './rules.ts';
import { approvalsOf, openEnvelope, signedDigestOf } from './seal.ts';
import { toSummaries } from './summaries.ts';
import type { BlobView, RecallView, RecordDetail, RecordProof, RecordsFilter, RecordSummary } from './view.ts';

export type ReadDeps = Pick<Deps, 'db' | 'self' | 'kinds' | 'now'> & { proofs: Proofs };

export async function readRecords(
  deps: ReadDeps,
  filter: RecordsFilter,
  asked: PageAsked,
  viewer: Viewer,
): Promise<Page<RecordSummary>> {
  const narrowed = narrow(filter, deps.kinds);
  const opened = await findByOpenedTitle(deps, narrowed, viewer);
  const { items, next } = toPage(await store.listRecords(deps.db, narrowed, asked, viewer, opened), asked);
  return { items: await toSummaries(deps, items, viewer), next };
}

type Content = { body: string | null; bodyKey: string | null; contentError: RecordDetail['contentError'] };

/** The content for who may read it. */
function openFor(row: store.DetailRow, viewer: Viewer, deps: ReadDeps): Content {
  const none = { body: null, bodyKey: null, contentError: null };
  if (!mayRead(viewer, row.readers) || row.destroyed) return none;
  if (row.body === null) return row.envelopeOnly ? none : { ...none, contentError: 'no-key' };
  const opened = decryptBody(row, deps.self);
  if (opened.ok) return { ...none, body: opened.body.toString('utf8'), bodyKey: toBase64url(opened.bodyKey) };
  return { ...none, contentError: opened.code === 'destroyed' ? null : opened.code };
}

/** Errors: not-found. */
export async function readRecord(deps: ReadDeps, ref: string, viewer: Viewer): Promise<RecordDetail> {
  const [row, ...others] = await store.readDetails(deps.db, ref, viewer);
  if (!row) throw new TamgaError('not-found', `no record ${ref} here`);
  const { id: _, digest, jws, log: _l, logIndex, participant, base: _b, tlp: _t, realm: _r, ...listed } = row;
  const { rows: listedToo, cut: relatedCut } = await store.listRelated(deps.db, ref, listed.case, viewer);
  const [summary, ...related] = await toSummaries(deps, [{ digest, ...listed }, ...listedToo], viewer);
  const { body, contentError } = openFor(row, viewer, deps);
  const control = deps.kinds.get(row.kind)?.control ?? true;
  const isOwn = participant === deps.self.code && !control;
  const receipts = isOwn ? await listReceipts(deps.db, [ref], deps.self.code) : [];
  const releases = isOwn ? await listReleases(deps.db, [ref]) : [];
  return {
    ...summary!,
    envelope: openEnvelope(jws),
    digest: toBase64url(digest),
    logIndex,
    approvals: await readApprovals(deps, jws),
    signedDigest: approvalsOf(jws).length > 0 ? toBase64url(signedDigestOf(jws)) : null,
    body,
    contentError,
    contentWithheld: !mayRead(viewer, row.readers),
    replacedBy: await store.listReplacing(deps.db, ref, participant),
    recalled: isOwn || !(row.destroyed || row.withheld) ? null : await readRecall(deps, row, viewer),
    sourcesRecalled: await readSourcesRecalled(deps, openEnvelope(jws), viewer),
    contenders: others.map((other) => toBase64url(other.digest)),
    releases: releases.map((release) => ({
      ref: release.ref,
      to: release.to,
      at: release.at,
      recalledAt: release.recalledAt,
      receipts: receipts
        .filter((r) => r.holder === splitAudience(release.to).participant)
        .map(({ holder: _h, record: _rec, ...receipt }) => receipt),
    })),
    related,
    relatedCut,
    blobs: await viewBlobs(deps, row, viewer),
    recipients: isOwn ? audiencesOf({ ...row, control }, deps) : [],
  };
}

/** Who approved it, in the roles that the appointments gave which it names. */
async function readApprovals({ db }: ReadDeps, jws: string): Promise<RecordDetail['approvals']> {
  const approvals = approvalsOf(jws);
  const { appointments } = await readAppointments(
    db,
    approvals.map(({ officer }) => officer),
  );
  return approvals.map(({ officer, appointment, credential }) => {
    const found = appointments.find(
      (one) => one.ref === appointment && one.officer === officer && one.credential === credential,
    );
    return { officer, role: found?.role ?? null, appointment };
  });
}

type Held = Pick<store.DetailRow, 'ref' | 'digest'>;

/** The recall that took a record back, with its reason for who may read that. */
async function readRecall(deps: ReadDeps, row: Held, viewer: Viewer): Promise<RecallView | null> {
  const ref = await findRecall(deps.db, deps.self.code, row);
  const [found] = ref === undefined ? [] : await store.readDetails(deps.db, ref, viewer);
  if (!found) return null;
  const { body } = openFor(found, viewer, deps);
  const read = body === null ? undefined : recallSchema.safeParse(JSON.parse(body));
  const { officers } = openEnvelope(found.jws);
  return { ref: found.ref, by: found.author, officers, at: found.issuedAt, reason: read?.data?.reason ?? null };
}

/** As many recalled sources as are told of one record. */
const mostSources = 20;

/** Of what a record names as its source, or speaks of: what its author took back since. Its content is gone; who reads this one is told. */
async function readSourcesRecalled(
  deps: ReadDeps,
  { sources = [], about = [] }: Envelope,
  viewer: Viewer,
): Promise<RecordDetail['sourcesRecalled']> {
  const named = [...new Set([...sources, ...about])];
  const gone = await store.listGone(deps.db, deps.self.code, named, mostSources);
  const found: RecordDetail['sourcesRecalled'] = [];
  for (const { digest, ...one } of gone) {
    const recalled = await readRecall(deps, { ref: one.ref, digest }, viewer);
    if (recalled) found.push({ ...one, recalled });
  }
  return found;
}

/** The blobs that a record names, and what of them is here. */
async function viewBlobs(deps: ReadDeps, row: store.DetailRow, viewer: Viewer): Promise<BlobView[]> {
  const held = new Map((await readBlobs(deps.db, [row.id])).map((blob) => [blob.position, blob]));
  const isGone = row.destroyed || row.withheld;
  return (openEnvelope(row.jws).blobs ?? []).map((blob, position) => {
    const here = held.get(position);
    const known = { ...blob, code: here?.refusedCode ?? null, why: here?.why ?? null };
    if (isGone || !mayRead(viewer, row.readers)) return { ...known, state: isGone ? 'gone' : 'unknown', why: null };
    if (!here)
      return { ...known, state: 'due', why: row.envelopeOnly ? 'no content came' : 'the content is not opened' };
    return { ...known, state: here.hereAt ? 'here' : here.refusedCode === null ? 'due' : 'refused' };
  });
}

/** Errors: not-found while the record is not in the log yet. */
export async function readProof(deps: ReadDeps, ref: string, viewer: Viewer): Promise<RecordProof> {
  const [row] = await store.readDetails(deps.db, ref, viewer);
  if (!row || row.logIndex === null) throw new TamgaError('not-found', `no record ${ref} in a log here`);
  const { proof, note, witnessed } = await proofOf(deps, row.id, row.participant, row.log, row.logIndex);
  const { alliance } = deps.self;
  const { body, bodyKey } = openFor(row, viewer, deps);
  return {
    jws: row.jws,
    digest: toBase64url(sha256(row.jws)),
    body,
    bodyKey,
    directory: alliance.directories.get(row.participant)?.jws ?? '',
    profile: alliance.profileSource,
    index: row.logIndex,
    proof: proof.map(toBase64),
    checkpoint: note,
    witnessed: witnessed ? { ...witnessed, consistency: witnessed.consistency.map(toBase64) } : null,
  };
}

const toBase64 = (hash: Uint8Array): string => Buffer.from(hash).toString('base64');

type Proved = { proof: Uint8Array[]; note: string; witnessed: Witnessed | undefined };

/** An own record is proved under the newest cosigned checkpoint that reaches it, so that one note says both. */
async function proofOf(
  deps: ReadDeps,
  recordId: number,
  participant: string,
  log: number,
  index: number,
): Promise<Proved> {
  const arrival = await store.readArrivalProof(deps.db, recordId);
  if (arrival) {
    const witnessed = await witnessedOf(deps, participant, arrival);
    return { proof: chunksOf32(arrival.proof), note: arrival.note, witnessed };
  }
  const cosigned = await readWitnessedHead(deps);
  if (cosigned?.log === log && index < cosigned.size) {
    const proof = await proverAt(deps.db, cosigned.log, cosigned.size).inclusion(index);
    return { proof, note: cosigned.note, witnessed: await witnessedOwn(deps, cosigned.note) };
  }
  const { head, prover } = await deps.proofs.current();
  if (head.log !== log) {
    // Its leaf in the log that goes on is not published yet; in the one that ended it has another.
    const ended = await readHead(deps.db, log);
    if (!ended || index >= ended.size) throw new TamgaError('not-found', 'the record is not published in the log yet');
    const proof = await proverAt(deps.db, log, ended.size).inclusion(index);
    return { proof, note: ended.note, witnessed: undefined };
  }
  if (index >= head.size) throw new TamgaError('not-found', 'the record is not published in the log yet');
  return { proof: await prover.inclusion(index), note: head.note, witnessed: undefined };
}
