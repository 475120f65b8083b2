import { readSuspended } from '#features/oversight/actions/read-suspended.ts';
import { judge, sealRecord, storeOwn } from '#features/records/actions.ts';
import { maxBodyBytes, unknowing } from '#features/records/model.ts';
import type { Deps, Draft, Verdict } from '#features/records/model.ts';
import type { Actor } from '#features/releases/actions.ts';
import { sha256, toBase64url } from '#platform/bytes.ts';
import { transaction } from '#platform/db/db.ts';
import { TamgaError } from '#platform/errors.ts';
import { noFindings } from './finding-rules.ts';
import type { ImportOptions, ReadText } from './model.ts';
import { judgeSource } from './rules.ts';
import { holdOpen } from './run-store.ts';
import * as store from './store.ts';

/** What an import says of every record that it makes. */
export const handlingOf = ({
  marking,
  basis,
  purpose,
  retainUntil,
}: ImportOptions): Pick<Draft, 'marking' | 'basis' | 'purpose' | 'retainUntil'> => ({
  marking,
  basis,
  purpose,
  retainUntil,
});

/** A text that is kept as it came must fit a body. Errors: too-large. */
export function checkOriginal(original: Uint8Array, name: string): void {
  const size = bodyOf(new Uint8Array(), name).length + original.length;
  if (size > maxBodyBytes)
    throw new TamgaError(
      'too-large',
      `${name}: a MISP event is kept whole, and as a body it has ${size} bytes; ${maxBodyBytes} is the limit`,
    );
}

/**
 * A text that is converted is kept as it came, as a record that the converted objects name; gives that record's ref. Where one
 * part of it has a narrower label than the import, or it holds a bulk of persons, the whole is refused and only the other parts are
 * imported: null.
 */
export async function storeOriginal(
  deps: Deps,
  actor: Actor,
  { original }: ReadText,
  options: ImportOptions,
  runId: string,
  persons: Verdict,
): Promise<string | null> {
  if (original === null) return null;
  const item = { position: 0, objectId: null, recordId: null, code: null, why: null, ...noFindings };
  const before = await store.findOriginal(deps.db, toBase64url(sha256(original.bytes)));
  if (before) {
    await store.insertItems(deps.db, runId, [{ ...item, outcome: 'identical', recordId: before.recordId }]);
    return before.ref;
  }
  const source = persons.ok ? judgeSource(original.tlp, options.marking.tlp) : persons;
  if (!source.ok) {
    await store.insertItems(deps.db, runId, [{ ...item, outcome: 'refused', code: source.code, why: source.why }]);
    return null;
  }
  return transaction(deps.db, async (tx) => {
    if (!(await holdOpen(tx, runId))) return null;
    const sealed = await sealRecord(draftOf(original.bytes, actor, options), deps);
    const suspended = await readSuspended(deps.db, deps);
    const verdict = judge(sealed, { ...unknowing(deps.self), suspended }, deps);
    if (!verdict.ok) throw new TamgaError('refused', verdict.why, { detail: { code: verdict.code } });
    const [stored] = await storeOwn(tx, deps, [sealed]);
    await store.insertItems(tx, runId, [{ ...item, outcome: 'added', recordId: stored?.id ?? null }]);
    return sealed.envelope.ref;
  });
}

const draftOf = (original: Uint8Array, actor: Actor, options: ImportOptions): Draft => ({
  kind: 'threat.source',
  author: actor.authority,
  officers: [actor.officer],
  body: { format: 'misp', name: options.name, source: {} },
  bodyText: bodyOf(original, options.name),
  ...handlingOf(options),
});

/** The text itself with an envelope of ours around it; nothing of it is written anew. */
const bodyOf = (original: Uint8Array, name: string): Uint8Array =>
  Buffer.concat([Buffer.from(`{"format":"misp","name":${JSON.stringify(name)},"source":`), original, Buffer.from('}')]);
