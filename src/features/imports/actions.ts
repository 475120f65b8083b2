import { compareVersions, judgeObject, versionOf } from '@tamga/stix';
import { judge, judgeHandling, sealRecord, storeOwn } from '#features/records/actions.ts';
import { readSuspended } from '#features/oversight/actions/read-suspended.ts';
import { noteRefused } from '#features/gates/actions/note-refused.ts';
import { maxBodyBytes } from '#features/records/model.ts';
import type { Deps, Draft, Known, SealedRecord } from '#features/records/model.ts';
import type { Actor } from '#features/releases/actions.ts';
import { findOwnVersions } from '#features/threats/actions.ts';
import type { KnownObject } from '#features/threats/actions.ts';
import { sha256, toBase64url } from '#platform/bytes.ts';
import { transaction } from '#platform/db/db.ts';
import { TamgaError } from '#platform/errors.ts';
import { newUuidV7 } from '#platform/ids.ts';
import type { ImportObject, ImportOptions, ImportReport, ItemOutcome, ReadText } from './model.ts';
import { checkOriginal, handlingOf, storeOriginal } from './keep-original.ts';
import { readText } from './read-text.ts';
import { isHandlingMarking, isMarkedCopy } from '#features/exports/actions.ts';
import { judgeSource } from './rules.ts';
import * as store from './store.ts';

const chunkSize = 250;
const maxStoring = 2;
const maxReportItems = 10_000;

/** A judged object: sealed when it makes a record, otherwise only an outcome. */
type Judged = {
  object: ImportObject;
  outcome: ItemOutcome;
  sealed: SealedRecord | null;
  knownId: number | null;
  code: string | null;
  why: string | null;
};

/**
 * Imports a text: every object becomes a record of its own, or a line in the report that says why not. Sealing a chunk
 * overlaps with inserting the one before. A run that was broken off is finished by importing the same text again.
 * What is wrong with the options or with the text as a whole is an error before anything is kept. Errors: refused, malformed,
 * too-large, conflict.
 */
export async function importText(
  deps: Deps,
  actor: Actor,
  bytes: Uint8Array,
  options: ImportOptions,
): Promise<ImportReport> {
  const verdict = judgeHandling(options, deps.now().toISOString(), deps.self.alliance.profile);
  if (!verdict.ok) {
    await noteRefused(deps.db, deps, [
      { gate: 'draft', kind: 'threat.object', code: verdict.code, officers: [actor.officer] },
    ]);
    throw new TamgaError('refused', verdict.why, { detail: { code: verdict.code } });
  }
  return store.whileAlone(deps.db, () => importAlone(deps, actor, bytes, options));
}

async function importAlone(deps: Deps, actor: Actor, bytes: Uint8Array, options: ImportOptions): Promise<ImportReport> {
  const text = readText(bytes, options.name);
  checkOriginal(text, options);
  const now = deps.now();
  const run = await store.openRun(deps.db, {
    id: newUuidV7(now.getTime(), deps.randomBytes),
    source: options.source ?? text.source,
    name: options.name,
    format: text.format,
    fileDigest: toBase64url(sha256(bytes)),
    officer: actor.officer,
    startedAt: now,
  });
  const from = await storeOriginal(deps, actor, text, options, run.id);
  await storeObjects(deps, actor, text, options, run, from);
  await transaction(deps.db, async (tx) => {
    await store.insertItems(
      tx,
      run.id,
      text.refused.map((r) => ({
        position: r.index,
        outcome: 'refused',
        objectId: r.id ?? null,
        recordId: null,
        code: r.code,
        why: r.why.slice(0, 300),
      })),
    );
    await store.insertAbsent(tx, run.id);
    await store.finishRun(tx, run.id, deps.now());
  });
  return readImport(deps.db, run.id);
}

async function storeObjects(
  deps: Deps,
  actor: Actor,
  text: ReadText,
  options: ImportOptions,
  run: { id: string; done: ReadonlySet<number> },
  from: string | null,
): Promise<void> {
  const todo = text.objects.filter((object) => !run.done.has(positionOf(object, text)));
  const suspended = await readSuspended(deps.db, deps);
  const known: Known = { alliance: deps.self.alliance, self: deps.self.code, records: new Map(), suspended };
  const seen = new Map<string, KnownObject[]>();
  await using ended = new AsyncDisposableStack(); // a failure, too, waits for what is being stored
  const storing: Promise<void>[] = [];
  for (let start = 0; start < todo.length; start += chunkSize) {
    const chunk = todo.slice(start, start + chunkSize);
    const versions = Map.groupBy(
      await findOwnVersions(
        deps.db,
        chunk.map((o) => o.id),
        deps.self.code,
      ),
      (v) => v.objectId,
    );
    const judged = await Promise.all(
      chunk.map((object) =>
        judgeImport(
          object,
          [...(versions.get(object.id) ?? []), ...inThisText(object, seen)],
          deps,
          known,
          draftOf(object, actor, options, from),
          options.marking.tlp,
        ),
      ),
    );
    if (storing.length === maxStoring) await storing.shift();
    const stored = storeChunk(deps, actor, run.id, text, judged);
    const settled = stored.catch(() => {}); // it is awaited later; the loop may still be sealing
    ended.defer(() => settled);
    storing.push(stored);
  }
  await Promise.all(storing);
}

/** Versions of an object that stand before it in the same text: the database may not hold them yet. */
function inThisText(object: ImportObject, seen: Map<string, KnownObject[]>): KnownObject[] {
  const before = seen.get(object.id) ?? [];
  const own = { objectId: object.id, version: versionOf(object.version), contentDigest: '', recordId: null, tlp: null };
  seen.set(object.id, [...before, own]);
  return before;
}

async function judgeImport(
  object: ImportObject,
  known: readonly KnownObject[],
  deps: Deps,
  facts: Known,
  draft: Draft,
  tlp: string,
): Promise<Judged> {
  const versions = known.map((k) => ({ modified: k.version, contentDigest: k.contentDigest }));
  const judged = judgeObject(versions, { ...object.version, value: object.value });
  const alliance = facts.alliance.id;
  // What an export added to the bytes is no change of its source (decision 0028).
  const isOurs =
    (judged === 'added' && isHandlingMarking(object.value, alliance)) ||
    (judged === 'changed-same-version' && isMarkedCopy(object.value, sameVersion(known, object), alliance));
  const outcome = isOurs ? 'identical' : judged;
  const none = {
    object,
    outcome,
    sealed: null,
    knownId: sameVersion(known, object)?.recordId ?? null,
    code: null,
    why: null,
  };
  if (outcome !== 'added' && outcome !== 'new-version') return none;
  const source = judgeSource(object.tlp, tlp);
  if (!source.ok) return { ...none, outcome: 'refused', code: source.code, why: source.why };
  const size = draft.bodyText?.length ?? 0;
  if (size > maxBodyBytes)
    return {
      ...none,
      outcome: 'refused',
      code: 'too-large',
      why: `as a body it has ${size} bytes; ${maxBodyBytes} is the limit`,
    };
  const sealed = await sealRecord(draft, deps);
  const verdict = judge(sealed, facts, deps);
  if (!verdict.ok) return { ...none, outcome: 'refused', code: verdict.code, why: verdict.why };
  return { ...none, sealed };
}

function storeChunk(deps: Deps, actor: Actor, runId: string, text: ReadText, judged: readonly Judged[]): Promise<void> {
  return transaction(deps.db, async (tx) => {
    const made = judged.filter((j) => j.sealed !== null);
    const stored = await storeOwn(
      tx,
      deps,
      made.flatMap((j) => (j.sealed ? [j.sealed] : [])),
    );
    const blocked = judged.flatMap(({ code }) =>
      code === null ? [] : [{ gate: 'draft' as const, kind: 'threat.object', code, officers: [actor.officer] }],
    );
    await noteRefused(tx, deps, blocked);
    const idOf = new Map(made.map((j, i) => [j, stored[i]?.id ?? null]));
    await store.insertItems(
      tx,
      runId,
      judged.map((j) => ({
        position: positionOf(j.object, text),
        outcome: j.outcome,
        objectId: j.object.id,
        recordId: idOf.get(j) ?? (j.outcome === 'refused' ? null : j.knownId),
        code: j.code,
        why: j.why,
      })),
    );
  });
}

/** The record that holds this very version, where there is one. */
const sameVersion = (known: readonly KnownObject[], object: ImportObject): KnownObject | undefined =>
  known.find(({ version }) => compareVersions(version, versionOf(object.version)) === 0);

/** In a converted text the source itself stands first. */
const positionOf = (object: ImportObject, text: ReadText): number => object.index + (text.original === null ? 0 : 1);

/** The body is the object's own text with an envelope of ours around it; nothing of it is written anew. */
function draftOf(object: ImportObject, actor: Actor, options: ImportOptions, from: string | null): Draft {
  const tail = from === null ? '}' : `,"from":${JSON.stringify(from)}}`;
  const bodyText = Buffer.concat([Buffer.from('{"object":'), object.text, Buffer.from(tail)]);
  const body = { object: object.value, ...(from === null ? {} : { from }) };
  return {
    kind: 'threat.object',
    author: actor.authority,
    officers: [actor.officer],
    body,
    bodyText,
    ...handlingOf(options),
  };
}

export async function readImport(db: Deps['db'], id: string): Promise<ImportReport> {
  const [summary] = await store.listRuns(db, id);
  if (!summary) throw new TamgaError('not-found', `no import ${id}`);
  return { ...summary, items: await store.readItems(db, id, maxReportItems) };
}

/** The records that a run made, in the order of its text. Errors: not-found when there is no such run. */
export async function readRunRefs(db: Deps['db'], id: string): Promise<string[]> {
  const refs = await store.readRunRefs(db, id);
  if (refs === undefined) throw new TamgaError('not-found', `no import ${id}`);
  return refs;
}
