import { reportDecision } from '#features/gates/actions/report-gates.ts';
import { endSetAside, isSetAsideFor, judgeSetAside } from '#features/records/actions.ts';
import type { Deps } from '#features/records/model.ts';
import { transaction } from '#platform/db/db.ts';
import type { Tx } from '#platform/db/db.ts';
import { TamgaError } from '#platform/errors.ts';
import type { Viewer } from '#features/officers/model.ts';
import type { DecisionGiven, Quarantine } from '../model.ts';
import { judgeDecision } from '../rules.ts';
import * as store from '../store.ts';

const code = 'SG-13';

/** Who decides, and who may besides. */
type Decider = { viewer: Viewer; others: readonly string[] };

/**
 * An officer lets a bulk of persons in, or gives it up, and says why; the node seals that as an account. Arrivals are judged again,
 * or destroyed and confirmed to their author; of an import nothing was kept, so the same file is imported again.
 * Gives the account's ref. Errors: not-found, conflict, refused `other-officer`.
 */
export function decideQuarantine(
  deps: Deps,
  { viewer, others }: Decider,
  id: number,
  given: DecisionGiven,
): Promise<string> {
  return transaction(deps.db, async (tx) => {
    const { officer } = viewer;
    const found = await store.takeQuarantine(tx, id);
    if (!found || !(await maySee(tx, viewer, found))) throw new TamgaError('not-found', `no quarantine ${id}`);
    const { gate, source, persons, firstAt, lastAt } = found;
    if (found.decision !== null) throw new TamgaError('conflict', `${found.decidedBy} has decided: ${found.decision}`);
    if (persons !== given.persons)
      throw new TamgaError('conflict', `there are ${persons} by now, not ${given.persons}: look again`);
    const verdict = judgeDecision(found, given.decision, officer, others);
    if (!verdict.ok) throw new TamgaError('refused', verdict.why, { detail: { code: verdict.code } });
    await store.setDecision(tx, id, { ...given, by: officer, at: deps.now() });
    if (gate === 'arrival') await (given.decision === 'released' ? judgeSetAside : endSetAside)(tx, deps, code, source);
    return reportDecision(tx, deps, {
      gate,
      kind: 'threat.object',
      code,
      ...(found.officer === null ? { from: source } : { officer: found.officer }),
      count: persons,
      first: firstAt.toISOString(),
      last: lastAt.toISOString(),
      decision: { outcome: given.decision, by: officer, reason: given.reason },
    });
  });
}

/** Nobody lets in, or gives up, what holds something that he may not read. Of an import nothing was kept. */
const maySee = async (tx: Tx, viewer: Viewer, { gate, source, decision }: Quarantine): Promise<boolean> =>
  gate !== 'arrival' || decision !== null || isSetAsideFor(tx, viewer, code, source);
