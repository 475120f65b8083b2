import type { Db, Tx } from '#platform/db/db.ts';
import type { Deps } from '#features/records/model.ts';
import { isCaseKind } from '../model.ts';
import * as store from '../store.ts';

/** The kinds of which nothing may be sealed or applied here at the moment, because oversight has suspended them. */
export async function readSuspended(db: Db | Tx, { self, now }: Pick<Deps, 'self' | 'now'>): Promise<Set<string>> {
  return new Set((await store.readSuspended(db, self.code, now())).filter(isCaseKind));
}
