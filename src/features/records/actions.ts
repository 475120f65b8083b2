import { transaction } from '#platform/db/db.ts';
import type { Tx } from '#platform/db/db.ts';
import { noteRefused } from '#features/gates/actions/note-refused.ts';
import { TamgaError } from '#platform/errors.ts';
import type { RefusedDraft } from '#platform/errors.ts';
import { encryptBody } from './at-rest.ts';
import type { Deps, Draft, SealedRecord, Verdict } from './model.ts';
import { sealRecord } from './seal.ts';
import { gatherKnown, judge, projectRecords, titleOf, toProjected } from './steps.ts';
import type { Judged } from './steps.ts';
import { guardOf } from './rules.ts';
import { linkOwnBlobs } from './record-blobs.ts';
import * as store from './store.ts';

export { decryptBody, encryptBody } from './at-rest.ts';
export { countRecords } from './filter-store.ts';
export { draftSchema } from './view.ts';
export { faultOfAssertion } from './verify/assertion.ts';
export { acceptWithin } from './accept.ts';
export type { AcceptedRecord } from './accept.ts';
export { openBeside, unwrapForSelf, wrapForSelf } from './at-rest.ts';
export { findLostBlobs, findOwnBlobs, findUploads, noteBlob, readBlobs, setFound } from './blob-store.ts';
export type { BlobRow } from './blob-store.ts';
export { countBlobsDue, newBlobName } from './record-blobs.ts';
export { storeCameBack } from './come-back.ts';
export type { CameBack } from './come-back.ts';
export { encryptStoredBodies } from './encrypt-stored.ts';
export { completeWithin } from './complete.ts';
export {
  findConfirming,
  foldEmergencies,
  holdEmergenciesOf,
  listUnconfirmed,
  readAlone,
  readEmergencies,
  readSealOf,
} from './emergencies.ts';
export { endSetAside, isSetAsideFor, judgeSetAside } from './decide-set-aside.ts';
export { judgeAgain } from './judge-again.ts';
export { findOriginals, findOwnBelonging } from './belonging.ts';
export { destroyWithin } from './destroy.ts';
export { restoreWithin } from './restore.ts';
export { findEndedHolds, takeBackWithin } from './hold.ts';
export { addReaders, openSealedBodies } from './readers.ts';
export { referBodies } from './refer.ts';
export { countUnopened, countWrapped, renewFromStart, renewWrappings } from './renew.ts';
export { openBlobSecrets, openSealedBody } from './sealed-body.ts';
export {
  approvalsOf,
  checkBody,
  kidOfSeal,
  openEnvelope,
  openSeal,
  prepareRecord,
  readBody,
  sealPrepared,
  sealRecord,
} from './seal.ts';
export type { Prepared } from './seal.ts';
export { judgeUnder } from './judge-under.ts';
export { projectDue } from './project-due.ts';
export { rebuildProjections } from './rebuild.ts';
export { guardOf, isEnding, judgeHandling, mayRead, refsOfDraft } from './rules.ts';
export { gatherKnown, judge, judgeUnapproved } from './steps.ts';
export { findExpired, readKnown, setTitles } from './store.ts';
export { refuseOvertaken } from './overtaken.ts';
export { isDisturbing } from './disturbing.ts';
export { readTitlesOf } from './summaries.ts';
export type { Title } from './summaries.ts';

export type Submitted = { id: number; ref: string; digest: Buffer };

/** The one path for what this participant says: judge, seal, store, project, queue for the log, in one transaction. */
export function submitRecords(deps: Deps, drafts: readonly Draft[]): Promise<Submitted[]> {
  return atGate(deps, (tx) => submitWithin(tx, deps, drafts));
}

/**
 * The transaction in which an officer's drafts are submitted. What a rule refuses undoes it all, and is remembered for the
 * next gate.block: the refusal itself is recorded (design 8).
 */
export async function atGate<T>(deps: Deps, work: (tx: Tx) => Promise<T>): Promise<T> {
  try {
    return await transaction(deps.db, work);
  } catch (error) {
    if (error instanceof TamgaError && error.detail.draft) {
      const { code = error.code, draft } = error.detail;
      await noteRefused(deps.db, deps, [{ gate: 'draft', code, ...draft }]);
    }
    throw error;
  }
}

/** The error for a draft that a rule refused. */
export const refusedDraft = (draft: RefusedDraft, { code, why }: { code: string; why: string }): TamgaError =>
  new TamgaError('refused', why, { detail: { code, draft: { kind: draft.kind, officers: draft.officers } } });

/** As `submitRecords`, inside a transaction that holds what must happen together with it. Errors: refused, with the rule's code. */
export async function submitWithin(tx: Tx, deps: Deps, drafts: readonly Draft[]): Promise<Submitted[]> {
  return submitSealed(tx, deps, await Promise.all(drafts.map((draft) => sealRecord(draft, deps))));
}

/** Judges and stores what was just sealed. Errors: refused, with the rule's code. */
export async function submitSealed(tx: Tx, deps: Deps, records: readonly SealedRecord[]): Promise<Submitted[]> {
  const known = await gatherKnown(tx, deps, records);
  for (const record of records) await refuseUnlawful(tx, deps, record, judge(record, known, deps));
  return storeOwn(tx, deps, records);
}

/** Errors: refused, where its own rules or what only this node can tell speak against a draft. */
export async function refuseUnlawful(
  tx: Tx,
  deps: Deps,
  { envelope, content }: Judged,
  verdict: Verdict,
): Promise<void> {
  if (!verdict.ok) throw refusedDraft(envelope, verdict);
  const own = await deps.kinds.get(envelope.kind)?.judgeDraft?.(tx, content, envelope.about ?? []);
  if (own && !own.ok) throw refusedDraft(envelope, own);
}

/** Stores sealed and judged records of this participant. Kept apart so that bulk import can seal ahead of its inserts. */
export async function storeOwn(tx: Tx, deps: Deps, records: readonly SealedRecord[]): Promise<Submitted[]> {
  const rows = records.map((record) => ({
    record,
    stored: encryptBody(record, deps),
    guard: guardOf(record.envelope, deps.kinds.get(record.envelope.kind), deps.self.alliance.profile),
    title: titleOf(record, deps),
    logIndex: null,
    verdict: 'own' as const,
    code: null,
    why: null,
  }));
  const ids = await store.insertRecords(tx, rows, deps.now());
  await store.queueForLog(
    tx,
    ids.map(({ id }) => id),
  );
  const linked = rows.map(({ record, stored }, i) => ({ id: ids[i]!.id, record, stored }));
  await linkOwnBlobs(tx, deps, linked);
  await projectRecords(
    tx,
    deps,
    records.map((record, i) => toProjected(record, ids[i]!.id)),
  );
  return records.map((record, i) => ({ id: ids[i]!.id, ref: record.envelope.ref, digest: record.digest }));
}
