import { threatQuerySchema, threatSorts } from '#features/threats/model.ts';
import type { ThreatQuery } from '#features/threats/model.ts';
import type { Deps } from '#features/records/model.ts';
import { transaction } from '#platform/db/db.ts';
import type { Db, Tx } from '#platform/db/db.ts';
import { TamgaError } from '#platform/errors.ts';
import { newUuidV7 } from '#platform/ids.ts';
import { maxSelections } from './model.ts';
import type { NewSelection, Selection, SelectionChange } from './model.ts';
import * as store from './store.ts';
import type { Asker, SelectionRow } from './store.ts';

type SelectionDeps = Pick<Deps, 'db' | 'now' | 'randomBytes'>;

/** What an officer saved, and what colleagues of the authority share. It is a question: who may read the answer is asked each time. */
export const listSelections = async (db: Db, asker: Asker): Promise<Selection[]> =>
  (await store.listSelections(db, asker)).map((row) => toSelection(row, asker));

/** The question that was saved under a name, or has this id. Errors: not-found. */
export async function readSelection(db: Db, asker: Asker, named: string): Promise<ThreatQuery> {
  const row = await store.findNamed(db, asker, named);
  if (!row) throw new TamgaError('not-found', `there is no selection ${named}`);
  return toSelection(row, asker).query;
}

/** Saves a question under a name. Errors: refused with selection-limit, conflict with selection-name. */
export function saveSelection(deps: SelectionDeps, asker: Asker, given: NewSelection): Promise<Selection> {
  return transaction(deps.db, async (tx) => {
    if ((await store.countOwn(tx, asker.id)) >= maxSelections)
      throw refused('selection-limit', `an officer keeps at most ${maxSelections} selections: delete one first`);
    const { name, query, shared, sort = null, columns = null } = given;
    const id = newUuidV7(deps.now().getTime(), deps.randomBytes);
    const row = await store.insertSelection(
      tx,
      { id, name, query: toText(query), shared, sort, columns },
      asker,
      deps.now(),
    );
    if (!row) throw nameTaken(name);
    return toSelection(row, asker);
  });
}

/** Renames a selection, shares it, gives it another question, order or columns, or begins with it. Errors: not-found, forbidden with selection-owner, conflict with selection-name. */
export function changeSelection(
  deps: SelectionDeps,
  asker: Asker,
  id: string,
  { query, ...change }: SelectionChange,
): Promise<Selection> {
  return transaction(deps.db, async (tx) => {
    await findOwn(tx, asker, id);
    await store.countOwn(tx, asker.id);
    if (change.name !== undefined && !(await store.isNameFree(tx, asker.id, change.name, id)))
      throw nameTaken(change.name);
    if (change.first) await store.unsetFirst(tx, asker.id);
    const changed = { ...change, ...(query === undefined ? {} : { query: toText(query) }) };
    return toSelection(await store.updateSelection(tx, id, changed, deps.now()), asker);
  });
}

/** Errors: not-found, forbidden with selection-owner. */
export function deleteSelection({ db }: Pick<Deps, 'db'>, asker: Asker, id: string): Promise<void> {
  return transaction(db, async (tx) => {
    await findOwn(tx, asker, id);
    await store.deleteSelection(tx, id);
  });
}

async function findOwn(tx: Tx, asker: Asker, id: string): Promise<void> {
  const row = await store.findSelection(tx, asker, id);
  if (!row) throw new TamgaError('not-found', `no selection ${id} here`);
  if (row.officer !== asker.id)
    throw new TamgaError('forbidden', `${row.officer} saved this selection: save one of your own`, {
      detail: { code: 'selection-owner' },
    });
}

const toText = (query: ThreatQuery): string => JSON.stringify(query);

const toSelection = ({ query, sort, ...row }: SelectionRow, asker: Asker): Selection => ({
  ...row,
  sort: threatSorts.find((one) => one === sort) ?? null,
  // With which another officer begins is nobody else's.
  first: row.first && row.officer === asker.id,
  query: threatQuerySchema.parse(JSON.parse(query)),
  own: row.officer === asker.id,
});

const refused = (code: string, why: string): TamgaError => new TamgaError('refused', why, { detail: { code } });

const nameTaken = (name: string): TamgaError =>
  new TamgaError('conflict', `there is a selection of yours with the name ${name}`, {
    detail: { code: 'selection-name' },
  });
