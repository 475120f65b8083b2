import { nodeAuthority } from '#features/alliance/model.ts';
import { accountMarking } from '#features/oversight/model.ts';
import { submitWithin } from '#features/records/actions.ts';
import type { Deps } from '#features/records/model.ts';
import { transaction } from '#platform/db/db.ts';
import { maxActs } from '../model.ts';
import type { AuditEntry } from '../model.ts';
import * as store from '../store.ts';

const minuteMs = 60_000;

/** Seals what officers did besides making records, as one record a minute at most; it is a leaf like others (SG-22). */
export function sealAudits(deps: Deps): Promise<boolean> {
  return transaction(deps.db, async (tx) => {
    const noted = await store.takeActs(tx, new Date(deps.now().getTime() - minuteMs), maxActs);
    if (noted.length === 0) return false;
    const author = nodeAuthority(deps.self.code);
    const marking = accountMarking(deps.self.alliance.profile);
    await submitWithin(tx, deps, [
      { kind: 'audit.batch', author, officers: [], marking, body: { acts: noted.map(toEntry) } },
    ]);
    return false;
  });
}

const toEntry = ({
  officer,
  act,
  subject,
  purpose,
  under,
  case: caseRef,
  count,
  firstAt,
  lastAt,
}: store.Noted): AuditEntry => ({
  officer,
  act,
  ...(subject === '' ? {} : { subject }),
  ...(purpose === '' ? {} : { purpose }),
  ...(under === '' ? {} : { under }),
  ...(caseRef === null ? {} : { case: caseRef }),
  count,
  first: firstAt.toISOString(),
  last: lastAt.toISOString(),
});
