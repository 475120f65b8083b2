import type { Deps, Verdict } from '#features/records/model.ts';
import { accepted } from '#features/records/model.ts';
import { transaction } from '#platform/db/db.ts';
import { judgePersons, limitsOf } from '../rules.ts';
import * as store from '../store.ts';

export type Bulk = { run: string; source: string; name: string; fileDigest: string; officer: string };

const kind = 'threat.object';

/**
 * Whether an import may make so many objects of persons. Counted for its source and for its officer, so that pieces are together
 * what the whole is. A bulk is noted, without any of it; the same bytes pass once another officer has let them in. Code: SG-13.
 */
export async function gateImport(deps: Deps, bulk: Bulk, fresh: number): Promise<Verdict> {
  const { source, officer, fileDigest } = bulk;
  const now = deps.now();
  if (await store.isReleased(deps.db, fileDigest, now)) return accepted;
  return transaction(deps.db, async (tx) => {
    const limits = limitsOf(deps.self.alliance.profile);
    const tallied = [`source ${source}`, `officer ${officer}`].map((whose) => ({ whose, kind }));
    const verdicts = [];
    for (const one of tallied) verdicts.push(judgePersons(fresh, await store.readBefore(tx, one, now), limits));
    const verdict = verdicts.find(({ ok }) => !ok) ?? accepted;
    const counted = { came: fresh, taken: verdict.ok ? fresh : 0 };
    for (const one of tallied) await store.addTally(tx, one, counted, now);
    if (!verdict.ok) await store.openQuarantine(tx, { ...bulk, gate: 'draft', persons: fresh }, now);
    return verdict;
  });
}
