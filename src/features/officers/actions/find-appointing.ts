import { approvalsOf } from '#features/records/actions.ts';
import type { Tx } from '#platform/db/db.ts';
import { readApprovedSeals } from '../appointment-store.ts';

/**
 * The records that appointed whoever approved these, whoever approved those, and so on to the first: without them a recipient could not
 * verify the approvals (design 4).
 */
export async function findAppointing(tx: Tx, refs: readonly string[]): Promise<string[]> {
  const found = new Set<string>();
  for (let asked = refs; asked.length > 0;) {
    const seals = await readApprovedSeals(tx, asked);
    const named = seals.flatMap((jws) => approvalsOf(jws).map(({ appointment }) => appointment));
    const seen = new Set([...refs, ...found]);
    asked = [...new Set(named)].filter((ref) => !seen.has(ref));
    for (const ref of asked) found.add(ref);
  }
  return [...found];
}
