import { toBase64url } from '#platform/bytes.ts';
import { transaction } from '#platform/db/db.ts';
import type { Tx } from '#platform/db/db.ts';
import { TamgaError } from '#platform/errors.ts';
import { readKnown, submitWithin } from '#features/records/actions.ts';
import type { Deps, KnownRecord } from '#features/records/model.ts';
import { maxItems } from './model.ts';
import type { Outcome } from './model.ts';
import * as store from './store.ts';

export { mayReceive } from './rules.ts';
export { submitDraft } from './replacement.ts';
export { findCovered, findHeld, listReleases } from './store.ts';

/** Who acts: an officer of an authority. */
export type Actor = { authority: string; officer: string };

/**
 * Lets records go to each recipient, one release record per recipient and 20,000 records. What a recipient has already
 * is left out. All or nothing: one record that may not go to one recipient refuses the whole, with the rule's code.
 */
export function releaseRecords(
  deps: Deps,
  actor: Actor,
  refs: readonly string[],
  to: readonly string[],
): Promise<Outcome[]> {
  return transaction(deps.db, (tx) => releaseWithin(tx, deps, actor, refs, to));
}

/** As `releaseRecords`, inside a transaction that holds what must happen together with it. */
export async function releaseWithin(
  tx: Tx,
  deps: Deps,
  actor: Actor,
  refs: readonly string[],
  to: readonly string[],
): Promise<Outcome[]> {
  const known = await readAll(tx, refs);
  const outcomes: Outcome[] = [];
  for (const recipient of new Set(to)) {
    const standing = await store.findStanding(tx, recipient, refs);
    const fresh = known.filter((record) => !standing.has(record.ref));
    outcomes.push(await submitItems(tx, deps, actor, 'release', recipient, fresh, {}));
  }
  return outcomes;
}

/** Takes back from each recipient what was released to it. Errors: refused `not-released` when a recipient has none of it. */
export function recallRecords(
  deps: Deps,
  actor: Actor,
  refs: readonly string[],
  to: readonly string[],
  reason: string,
): Promise<Outcome[]> {
  return transaction(deps.db, async (tx) => {
    const known = await readAll(tx, refs);
    const outcomes: Outcome[] = [];
    for (const recipient of new Set(to)) {
      const standing = await store.findStanding(tx, recipient, refs);
      const held = known.filter((record) => standing.has(record.ref));
      if (held.length === 0)
        throw new TamgaError('refused', `none of these records is released to ${recipient}`, {
          detail: { code: 'not-released' },
        });
      outcomes.push(await submitItems(tx, deps, actor, 'recall', recipient, held, { reason }));
    }
    return outcomes;
  });
}

async function readAll(tx: Tx, refs: readonly string[]): Promise<KnownRecord[]> {
  const known = await readKnown(tx, refs);
  return refs.map((ref) => {
    const record = known.get(ref);
    if (!record) throw new TamgaError('not-found', `no record ${ref} here`);
    return record;
  });
}

async function submitItems(
  tx: Tx,
  deps: Deps,
  actor: Actor,
  kind: 'release' | 'recall',
  to: string,
  records: readonly KnownRecord[],
  extra: object,
): Promise<Outcome> {
  const refs: string[] = [];
  for (let start = 0; start < records.length; start += maxItems) {
    const items = records.slice(start, start + maxItems).map((r) => ({ ref: r.ref, digest: toBase64url(r.digest) }));
    const draft = { kind, to, author: actor.authority, officers: [actor.officer], body: { records: items, ...extra } };
    refs.push(...(await submitWithin(tx, deps, [draft])).map((submitted) => submitted.ref));
  }
  return { to, refs, count: records.length };
}
