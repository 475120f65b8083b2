import type { Db } from '#platform/db/db.ts';
import type { Quarantine } from '../model.ts';
import { listQuarantines } from '../store.ts';

/** The bulks of persons that wait for a decision. */
export const listOpenQuarantines = (db: Db, limit: number): Promise<Quarantine[]> =>
  listQuarantines(db, { decided: 'false' }, { limit, before: null });
