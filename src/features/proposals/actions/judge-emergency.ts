import { endOfEmergency, judgeAlone } from '#features/approvals/actions.ts';
import { readAlone } from '#features/records/actions.ts';
import { accepted, refuse } from '#features/records/model.ts';
import type { AnyKind, Deps, Envelope, Verdict } from '#features/records/model.ts';
import type { Tx } from '#platform/db/db.ts';

/**
 * Whether what its author approved may be put into force alone now, as sealing it would judge: what is not possible is not offered. Of a kind that
 * may never be, nothing is said. Codes: emergency-over, emergency-again.
 */
export async function judgeEmergency(tx: Tx, deps: Deps, kind: AnyKind, envelope: Envelope): Promise<Verdict> {
  if (kind.approval?.emergency !== true) return accepted;
  const until = endOfEmergency(envelope.issuedAt);
  if (deps.now() >= until)
    return refuse('emergency-over', `it would have lapsed ${until.toISOString()}: propose it anew`);
  return judgeAlone(envelope, await readAlone(tx, deps, envelope), true);
}
