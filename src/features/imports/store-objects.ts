import { compareVersions, judgeObject, validateObject, versionOf } from '@tamga/stix';
import { noteRefused } from '#features/gates/actions/note-refused.ts';
import { readSuspended } from '#features/oversight/actions/read-suspended.ts';
import { judge, sealRecord, storeOwn } from '#features/records/actions.ts';
import { maxBodyBytes, unknowing } from '#features/records/model.ts';
import type { Draft, Known, SealedRecord, Verdict } from '#features/records/model.ts';
import type { Actor } from '#features/releases/actions.ts';
import { findOwnVersions } from '#features/threats/actions.ts';
import type { KnownObject } from '#features/threats/actions.ts';
import { isHandlingMarking, isMarkedCopy } from '#features/threats/model.ts';
import { transaction } from '#platform/db/db.ts';
import { TamgaError } from '#platform/errors.ts';
import { maxFindings, noFindings, withReferences } from './finding-rules.ts';
import type { Found, KeepFindings, KeptFindings } from './finding-rules.ts';
import type { ImportDeps, ImportObject, ImportOptions, ItemOutcome, ReadText } from './model.ts';
import { handlingOf } from './keep-original.ts';
import { holdOpen } from './run-store.ts';
import { toldId, withoutPerson } from './person-rules.ts';
import { judgeSource } from './rules.ts';
import * as store from './store.ts';

const chunkSize = 250;
const maxStoring = 2;
/** Refused objects of a hostile text come by the hundred thousand; between so many, others have their turn. */
const refusedAtOnce = 1_000;

/** What one run imports, and how. */
export type Run = {
  id: string;
  /** Positions in the text that need nothing more. */
  done: ReadonlySet<number>;
  actor: Actor;
  options: ImportOptions;
  text: ReadText;
  keepFindings: KeepFindings;
  /** Whether the persons in the text may become records. */
  persons: Verdict;
};

/** A judged object: sealed when it makes a record, otherwise only an outcome. */
type Judged = {
  object: ImportObject;
  outcome: ItemOutcome;
  sealed: SealedRecord | null;
  knownId: number | null;
  code: string | null;
  why: string | null;
  found: KeptFindings;
};

/**
 * Seals and stores what a run has not done yet; `from` names the source where the text was converted. Sealing a chunk overlaps with
 * storing. It ends early where the run was cancelled. Errors: conflict where the node is stopping.
 */
export async function storeObjects(deps: ImportDeps, run: Run, from: string | null): Promise<void> {
  const todo = run.text.objects.filter((object) => !run.done.has(positionOf(object, run.text)));
  const suspended = await readSuspended(deps.db, deps);
  const facts: Known = { ...unknowing(deps.self), suspended };
  const seen = new Map<string, KnownObject[]>();
  await using ended = new AsyncDisposableStack(); // a failure, too, waits for what is being stored
  const storing: Promise<void>[] = [];
  let isOpen = true;
  for (let start = 0; start < todo.length && isOpen; start += chunkSize) {
    if (deps.stopping?.aborted)
      throw new TamgaError('conflict', 'the node is stopping: this import goes on when it starts again');
    const chunk = todo.slice(start, start + chunkSize);
    const ids = chunk.map((object) => object.id);
    const versions = Map.groupBy(await findOwnVersions(deps.db, ids, deps.self.code), (v) => v.objectId);
    const judged = await Promise.all(
      chunk.map((object) => {
        const known = [...(versions.get(object.id) ?? []), ...inThisText(object, seen)];
        return judgeImport(deps, run, object, { known, facts, from });
      }),
    );
    if (storing.length === maxStoring) await storing.shift();
    const stored = storeChunk(deps, run, judged).then((wasOpen) => void (isOpen &&= wasOpen));
    const settled = stored.catch(() => {}); // it is awaited later; the loop may still be sealing
    ended.defer(() => settled);
    storing.push(stored);
  }
  await Promise.all(storing);
}

/** Notes what was refused before it was an object. */
export async function storeRefused(deps: ImportDeps, { id, done, text, keepFindings }: Run): Promise<void> {
  const todo = text.refused.filter(({ index }) => !done.has(index));
  let isListed = true;
  for (let start = 0; start < todo.length; start += refusedAtOnce) {
    const items = todo.slice(start, start + refusedAtOnce).map((refused) => {
      const { index, code, value } = refused;
      const found = isListed && value !== undefined ? value() : undefined;
      return {
        position: index,
        outcome: 'refused' as const,
        recordId: null,
        code,
        ...withoutPerson(refused, found),
        ...(found === undefined ? noFindings : keepFindings(found, validate(found, text))),
      };
    });
    const wasOpen = await transaction(deps.db, async (tx) => {
      if (!(await holdOpen(tx, id))) return false;
      isListed = await store.insertItems(tx, id, items);
      return true;
    });
    if (!wasOpen) return;
  }
}

const validate = (value: unknown, { isBundle }: ReadText): Found =>
  validateObject(value, { inBundle: isBundle, maxFindings });

/** Versions of an object that stand before it in the same text: the database may not hold them yet. */
function inThisText(object: ImportObject, seen: Map<string, KnownObject[]>): KnownObject[] {
  const before = seen.get(object.id) ?? [];
  const own = { objectId: object.id, version: versionOf(object.version), contentDigest: '', recordId: null, tlp: null };
  seen.set(object.id, [...before, own]);
  return before;
}

type Around = { known: readonly KnownObject[]; facts: Known; from: string | null };

async function judgeImport(
  deps: ImportDeps,
  { actor, options, text, keepFindings, persons }: Run,
  object: ImportObject,
  { known, facts, from }: Around,
): Promise<Judged> {
  const versions = known.map((k) => ({ modified: k.version, contentDigest: k.contentDigest }));
  const versionOutcome = judgeObject(versions, { ...object.version, value: object.value });
  const { id: alliance } = facts.alliance;
  // What an export added to the bytes is no change of its source (decision 0028).
  const isOurs =
    (versionOutcome === 'added' && isHandlingMarking(object.value, alliance)) ||
    (versionOutcome === 'changed-same-version' && isMarkedCopy(object.value, sameVersion(known, object), alliance));
  const became = isOurs ? 'identical' : versionOutcome;
  const isNew = became === 'added' || became === 'new-version';
  // What the validator says quotes what it speaks of, and a report is no place for persons (SG-07).
  const { isPerson } = object;
  const judged: Judged = {
    object,
    outcome: isNew && object.value['revoked'] === true ? 'revoked' : became,
    sealed: null,
    knownId: sameVersion(known, object)?.recordId ?? null,
    code: null,
    why: null,
    found: isPerson
      ? noFindings
      : keepFindings(object.value, withReferences(validate(object.value, text), object.value, object.text.length)),
  };
  if (!isNew) return judged;
  const refused = (code: string, why: string): Judged => ({ ...judged, outcome: 'refused', code, why });
  if (isPerson && !persons.ok) return refused(persons.code, persons.why);
  const source = judgeSource(object.tlp, options.marking.tlp);
  if (!source.ok) return refused(source.code, source.why);
  const draft = draftOf(object, actor, options, from);
  const size = draft.bodyText?.length ?? 0;
  if (size > maxBodyBytes) return refused('too-large', `as a body it has ${size} bytes; ${maxBodyBytes} is the limit`);
  const sealed = await sealRecord(draft, deps);
  const verdict = judge(sealed, facts, deps);
  return verdict.ok ? { ...judged, sealed } : refused(verdict.code, verdict.why);
}

/** False, and nothing is stored, where the run was cancelled meanwhile. */
function storeChunk(deps: ImportDeps, { id, text, actor }: Run, judged: readonly Judged[]): Promise<boolean> {
  return transaction(deps.db, async (tx) => {
    if (!(await holdOpen(tx, id))) return false;
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
    const items = judged.map((j) => ({
      position: positionOf(j.object, text),
      outcome: j.outcome,
      objectId: toldId(j.object.id, j.object.value, positionOf(j.object, text)),
      recordId: idOf.get(j) ?? (j.outcome === 'refused' ? null : j.knownId),
      code: j.code,
      why: j.why,
      ...j.found,
    }));
    await store.insertItems(tx, id, items);
    return true;
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
