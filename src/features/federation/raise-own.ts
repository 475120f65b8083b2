import type { Self } from '#features/alliance/model.ts';
import type { Now } from '#platform/clock.ts';
import type { Db } from '#platform/db/db.ts';
import { raiseOnce } from './store.ts';

/** An alarm about this node itself, once for the same words. */
export async function raiseOwn(
  { db, self, now }: { db: Db; self: Self; now: Now },
  code: string,
  why: string,
): Promise<void> {
  await raiseOnce(db, { participant: self.code, code, why }, undefined, now());
}
