import { toBase64url } from '#platform/bytes.ts';
import type { Tx } from '#platform/db/db.ts';
import { TamgaError } from '#platform/errors.ts';
import { readKnown, submitWithin } from '#features/records/actions.ts';
import type { Deps, KnownRecord } from '#features/records/model.ts';
import { maxItems, splitAudience } from './model.ts';
import type { Outcome } from './model.ts';
import * as store from './store.ts';

/** Who acts: an officer of an authority. */
export type Actor = { authority: string; officer: string };

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
  for (const audience of new Set(to)) {
    const { participant, authority } = splitAudience(audience);
    const standing = await store.findStanding(tx, participant, authority, refs);
    const fresh = known.filter((record) => !standing.has(record.ref));
    const extra = authority === null ? {} : { authority };
    const outcome = await submitItems(tx, deps, actor, 'release', participant, fresh, extra);
    outcomes.push({ ...outcome, to: audience });
  }
  return outcomes;
}

export async function readAll(tx: Tx, refs: readonly string[]): Promise<KnownRecord[]> {
  const known = await readKnown(tx, refs);
  return refs.map((ref) => {
    const record = known.get(ref);
    if (!record) throw new TamgaError('not-found', `no record ${ref} here`);
    return record;
  });
}

/** One control record for each 20,000 items. */
export async function submitItems(
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
