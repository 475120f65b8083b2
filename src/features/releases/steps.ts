import { toBase64url } from '#platform/bytes.ts';
import type { Tx } from '#platform/db/db.ts';
import { TamgaError } from '#platform/errors.ts';
import {
  findConfirming,
  findOriginals,
  findOwnBelonging,
  readKnown,
  refusedDraft,
  submitWithin,
} from '#features/records/actions.ts';
import { findAppointing } from '#features/officers/actions/find-appointing.ts';
import type { Companion, Deps, KnownRecord } from '#features/records/model.ts';
import { maxItems, maxLacking, splitAudience } from './model.ts';
import type { Outcome } from './model.ts';
import { mayReceive } from './rules.ts';
import * as store from './store.ts';

/** Who acts: an officer of an authority. */
export type Actor = { authority: string; officer: string };

/** What goes to one recipient: of the records that were named, and of those that go along by their kinds' rules. */
export type Plan = {
  to: string;
  participant: string;
  authority: string | null;
  /** What it has not, in the order in which it goes. */
  fresh: KnownRecord[];
  /** Who the officers are is for the whole participant to know, though one authority alone gets the rest. */
  forAll: KnownRecord[];
  /** Why records go along that were not named: the code of the rule, by ref. */
  because: ReadonlyMap<string, string>;
  /** How many of those that were named it has already. */
  already: number;
};

/** The records of a release before it is asked who has them: those that were named, and what goes along. */
export type Selection = { named: KnownRecord[]; along: KnownRecord[]; because: ReadonlyMap<string, string> };

/** Errors: not-found. */
export async function selectRecords(tx: Tx, deps: Deps, refs: readonly string[]): Promise<Selection> {
  const named = await readAll(tx, refs);
  const because = await findCompanions(tx, deps, named);
  return { named, because, along: await readAll(tx, [...because.keys()]) };
}

/** What would go to one recipient now. */
export async function planRelease(tx: Tx, { named, along, because }: Selection, to: string): Promise<Plan> {
  // Who approved is known before what they approved; the first officers before those whom they appointed.
  const known = [...along.toReversed(), ...named];
  const { participant, authority } = splitAudience(to);
  const refsOf = (records: readonly KnownRecord[]): string[] => records.map(({ ref }) => ref);
  const standing = await store.findStanding(tx, participant, authority, refsOf(known));
  // What one authority alone may read is written to no projection.
  const appointed = along.filter(({ ref }) => authority !== null && because.get(ref) === appointing);
  const atAll = await store.findStanding(tx, participant, null, refsOf(appointed));
  return {
    to,
    participant,
    authority,
    because,
    fresh: known.filter((record) => !standing.has(record.ref) && !appointed.includes(record)),
    forAll: appointed.filter(({ ref }) => !atAll.has(ref)),
    already: named.filter(({ ref }) => standing.has(ref)).length,
  };
}

/** As `releaseRecords`, inside a transaction that holds what must happen together with it. */
export async function releaseWithin(
  tx: Tx,
  deps: Deps,
  actor: Actor,
  refs: readonly string[],
  to: readonly string[],
): Promise<Outcome[]> {
  const selection = await selectRecords(tx, deps, refs);
  const outcomes: Outcome[] = [];
  for (const audience of new Set(to))
    outcomes.push(await carryOut(tx, deps, actor, await planRelease(tx, selection, audience)));
  return outcomes;
}

async function carryOut(tx: Tx, deps: Deps, actor: Actor, plan: Plan): Promise<Outcome> {
  const { to, participant, authority, fresh, forAll, because } = plan;
  await checkOriginals(tx, deps, actor, plan);
  // What the recipient has keeps nothing back, whatever became of its content since.
  const going = new Map([...forAll, ...fresh].map((record) => [record.ref, record]));
  for (const [ref, code] of because) {
    const record = going.get(ref);
    if (record) checkCompanion(record, code, participant, deps, actor);
  }
  const appointed = await submitItems(tx, deps, actor, 'release', participant, forAll, {});
  const extra = authority === null ? {} : { authority };
  const outcome = await submitItems(tx, deps, actor, 'release', participant, fresh, extra);
  const lacking = await findLacking(tx, plan);
  const all = { to, refs: [...appointed.refs, ...outcome.refs], count: appointed.count + outcome.count };
  return { ...all, ...(lacking.length === 0 ? {} : { mayLack: lacking }) };
}

/**
 * What waits there waits for these: ours have to be released too; whether another's author released it there, nobody here can know (I4).
 * So it is said, and no task that nobody could close.
 */
export const findLacking = (tx: Tx, { fresh, participant }: Plan): Promise<string[]> =>
  store.findNeeded(tx, fresh, participant, maxLacking);

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
  const belonging = await findOwnBelonging(
    tx,
    deps,
    named.map(({ ref }) => ref),
  );
  found.push(...belonging.map((ref) => ({ ref, code: 'belongs' })));
  const refs = [...named, ...found].map(({ ref }) => ref);
  found.push(...(await findAppointing(tx, refs)).map((ref) => ({ ref, code: appointing })));
  const isNamed = new Set(named.map(({ ref }) => ref));
  return new Map(found.filter(({ ref }) => !isNamed.has(ref)).map(({ ref, code }) => [ref, code]));
}

/** What belongs to a record goes to nobody who has not that record: another's is its author's to let go. */
async function checkOriginals(tx: Tx, deps: Deps, { officer }: Actor, plan: Plan): Promise<void> {
  const { participant, authority, fresh } = plan;
  const originals = await findOriginals(tx, deps, ids(fresh));
  if (originals.size === 0) return;
  const standing = await store.findStanding(tx, participant, authority, [...new Set(originals.values())]);
  for (const ref of originals.values()) {
    const goesToo = standing.has(ref) || fresh.some((record) => record.ref === ref);
    if (goesToo || ref.startsWith(`${participant}/`)) continue;
    const why = `${participant} has not ${ref} of ${deps.self.code}: what belongs to it goes only to who has it`;
    throw refusedDraft({ kind: 'release', officers: [officer] }, { code: 'belongs', why });
  }
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
