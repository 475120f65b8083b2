import { sql } from 'kysely';
import type { Tx } from '#platform/db/db.ts';
import type { Deps } from './model.ts';
import { projectRuns, readStored, titleOf, toProjected, toSkeleton } from './steps.ts';
import * as store from './store.ts';

const chunkSize = 100;

/**
 * Reads every projection anew from the stored records: in the order in which they came, destroyed bodies null, verdicts
 * as they were stored (I12). Seals, bodies, log and feeds are left alone. Gives how many records were read.
 */
export async function rebuildProjections(tx: Tx, deps: Deps): Promise<number> {
  // What another process projects meanwhile could be read twice or not at all.
  await sql`lock table record in share row exclusive mode`.execute(tx);
  await sql`delete from projection_due`.execute(tx);
  await forEachChunk(tx, (rows) => projectRuns(tx, deps, rows.map(toSkeleton)));
  return forEachChunk(tx, async (rows) => {
    const records = rows.map((row) => ({ row, stored: readStored(row, deps) }));
    const titles = records.map(({ row, stored }) => ({
      id: row.id,
      title: row.verdict === 'quarantined' ? null : titleOf(stored, deps),
    }));
    await store.setTitles(tx, titles);
    const applied = records.filter(({ row }) => row.verdict === 'own' || row.verdict === 'accepted');
    const projected = applied.map(({ row, stored }) => toProjected(stored, row.id));
    await projectRuns(tx, deps, projected);
  });
}

async function forEachChunk(tx: Tx, read: (rows: store.RecordRow[]) => Promise<void>): Promise<number> {
  for (let after = 0, count = 0; ;) {
    const rows = await store.readRowsAfter(tx, after, chunkSize);
    if (rows.length === 0) return count;
    await read(rows);
    count += rows.length;
    after = rows.at(-1)!.id;
  }
}
