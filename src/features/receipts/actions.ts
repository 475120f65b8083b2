import { transaction } from '#platform/db/db.ts';
import type { Deps } from '#features/records/model.ts';
import type { Place } from './exported-model.ts';
import * as store from './export-store.ts';

export { countExports, listExports, readExports } from './export-store.ts';
export type { Taker } from './export-store.ts';
export { listReceipts } from './store.ts';

/**
 * Notes that an officer takes the content of these records out of the node. Called before the content is given: what cannot
 * be noted is not given, and what a recall has destroyed by then is not given either.
 */
export const noteExport = (
  { db, now, self }: Pick<Deps, 'db' | 'now' | 'self'>,
  officer: store.Taker,
  place: Place,
  refs: readonly string[],
): Promise<void> => transaction(db, (tx) => store.countExports(tx, refs, self.code, officer, place, now()));
