import { readPeer } from '#features/federation/actions.ts';
import { atGate, refusedDraft, submitWithin } from '#features/records/actions.ts';
import type { Submitted } from '#features/records/actions.ts';
import type { Deps } from '#features/records/model.ts';
import type { Actor } from '#features/releases/actions.ts';
import type { DemandRequest } from '../leaf-model.ts';

const kind = 'leaf.demand';

/**
 * Demands that a participant opens leaves of its log, as of the newest checkpoint of it that was verified here.
 * Errors: refused `not-oversight`, `checkpoint`, `leaves`, `deadline`, `basis`.
 */
export function demandLeaves(
  deps: Deps,
  { authority, officer }: Actor,
  { participant: to, basis, ...asked }: DemandRequest,
): Promise<Submitted> {
  return atGate(deps, async (tx) => {
    const { checkpointNote: checkpoint } = await readPeer(tx, to);
    if (checkpoint === null)
      throw refusedDraft(
        { kind, officers: [officer] },
        { code: 'checkpoint', why: `no checkpoint of the log of ${to} was verified here yet` },
      );
    const draft = { kind, to, author: authority, officers: [officer], basis: [basis], body: { checkpoint, ...asked } };
    const [made] = await submitWithin(tx, deps, [draft]);
    return made!;
  });
}
