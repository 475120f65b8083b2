import { nodeAuthority } from '#features/alliance/model.ts';
import { submitWithin } from '#features/records/actions.ts';
import type { Deps } from '#features/records/model.ts';
import { toBase64url } from '#platform/bytes.ts';
import { transaction } from '#platform/db/db.ts';
import { maxItems } from './model.ts';
import * as store from './store.ts';

/**
 * Takes back all that stands of this node's releases to a participant, by the profile's decision and without an officer.
 * True when there may be more. Errors: forbidden where this node holds no record key to seal with.
 */
export function recallAllFrom(deps: Deps, to: string, reason: string): Promise<boolean> {
  return transaction(deps.db, async (tx) => {
    const standing = await store.listStanding(tx, to, maxItems);
    const held = [...deps.self.keys.recordKeys.keys()].filter((code) => code !== nodeAuthority(deps.self.code));
    for (const [by, items] of Map.groupBy(standing, (item) => item.author)) {
      // An authority that is no more leaves its releases to the ones that are.
      const author = held.includes(by) ? by : (held[0] ?? by);
      const records = items.map(({ ref, digest }) => ({ ref, digest: toBase64url(digest) }));
      await submitWithin(tx, deps, [{ kind: 'recall', to, author, officers: [], body: { records, reason } }]);
    }
    return standing.length === maxItems;
  });
}
