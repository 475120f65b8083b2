import { sql } from 'kysely';
import { transaction } from '#platform/db/db.ts';
import type { Deps } from './model.ts';
import { projectRuns, readStored, titleOf, toProjected } from './steps.ts';
import * as store from './store.ts';

/** Bodies are at most 4 MiB. */
const batch = 200;

/**
 * Projects anew what a migration put into `projection_due`, because what is read from bodies changed and SQL cannot read
 * them. Safe to break off and to repeat: a record leaves the list in the transaction that projects it. Gives how many there were.
 */
export async function projectDue(deps: Deps): Promise<number> {
  for (let count = 0; ;) {
    const done = await projectSome(deps);
    count += done;
    if (done > 0) continue;
    if (count > 0) await sql`vacuum (analyze)`.execute(deps.db);
    return count;
  }
}

function projectSome(deps: Deps): Promise<number> {
  return transaction(deps.db, async (tx) => {
    const { rows: due } = await sql<{ id: number }>`delete from projection_due where record_id in
      (select record_id from projection_due order by record_id limit ${batch} for update) returning record_id as id`.execute(
      tx,
    );
    if (due.length === 0) return 0;
    const rows = await store.readRows(
      tx,
      due.map(({ id }) => id),
    );
    const applied = rows.filter(({ verdict }) => verdict === 'own' || verdict === 'accepted');
    const read = applied.map((row) => ({ id: row.id, record: readStored(row, deps) }));
    await store.setTitles(
      tx,
      read.map(({ id, record }) => ({ id, title: titleOf(record, deps) })),
    );
    await projectRuns(
      tx,
      deps,
      read.map(({ id, record }) => toProjected(record, id)),
    );
    return due.length;
  });
}
