import type { Now } from '#platform/clock.ts';
import type { Db, Tx } from '#platform/db/db.ts';
import type { Cover } from '../model.ts';
import { readOpen, toCover } from '../store.ts';

export type CoverDeps = {
  db: Db | Tx;
  now: Now;
  officers: readonly { id: string; desk?: readonly string[] | undefined }[];
};

/**
 * What an officer is assigned to now. As long as nobody of the authority has assigned anybody, it is what the operator wrote into
 * officers.json: so the first officers can begin, and one who is alone can work (decision 0053).
 */
export async function findCover(
  { db, now, officers }: CoverDeps,
  { id, authority }: { id: string; authority: string },
): Promise<Cover> {
  const { open, isBegun } = await readOpen(db, id, authority, now());
  if (isBegun) return toCover(open);
  const desks = officers.find((one) => one.id === id)?.desk ?? [];
  return { ...toCover([]), desks, byOperator: true };
}
