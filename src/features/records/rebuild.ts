import { sql } from 'kysely';
import type { Tx } from '#platform/db/db.ts';
import { projectRecords, readStored, titleOf, toProjected } from './steps.ts';
import type { Deps, Projected } from './model.ts';
import * as store from './store.ts';

const chunkSize = 500;

/**
 * Reads every projection anew from the stored records: in the order in which they came, destroyed bodies null, verdicts
 * as they were stored (I12). Seals, bodies, log and feeds are left alone. Gives how many records were read.
 */
export async function rebuildProjections(tx: Tx, deps: Deps): Promise<number> {
  // What two processes project at once could be read twice or not at all.
  await sql`lock table record in share row exclusive mode`.execute(tx);
  await forEachChunk(tx, async (records) => {
    for (const run of runsOf(records))
      await projectRecords(
        tx,
        deps,
        run.map(({ projected }) => ({ ...projected, content: null })),
      );
  });
  let count = 0;
  await forEachChunk(tx, async (records) => {
    count += records.length;
    const isQuarantined = (verdict: string): boolean => verdict === 'quarantined';
    await store.setTitles(
      tx,
      records.map(({ projected, row, stored }) => ({
        id: projected.id,
        title: isQuarantined(row.verdict) ? null : titleOf(stored, deps),
      })),
    );
    const applied = records.filter(({ row }) => row.verdict === 'own' || row.verdict === 'accepted');
    for (const run of runsOf(applied))
      await projectRecords(
        tx,
        deps,
        run.map(({ projected }) => projected),
      );
  });
  return count;
}

type Read = { row: store.RecordRow; stored: ReturnType<typeof readStored>; projected: Projected<unknown> };

async function forEachChunk(tx: Tx, use: (records: Read[]) => Promise<void>): Promise<void> {
  for (let after = 0; ;) {
    const rows = await store.readRowsAfter(tx, after, chunkSize);
    const last = rows.at(-1);
    if (!last) return;
    await use(
      rows.map((row) => {
        const stored = readStored(row);
        return { row, stored, projected: toProjected(stored, row.id) };
      }),
    );
    after = last.id;
  }
}

/** A recall ends the releases before it and no later one: the kinds take turns as they did in life. */
function runsOf(records: readonly Read[]): Read[][] {
  const runs: Read[][] = [];
  for (const record of records) {
    const before = runs.at(-1)?.at(-1);
    if (before?.projected.envelope.kind === record.projected.envelope.kind) runs.at(-1)?.push(record);
    else runs.push([record]);
  }
  return runs;
}
