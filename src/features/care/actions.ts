import type { Db } from '#platform/db/db.ts';
import { protections } from './model.ts';
import type { Care, Protection } from './model.ts';
import { careOf } from './rules.ts';
import * as store from './store.ts';

export type CareDeps = {
  db: Db;
  /** What the operator holds every officer of this node to; absent: all of it. */
  careFloor?: readonly Protection[];
};

export async function readCare({ db, careFloor = protections }: CareDeps, officer: string): Promise<Care> {
  return careOf(careFloor, await store.readOwn(db, officer));
}

/** What the officer wants besides; the floor stays whatever it is. */
export async function saveCare(deps: CareDeps, officer: string, own: readonly Protection[]): Promise<Care> {
  await store.saveOwn(deps.db, officer, own);
  return readCare(deps, officer);
}
