import type { Db, Tx } from '#platform/db/db.ts';
import type { Deps } from '#features/records/model.ts';
import type { Refused } from '../model.ts';
import * as store from '../store.ts';

const maxCodeLength = 60;

/** Remembers what a gate refused, until the next gate.block tells it: who, what kind, which rule, nothing else. */
export const noteRefused = (
  db: Db | Tx,
  { kinds, now }: Pick<Deps, 'kinds' | 'now'>,
  refused: readonly Refused[],
): Promise<void> =>
  store.countRefused(
    db,
    refused.flatMap(({ gate, kind, code, officers, from = '', count = 1 }) =>
      (officers.length === 0 ? [''] : officers).map((officer) => ({
        gate,
        // A kind that is unknown here may be any text.
        kind: kinds.has(kind) ? kind : 'unknown',
        code: code.slice(0, maxCodeLength),
        officer,
        source: from,
        count,
      })),
    ),
    now(),
  );
