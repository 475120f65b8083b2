import type { Tx } from '#platform/db/db.ts';
import { judgeStored } from './accept.ts';
import { storeContent } from './destroy.ts';
import type { Deps, SealedRecord } from './model.ts';
import { titleOf } from './steps.ts';
import { findEnvelopes } from './store.ts';

/**
 * Adds the content to envelopes that came alone, as oversight's due, once their author released them: from then on they
 * are records like others, judged with what they say. What is here already with content is left alone.
 */
export async function completeWithin(
  tx: Tx,
  deps: Deps,
  arrived: readonly { id: number; record: SealedRecord }[],
): Promise<void> {
  if (arrived.length === 0) return;
  const bare = new Set(
    await findEnvelopes(
      tx,
      arrived.map(({ id }) => id),
    ),
  );
  for (const { id, record } of arrived) {
    if (!bare.delete(id)) continue;
    await storeContent(tx, deps, id, record, titleOf(record, deps));
    await judgeStored(tx, deps, [id]);
  }
}
