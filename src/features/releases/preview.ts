import type { Viewer } from '#features/officers/model.ts';
import { readTitlesOf } from '#features/records/actions.ts';
import type { Deps, KnownRecord, Verdict } from '#features/records/model.ts';
import { dayOf } from '#platform/clock.ts';
import { transaction } from '#platform/db/db.ts';
import type { Tx } from '#platform/db/db.ts';
import { maxShown } from './model.ts';
import type { ReleasePreview } from './model.ts';
import { judgeAuthority, judgeRecipient, mayReceive } from './rules.ts';
import { findLacking, planRelease, selectRecords } from './steps.ts';
import type { Plan } from './steps.ts';

/** What a release would do, by the very plan that it carries out. Errors: not-found. */
export async function previewRelease(
  deps: Deps,
  viewer: Viewer,
  refs: readonly string[],
  to: readonly string[],
): Promise<ReleasePreview[]> {
  return transaction(deps.db, async (tx) => {
    const selection = await selectRecords(tx, deps, refs);
    const isNamed = new Set(selection.named.map(({ ref }) => ref));
    const previews: ReleasePreview[] = [];
    for (const audience of new Set(to))
      previews.push(await toPreview(tx, deps, viewer, await planRelease(tx, selection, audience), isNamed));
    return previews;
  });
}

async function toPreview(
  tx: Tx,
  deps: Deps,
  viewer: Viewer,
  plan: Plan,
  isNamed: ReadonlySet<string>,
): Promise<ReleasePreview> {
  const all = [...plan.forAll, ...plan.fresh];
  const [records, along] = [all.filter(({ ref }) => isNamed.has(ref)), all.filter(({ ref }) => !isNamed.has(ref))];
  const verdict = judgePlan(plan, all, deps);
  return {
    to: plan.to,
    ok: verdict.ok,
    code: verdict.ok ? null : verdict.code,
    why: verdict.ok ? null : verdict.why,
    count: records.length,
    already: plan.already,
    records: await showPlanned(deps, viewer, records.slice(0, maxShown), plan.because),
    along: await showPlanned(deps, viewer, along.slice(0, maxShown), plan.because),
    alongCount: along.length,
    markings: countMarkings(all),
    mayLack: verdict.ok ? await findLacking(tx, plan) : [],
  };
}

/** How a look names records: by titles that the officer may read, under their labels. `because`: why they go along, by ref. */
export async function showPlanned(
  deps: Deps,
  viewer: Viewer,
  records: readonly KnownRecord[],
  because: ReadonlyMap<string, string> = new Map(),
): Promise<ReleasePreview['records']> {
  const titles = await readTitlesOf(
    deps,
    records.map(({ ref }) => ref),
    viewer,
  );
  return records.map((record) => ({
    ref: record.ref,
    kind: record.kind,
    title: titles.get(record.ref)?.title ?? null,
    disturbing: titles.get(record.ref)?.disturbing ?? false,
    marking: markingOf(record),
    because: because.get(record.ref) ?? null,
  }));
}

/** The first reason for which it may not go: who the recipient is, or one of the records. */
function judgePlan(
  { participant, authority, because }: Plan,
  all: readonly KnownRecord[],
  { self, now, kinds }: Deps,
): Verdict {
  const recipient = judgeRecipient(participant, self.code, self.alliance);
  if (!recipient.ok) return recipient;
  const named = authority === null ? recipient : judgeAuthority(authority, participant, self.alliance, dayOf(now()));
  if (!named.ok) return named;
  for (const record of all) {
    const control = kinds.get(record.kind)?.control ?? true;
    const verdict = mayReceive({ ...record, control }, participant, self.code, self.alliance, now());
    const code = because.get(record.ref);
    if (!verdict.ok)
      return code === undefined
        ? { ...verdict, why: all.length === 1 ? verdict.why : `${record.ref}: ${verdict.why}` }
        : { ...verdict, code, why: `${record.ref} goes along with what is released, and may not: ${verdict.why}` };
  }
  return { ok: true };
}

const markingOf = ({ tlp, base }: KnownRecord) => (tlp === null || base === null ? null : { tlp, base });

function countMarkings(records: readonly KnownRecord[]): ReleasePreview['markings'] {
  const groups = Map.groupBy(records, (record) => JSON.stringify(markingOf(record)));
  return [...groups.values()].flatMap((group) => {
    const marking = group[0] && markingOf(group[0]);
    return marking ? [{ ...marking, count: group.length }] : [];
  });
}
