import type { Db, Tx } from '#platform/db/db.ts';
import { TamgaError } from '#platform/errors.ts';
import type { Viewer } from '../model.ts';
import * as store from '../store.ts';

/**
 * Nobody acts on what he may not read (decision 0054): to release, take back, hold, answer or translate it, it is as if it were not here. Of
 * records that are not here nothing is said: whoever acts on them says that. Errors: not-found.
 */
export async function refuseUnread(db: Db | Tx, viewer: Viewer, refs: readonly string[]): Promise<void> {
  const [hidden] = await store.listUnread(db, viewer, refs);
  if (hidden !== undefined) throw new TamgaError('not-found', `no record ${hidden} here`);
}

/** Whether one of these records is here and not for the officer: for who says of what is not here how it is. */
export const isUnread = async (db: Db | Tx, viewer: Viewer, refs: readonly string[]): Promise<boolean> =>
  (await store.listUnread(db, viewer, refs)).length > 0;

/** Those of these records that are here and not for the officer: what others say about them is not for the officer either. */
export const listUnread = async (db: Db | Tx, viewer: Viewer, refs: readonly string[]): Promise<Set<string>> =>
  new Set(await store.listUnread(db, viewer, refs));
