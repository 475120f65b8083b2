import type { Tx } from '#platform/db/db.ts';
import { TamgaError } from '#platform/errors.ts';
import type { Deps } from './model.ts';
import { listReplacing } from './read-store.ts';
import { lockRef } from './store.ts';

/**
 * Of two officers who correct the same record, the second is told of the first, and overwrites nothing: asked when a draft is looked at,
 * when it is proposed, and when it is sealed, one at a time for each record that is replaced. Errors: replaced-already.
 */
export async function refuseOvertaken(
  tx: Tx,
  { self }: Pick<Deps, 'self'>,
  replaces: string | undefined,
): Promise<void> {
  if (replaces === undefined) return;
  await lockRef(tx, replaces);
  const [newest] = await listReplacing(tx, replaces, self.code);
  if (newest === undefined) return;
  const why = `${replaces} was corrected meanwhile by ${newest}: read that one, and correct it instead`;
  throw new TamgaError('conflict', why, { detail: { code: 'replaced-already' } });
}
