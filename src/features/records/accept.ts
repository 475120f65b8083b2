import { noteRefused } from '#features/gates/actions/note-refused.ts';
import { gateArrivals } from '#features/quarantine/actions/gate-arrivals.ts';
import { openTasks } from '#features/tasks/actions.ts';
import { attempt } from '#platform/db/attempt.ts';
import type { Tx } from '#platform/db/db.ts';
import { partsOf } from './arrival-parts.ts';
import type { Arrived } from './arrival-parts.ts';
import { encryptBody } from './at-rest.ts';
import {
  arrivalVerdict,
  contestedRefs,
  missingOf,
  participantOf,
  refConflict,
  toKnown,
  unreadable,
  verdictAt,
} from './arrival-verdict.ts';
import type { Deps, Known, Projected, RecordVerdict, SealedRecord } from './model.ts';
import { gatherKnown, projectRecords, readStored, titleOf, toProjected, toSkeleton } from './steps.ts';
import { again, confirming, findAfter, findAgain, isPutIntoForce } from './emergencies.ts';
import { openEnvelope } from './seal.ts';
import { expectBlobs } from './record-blobs.ts';
import { insertSealed, toSealed } from './sealed-store.ts';
import { guardOf } from './rules.ts';
import * as store from './store.ts';

export type AcceptedRecord = { id: number; ref: string; digest: Buffer; isNew: boolean; verdict: RecordVerdict };

/**
 * The one path for what others say, after seal, proof and body were verified: judge, store with verdict, project.
 * Nothing is lost: what may not be applied is kept as waiting or quarantined.
 */
export async function acceptWithin(tx: Tx, deps: Deps, arrived: readonly Arrived[]): Promise<AcceptedRecord[]> {
  const done: AcceptedRecord[] = [];
  for (const part of partsOf(arrived, deps)) done.push(...(await acceptPart(tx, deps, part)));
  const applied = arrived.filter((_, i) => done[i]?.isNew && done[i].verdict === 'accepted');
  await settleAlone(
    tx,
    deps,
    applied.map(({ record }) => record),
  );
  return done;
}

async function acceptPart(tx: Tx, deps: Deps, arrived: readonly Arrived[]): Promise<AcceptedRecord[]> {
  const records = arrived.map((a) => a.record);
  const gathered = await gatherKnown(tx, deps, records);
  // Grows with the batch: what rules know must not depend on where a page was cut.
  const present = new Map(gathered.records);
  const purposes = new Map(gathered.purposes);
  const known: Known = { ...gathered, records: present, purposes };
  const conflicts = await store.findRefConflicts(tx, records);
  const contested = new Set([...conflicts.keys(), ...contestedRefs(records)]);
  const rows = arrived.map(({ record, log, logIndex }) => {
    const isControl = deps.kinds.get(record.envelope.kind)?.control ?? false;
    // An envelope alone has no effect that could wait.
    const missing = isControl || (record.body === null && !record.unopened) ? [] : missingOf(record, known, deps);
    const outcome = verdictAt(record, { log, logIndex }, missing, contested.has(record.envelope.ref), known, deps);
    if (!present.has(record.envelope.ref)) {
      present.set(record.envelope.ref, toKnown(record, outcome.verdict));
      purposes.set(record.envelope.ref, record.envelope.purpose);
    }
    return {
      record,
      stored: encryptBody(record, deps),
      guard: guardOf(record.envelope, deps.kinds.get(record.envelope.kind), deps.self.alliance.profile),
      log,
      logIndex,
      missing,
      title: outcome.verdict === 'quarantined' ? null : titleOf(record, deps),
      ...outcome,
    };
  });
  const ids = await store.insertRecords(tx, rows, deps.now());
  const fresh = await setBulkAside(
    tx,
    deps,
    rows.map((row, i) => ({ ...row, ...ids[i]! })).filter((row) => row.isNew),
  );
  await insertSealed(tx, fresh.flatMap(toSealed));
  await expectBlobs(tx, deps, fresh);
  await setAside(tx, deps, [...conflicts.values()].flat(), 'ref-conflict', refConflict);
  await store.setNeeds(
    tx,
    fresh.filter((r) => r.verdict === 'waiting').flatMap((r) => r.missing.map((ref) => ({ id: r.id, ref }))),
  );
  await noteQuarantined(tx, deps, fresh);
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
  await freeConfirming(tx, deps, fresh);
  const verdicts = new Map(fresh.map(({ id, verdict }) => [id, verdict]));
  return rows.map((row, i) => ({
    id: ids[i]!.id,
    ref: row.record.envelope.ref,
    digest: row.record.digest,
    isNew: ids[i]!.isNew,
    verdict: verdicts.get(ids[i]!.id) ?? row.verdict,
  }));
}

/** Of what every other rule lets in, a bulk of persons is set aside all the same (SG-13). */
async function setBulkAside<Row extends store.StoredVerdict & { id: number; record: SealedRecord }>(
  tx: Tx,
  deps: Deps,
  rows: readonly Row[],
): Promise<Row[]> {
  const found = await gateArrivals(
    tx,
    deps,
    rows.filter(({ verdict }) => verdict !== 'quarantined'),
  );
  for (const [why, group] of Map.groupBy(found, ([, one]) => one.why))
    await store.setVerdict(
      tx,
      group.map(([id]) => id),
      'quarantined',
      group[0]![1].code,
      why,
    );
  return rows.map((row) => {
    const one = found.get(row.id);
    return one ? { ...row, verdict: 'quarantined', ...one } : row;
  });
}

/** What a gate refuses on arrival is kept, and told. */
const noteQuarantined = (
  tx: Tx,
  deps: Deps,
  rows: readonly ({ record: SealedRecord } & store.StoredVerdict)[],
): Promise<void> =>
  noteRefused(
    tx,
    deps,
    rows.flatMap(({ record: { envelope }, verdict, code }) =>
      verdict === 'quarantined' && code !== null
        ? [{ gate: 'arrival', kind: envelope.kind, code, officers: [], from: participantOf(envelope) }]
        : [],
    ),
  );

/** Judges again what waited for these refs, of `kinds` where they are given; what is applied by that may free more. */
export async function judgeFreed(
  tx: Tx,
  deps: Deps,
  refs: readonly string[],
  kinds: readonly string[] | null = null,
): Promise<void> {
  const ids = await store.takeFreed(tx, refs, kinds);
  if (ids.length === 0) return;
  const rows = await store.readRows(tx, ids);
  const records = rows.map((row) => readStored(row, deps));
  let known = await gatherKnown(tx, deps, records);
  let isChanged = false;
  const freed: string[] = [];
  const applied: SealedRecord[] = [];
  for (const [i, record] of records.entries()) {
    // Who is appointed, or no longer, by one of them is known to those after it, and so is what one officer put into force and another confirmed.
    if (isChanged) known = await gatherKnown(tx, deps, [record]);
    const isLost = record.body === null && rows[i]!.body !== null;
    const outcome = isLost ? unreadable : arrivalVerdict(record, [], false, known, deps);
    await store.setVerdict(tx, [rows[i]!.id], outcome.verdict, outcome.code, outcome.why);
    await noteQuarantined(tx, deps, [{ record, ...outcome }]);
    await freeConfirming(tx, deps, [{ record, ...outcome }]);
    if (outcome.verdict !== 'accepted') continue;
    if (!(await applyFreed(tx, deps, toProjected(record, rows[i]!.id)))) continue;
    applied.push(record);
    // What confirms an act counts before the next act that waited for the same.
    if (isPutIntoForce(record.envelope, record.jws, deps)) await judgeFreed(tx, deps, [record.envelope.ref]);
    else freed.push(record.envelope.ref);
    const kind = deps.kinds.get(record.envelope.kind);
    isChanged ||= (kind?.changesOfficers || kind?.confirms || kind?.approval?.emergency) ?? false;
  }
  await judgeFreed(tx, deps, freed);
  await settleAlone(tx, deps, applied);
}

/** What confirms an act that was set aside because nobody had waits no longer: by it the act is judged again. */
async function freeConfirming(
  tx: Tx,
  deps: Deps,
  rows: readonly ({ record: SealedRecord } & store.StoredVerdict)[],
): Promise<void> {
  const acts = rows.filter(({ code }) => code === again).map(({ record }) => record.envelope.ref);
  await judgeFreed(tx, deps, acts, confirming(deps.kinds));
}

/**
 * What one officer put into force alone is judged alike in whichever order it came: by an earlier act that nobody confirmed the later ones are set
 * aside, and what confirms one may let those in that it stood in the way of. Of a page it is asked once all of it is applied, for a confirmation
 * follows its act.
 */
async function settleAlone(tx: Tx, deps: Deps, applied: readonly SealedRecord[]): Promise<void> {
  const authors = new Set<string>();
  for (const { envelope, jws } of applied) {
    const later = isPutIntoForce(envelope, jws, deps) ? await findAfter(tx, deps, envelope) : [];
    await setAside(tx, deps, later, again, `${envelope.ref} was put into force before, and nobody confirmed it`);
    if (later.length > 0 || deps.kinds.get(envelope.kind)?.confirms) authors.add(envelope.author);
  }
  for (const author of authors) for (const id of await findAgain(tx, author)) await judgeStored(tx, deps, [id]);
}

/**
 * Judges again what is here and was not applied; what is applied by that may free more. `isLetIn`: an officer let it in although it is
 * a bulk of persons.
 */
export async function judgeStored(
  tx: Tx,
  deps: Deps,
  ids: readonly number[],
  { isLetIn = false }: { isLetIn?: boolean } = {},
): Promise<void> {
  if (ids.length === 0) return;
  const rows = await store.readRows(tx, ids);
  const aside = isLetIn ? new Set<number>() : await setStoredAside(tx, deps, rows);
  for (const row of rows) {
    if (aside.has(row.id)) continue;
    const record = readStored(row, deps);
    const known = await gatherKnown(tx, deps, [record]);
    const isControl = deps.kinds.get(record.envelope.kind)?.control ?? false;
    const missing = isControl ? [] : missingOf(record, known, deps);
    const outcome = verdictAt(record, row, missing, false, known, deps);
    await store.setVerdict(tx, [row.id], outcome.verdict, outcome.code, outcome.why);
    await freeConfirming(tx, deps, [{ record, ...outcome }]);
    if (outcome.verdict === 'waiting')
      await store.setNeeds(
        tx,
        missing.map((ref) => ({ id: row.id, ref })),
      );
    if (outcome.verdict !== 'accepted') continue;
    await store.setTitles(tx, [{ id: row.id, title: titleOf(record, deps) }]);
    if (!(await applyFreed(tx, deps, toProjected(record, row.id)))) continue;
    await judgeFreed(tx, deps, [record.envelope.ref]);
    await settleAlone(tx, deps, [record]);
  }
}

/** What another rule had set aside was not counted when it came: now that nothing else speaks against it, it is (SG-13). */
async function setStoredAside(tx: Tx, deps: Deps, rows: readonly store.RecordRow[]): Promise<ReadonlySet<number>> {
  const telling = [];
  for (const row of rows) {
    if (row.body === null || !deps.kinds.get(openEnvelope(row.jws).kind)?.persons) continue;
    const record = readStored(row, deps);
    const outcome = verdictAt(record, row, [], false, await gatherKnown(tx, deps, [record]), deps);
    if (outcome.verdict !== 'quarantined') telling.push({ id: row.id, record, ...outcome });
  }
  const judged = await setBulkAside(tx, deps, telling);
  const aside = judged.filter(({ verdict }) => verdict === 'quarantined');
  await noteQuarantined(tx, deps, aside);
  return new Set(aside.map(({ id }) => id));
}

/** A freed record is another author's than the page that freed it: where applying it fails, only it is set aside. */
async function applyFreed(tx: Tx, deps: Deps, record: Projected<unknown>): Promise<boolean> {
  if (await attempt(tx, () => applyRecords(tx, deps, [record]))) return true;
  deps.logger.error('record-unreadable', { ref: record.envelope.ref });
  await store.setVerdict(
    tx,
    [record.id],
    'quarantined',
    'unreadable',
    'this node failed to apply it; its log says more',
  );
  return false;
}

/** What was applied before is taken back, and an officer decides. */
export async function setAside(tx: Tx, deps: Deps, ids: readonly number[], code: string, why: string): Promise<void> {
  if (ids.length === 0) return;
  const rows = await store.readRows(tx, ids);
  await store.setVerdict(tx, ids, 'quarantined', code, why);
  await projectRecords(tx, deps, rows.map(toSkeleton));
}

/** Projects what was accepted from others, and does what it asks for. */
async function applyRecords(tx: Tx, deps: Deps, records: readonly Projected<unknown>[]): Promise<void> {
  await projectRecords(tx, deps, records);
  const byKind = Map.groupBy(records, (record) => record.envelope.kind);
  for (const [kind, group] of byKind) await deps.kinds.get(kind)?.onAccepted?.(tx, group, deps);
  const replaced = records.flatMap(({ id, envelope: { replaces } }) =>
    replaces ? [{ causeId: id, ref: replaces }] : [],
  );
  await openTasks(tx, deps, 'source-replaced', replaced);
}
