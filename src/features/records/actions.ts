import { TamgaError } from '#platform/errors.ts';
import { transaction } from '#platform/db/db.ts';
import type { Tx } from '#platform/db/db.ts';
import { storableText } from '#platform/db/text.ts';
import { openEnvelope, readBody, sealRecord } from './seal.ts';
import { judgeEnvelope, judgeReplacement, needsOf } from './rules.ts';
import type { Deps, Draft, Known, KnownRecord, Projected, RecordVerdict, SealedRecord, Verdict } from './model.ts';
import * as store from './store.ts';

export { checkBody, openEnvelope, openSeal, readBody, sealRecord } from './seal.ts';
export { readKnown } from './store.ts';

export type Submitted = { id: number; ref: string; digest: Buffer };

/** The one path for what this participant says: judge, seal, store, project, queue for the log, in one transaction. */
export function submitRecords(deps: Deps, drafts: readonly Draft[]): Promise<Submitted[]> {
  return transaction(deps.db, (tx) => submitWithin(tx, deps, drafts));
}

/** As `submitRecords`, inside a transaction that holds what must happen together with it. Errors: refused, with the rule's code. */
export async function submitWithin(tx: Tx, deps: Deps, drafts: readonly Draft[]): Promise<Submitted[]> {
  const records = drafts.map((draft) => sealRecord(draft, deps));
  const known = await gatherKnown(tx, deps, records);
  for (const record of records) {
    const verdict = judge(record, known, deps);
    if (!verdict.ok) throw new TamgaError('refused', verdict.why, { detail: { code: verdict.code } });
  }
  return storeOwn(tx, deps, records);
}

/** Stores sealed and judged records of this participant. Kept apart so that bulk import can seal ahead of its inserts. */
export async function storeOwn(tx: Tx, deps: Deps, records: readonly SealedRecord[]): Promise<Submitted[]> {
  const rows = records.map((record) => ({
    record,
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
  await projectRecords(
    tx,
    deps,
    records.map((record, i) => toProjected(record, ids[i]!.id)),
  );
  return records.map((record, i) => ({ id: ids[i]!.id, ref: record.envelope.ref, digest: record.digest }));
}

/** The verdict of the record's own kind and of the rules for all. Pure apart from the kind table. */
export function judge(record: SealedRecord, known: Known, deps: Pick<Deps, 'kinds' | 'now'>): Verdict {
  const kind = deps.kinds.get(record.envelope.kind);
  const general = judgeEnvelope(record.envelope, kind, known);
  if (!general.ok || !kind) return general;
  const replacement = judgeReplacement(record.envelope, known);
  if (!replacement.ok) return replacement;
  if (record.body === null) return { ok: true };
  const body = kind.schema.safeParse(record.content);
  if (!body.success) {
    const issue = body.error.issues[0];
    return {
      ok: false,
      code: 'body',
      why: `${issue?.path.join('.') || 'body'}: ${issue?.message ?? 'malformed'}`.slice(0, 300),
    };
  }
  return kind.judge?.({ envelope: record.envelope, body: body.data }, known, deps.now()) ?? { ok: true };
}

/** What rules may know about these records: the alliance, and the outer facts of the records they name. */
export async function gatherKnown(tx: Tx, deps: Deps, records: readonly SealedRecord[]): Promise<Known> {
  const refs = new Set<string>();
  for (const record of records) {
    for (const ref of needsOf(record.envelope)) refs.add(ref);
    const kind = deps.kinds.get(record.envelope.kind);
    const body = kind?.asksAbout && kind.schema.safeParse(record.content);
    if (body?.success) for (const ref of kind?.asksAbout?.(body.data, record.envelope) ?? []) refs.add(ref);
  }
  return { alliance: deps.self.alliance, self: deps.self.code, records: await store.readKnown(tx, refs) };
}

export type Arrived = { record: SealedRecord; logIndex: number };
export type AcceptedRecord = { id: number; ref: string; digest: Buffer; isNew: boolean; verdict: RecordVerdict };

/**
 * The one path for what others say, after seal, proof and body were verified: judge, store with verdict, project.
 * Nothing is lost: what may not be applied is kept as waiting or quarantined.
 */
export async function acceptWithin(tx: Tx, deps: Deps, arrived: readonly Arrived[]): Promise<AcceptedRecord[]> {
  if (arrived.length === 0) return [];
  const records = arrived.map((a) => a.record);
  const known = await gatherKnown(tx, deps, records);
  const conflicts = await store.findRefConflicts(tx, records);
  const contested = new Set([...conflicts.keys(), ...contestedRefs(records)]);
  const present = new Set([...known.records.values()].filter(isApplied).map((record) => record.ref));
  const rows = arrived.map(({ record, logIndex }) => {
    const isControl = deps.kinds.get(record.envelope.kind)?.control ?? false;
    const missing = isControl ? [] : needsOf(record.envelope).filter((ref) => !present.has(ref));
    const outcome = arrivalVerdict(record, missing, contested.has(record.envelope.ref), known, deps);
    if (outcome.verdict === 'accepted') present.add(record.envelope.ref);
    return {
      record,
      logIndex,
      missing,
      title: outcome.verdict === 'quarantined' ? null : titleOf(record, deps),
      ...outcome,
    };
  });
  const ids = await store.insertRecords(tx, rows, deps.now());
  const fresh = rows.map((row, i) => ({ ...row, ...ids[i]! })).filter((row) => row.isNew);
  await setAside(tx, deps, [...conflicts.values()].flat());
  await store.setNeeds(
    tx,
    fresh.filter((r) => r.verdict === 'waiting').flatMap((r) => r.missing.map((ref) => ({ id: r.id, ref }))),
  );
  const applied = fresh.filter((row) => row.verdict === 'accepted');
  await applyRecords(
    tx,
    deps,
    applied.map((row) => toProjected(row.record, row.id)),
  );
  await judgeFreed(
    tx,
    deps,
    applied.map((row) => row.record.envelope.ref),
  );
  return rows.map((row, i) => ({
    id: ids[i]!.id,
    ref: row.record.envelope.ref,
    digest: row.record.digest,
    isNew: ids[i]!.isNew,
    verdict: row.verdict,
  }));
}

const isApplied = ({ verdict }: KnownRecord): boolean => verdict === 'own' || verdict === 'accepted';

/** Refs that two records of one batch claim. */
function contestedRefs(records: readonly SealedRecord[]): string[] {
  const digests = Map.groupBy(records, (record) => record.envelope.ref);
  return [...digests]
    .filter(([, group]) => new Set(group.map((r) => r.digest.toString('hex'))).size > 1)
    .map(([ref]) => ref);
}

function arrivalVerdict(
  record: SealedRecord,
  missing: readonly string[],
  conflict: boolean,
  known: Known,
  deps: Deps,
): store.StoredVerdict {
  if (conflict)
    return {
      verdict: 'quarantined',
      code: 'ref-conflict',
      why: 'another record bears the same ref: both are kept, neither is applied',
    };
  const verdict = judge(record, known, deps);
  if (!verdict.ok) return { verdict: 'quarantined', code: verdict.code, why: verdict.why };
  if (missing.length > 0)
    return { verdict: 'waiting', code: 'waiting', why: `needs ${missing.slice(0, 5).join(', ')}` };
  return { verdict: 'accepted', code: null, why: null };
}

/** Judges again what waited for these refs; what is applied by that may free more. */
async function judgeFreed(tx: Tx, deps: Deps, refs: readonly string[]): Promise<void> {
  const ids = await store.takeFreed(tx, refs);
  if (ids.length === 0) return;
  const rows = await store.readRows(tx, ids);
  const records = rows.map((row) => readStored(row));
  const known = await gatherKnown(tx, deps, records);
  const freed: string[] = [];
  for (const [i, record] of records.entries()) {
    const outcome = arrivalVerdict(record, [], false, known, deps);
    await store.setVerdict(tx, [rows[i]!.id], outcome.verdict, outcome.code, outcome.why);
    if (outcome.verdict !== 'accepted') continue;
    await applyRecords(tx, deps, [toProjected(record, rows[i]!.id)]);
    freed.push(record.envelope.ref);
  }
  await judgeFreed(tx, deps, freed);
}

/** Two records under one ref: what was applied before is taken back, and an officer decides. */
async function setAside(tx: Tx, deps: Deps, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  const rows = await store.readRows(tx, ids);
  await store.setVerdict(
    tx,
    ids,
    'quarantined',
    'ref-conflict',
    'another record bears the same ref: both are kept, neither is applied',
  );
  await projectRecords(
    tx,
    deps,
    rows.map((row) => ({ ...toProjected(readStored(row), row.id), content: null })),
  );
}

/** Destroys bodies with all that was read from them (I5). Gives what was destroyed now. */
export async function destroyWithin(tx: Tx, deps: Deps, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  const rows = await store.readRows(tx, ids);
  await store.destroyBodies(tx, ids, deps.now());
  await projectRecords(
    tx,
    deps,
    rows.map((row) => ({ ...toProjected(readStored(row), row.id), content: null })),
  );
}

/** A body that its author released again after a recall is kept and read again. */
export async function restoreWithin(tx: Tx, deps: Deps, id: number, record: SealedRecord): Promise<void> {
  const [row] = await store.readRows(tx, [id]);
  await store.restoreBody(tx, id, record, row?.verdict === 'quarantined' ? null : titleOf(record, deps));
  if (row?.verdict === 'accepted') await projectRecords(tx, deps, [toProjected(record, id)]);
}

/** Projects what was accepted from others, and does what it asks for. */
async function applyRecords(tx: Tx, deps: Deps, records: readonly Projected<unknown>[]): Promise<void> {
  await projectRecords(tx, deps, records);
  const byKind = Map.groupBy(records, (record) => record.envelope.kind);
  for (const [kind, group] of byKind) await deps.kinds.get(kind)?.onAccepted?.(tx, group, deps);
}

/** Runs each kind's projection once for all its records. */
export async function projectRecords(tx: Tx, deps: Deps, records: readonly Projected<unknown>[]): Promise<void> {
  const byKind = Map.groupBy(records, (record) => record.envelope.kind);
  for (const [kind, group] of byKind) await deps.kinds.get(kind)?.project?.(tx, group, deps);
}

export const toProjected = (record: SealedRecord, id: number): Projected<unknown> => ({
  id,
  digest: record.digest,
  envelope: record.envelope,
  content: record.body === null ? null : record.content,
});

/** A stored record read back: its seal held when it was stored, so only the payload is read. */
export function readStored(row: store.RecordRow): SealedRecord {
  return {
    jws: row.jws,
    digest: row.digest,
    envelope: openEnvelope(row.jws),
    body: row.body,
    bodyKey: row.body_key,
    content: row.body === null ? null : readBody(row.body),
  };
}

export function titleOf(record: SealedRecord, deps: Pick<Deps, 'kinds'>): string | null {
  if (record.body === null) return null;
  const title = deps.kinds.get(record.envelope.kind)?.title?.(record.content);
  return title == null ? null : storableText(title.slice(0, 200));
}
