import { toBase64url } from '#platform/bytes.ts';
import type { Tx } from '#platform/db/db.ts';
import { TamgaError } from '#platform/errors.ts';
import { findConfirming, readKnown, refusedDraft, submitWithin } from '#features/records/actions.ts';
import { findAppointing } from '#features/officers/actions/find-appointing.ts';
import type { Companion, Deps, KnownRecord } from '#features/records/model.ts';
import { maxItems, maxLacking, splitAudience } from './model.ts';
import type { Outcome } from './model.ts';
import { mayReceive } from './rules.ts';
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
  const named = await readAll(tx, refs);
  const companions = await findCompanions(tx, deps, named);
  const along = await readAll(tx, [...companions.keys()]);
  // Who approved is known before what they approved; the first officers before those whom they appointed.
  const known = [...along.toReversed(), ...named];
  const outcomes: Outcome[] = [];
  for (const audience of new Set(to)) {
    const { participant, authority } = splitAudience(audience);
    const standing = await store.findStanding(
      tx,
      participant,
      authority,
      known.map(({ ref }) => ref),
    );
    // Who the officers are is for the whole participant to know: what one authority alone may read is written to no projection.
    const forAll = along.filter(({ ref }) => authority !== null && companions.get(ref) === appointing);
    const appointed = await releaseForAll(tx, deps, actor, participant, forAll);
    const fresh = known.filter((record) => !standing.has(record.ref) && !forAll.includes(record));
    // What the recipient has keeps nothing back, whatever became of its content since.
    for (const record of along)
      if (fresh.includes(record)) checkCompanion(record, companions.get(record.ref) ?? '', participant, deps, actor);
    const extra = authority === null ? {} : { authority };
    const outcome = await submitItems(tx, deps, actor, 'release', participant, fresh, extra);
    // Whether its author released it there too, nobody here can know (I4): so it is said, and no task that nobody could close.
    const lacking = await store.findForeignAbout(tx, ids(fresh), [deps.self.code, participant], maxLacking);
    const all = { to: audience, refs: [...appointed.refs, ...outcome.refs], count: appointed.count + outcome.count };
    outcomes.push({ ...all, ...(lacking.length === 0 ? {} : { mayLack: lacking }) });
  }
  return outcomes;
}

/** Lets what appointed officers go to a participant, each to whom it went only in part before. */
async function releaseForAll(
  tx: Tx,
  deps: Deps,
  actor: Actor,
  to: string,
  records: readonly KnownRecord[],
): Promise<Outcome> {
  const refs = records.map(({ ref }) => ref);
  const standing = await store.findStanding(tx, to, null, refs);
  const fresh = records.filter(({ ref }) => !standing.has(ref));
  for (const record of fresh) checkCompanion(record, appointing, to, deps, actor);
  return submitItems(tx, deps, actor, 'release', to, fresh, {});
}

/** Why the records that appointed whoever approved go along. */
const appointing = 'approvals';

const ids = (records: readonly KnownRecord[]): number[] => records.map(({ id }) => id);

/** What has to go along with these records, by the rules of their kinds: not those that are named themselves. */
async function findCompanions(tx: Tx, deps: Deps, named: readonly KnownRecord[]): Promise<Map<string, string>> {
  const found: Companion[] = [];
  for (const [kind, group] of Map.groupBy(named, (record) => record.kind)) {
    const refs = group.map(({ ref }) => ref);
    found.push(...((await deps.kinds.get(kind)?.companions?.(tx, refs, deps)) ?? []));
  }
  const confirming = await findConfirming(
    tx,
    deps,
    named.map(({ ref }) => ref),
  );
  found.push(...confirming.map((ref) => ({ ref, code: 'approvals' })));
  const refs = [...named, ...found].map(({ ref }) => ref);
  found.push(...(await findAppointing(tx, refs)).map((ref) => ({ ref, code: appointing })));
  const isNamed = new Set(named.map(({ ref }) => ref));
  return new Map(found.filter(({ ref }) => !isNamed.has(ref)).map(({ ref, code }) => [ref, code]));
}

/** What cannot go along keeps back what it belongs to. */
function checkCompanion(record: KnownRecord, code: string, to: string, { self, now }: Deps, { officer }: Actor): void {
  const verdict = mayReceive({ ...record, control: false }, to, self.code, self.alliance, now());
  if (verdict.ok) return;
  const why = `${record.ref} goes along with what is released, and may not: ${verdict.why}`;
  throw refusedDraft({ kind: 'release', officers: [officer] }, { code, why });
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
