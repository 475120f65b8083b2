import { sql } from 'kysely';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ImportReport } from '#features/imports/model.ts';
import { bundleOf, importPath, report } from './bundles.ts';
import type { OpenNode } from './processes.ts';

/** What xa was told to do, and what it acknowledged before it was killed. */
export type Storm = {
  said: Set<string>;
  releases: Set<string>;
  bundles: number;
  /** How often the blow fell in the middle of what it was meant for. */
  hits: { import: number; publish: number; pull: number };
};

export const bundleSize = 2_000;

/** Imports the newest bundle; undefined when the node died under it. A finished one makes room for the next. */
export async function importNext(xa: OpenNode, storm: Storm): Promise<ImportReport | undefined> {
  const name = `bundle-${storm.bundles}`;
  const bytes = bundleOf(name, bundleSize);
  const done = await xa.ask<ImportReport>(importPath(name), { method: 'POST', bytes }).catch(ignoreDeath);
  if (done) storm.bundles += 1;
  return done;
}

/** Says and releases small records, one after the other, until the node dies. */
export async function writeOn(xa: OpenNode, storm: Storm): Promise<void> {
  try {
    for (;;) {
      const { ref } = await xa.ask<{ ref: string }>('/api/records', { method: 'POST', body: report(storm.said.size) });
      storm.said.add(ref);
      const body = { records: [ref], to: ['xb'] };
      const answer = await xa.ask<{ releases: { refs: string[] }[] }>('/api/releases', { method: 'POST', body });
      for (const release of answer.releases) for (const made of release.refs) storm.releases.add(made);
    }
  } catch (error) {
    ignoreDeath(error);
  }
}

function ignoreDeath(error: unknown): undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  // A connection that breaks off within an answer is undici's own error, not ours.
  if (code !== 'not-running' && !(error instanceof TypeError)) throw error;
}

/** Waits for the sequencer to hold its lock. False when it did not within `timeoutMs`. */
export async function untilSequencing(node: OpenNode, timeoutMs: number): Promise<boolean> {
  for (const end = performance.now() + timeoutMs; performance.now() < end;) {
    const { rows } = await sql`select 1 from pg_locks where locktype = 'advisory' and objid = 7400002 and granted
      and database = (select oid from pg_database where datname = current_database())`.execute(node.db);
    if (rows.length > 0) return true;
  }
  return false;
}

/** Lets every finished import but the first go to xb. What went already stays as it is. */
export async function releaseImports(xa: OpenNode): Promise<void> {
  const { items } = await xa.ask<{ items: ImportReport[] }>('/api/imports');
  for (const { id, name, finishedAt, counts } of items) {
    if (finishedAt === null || name === 'bundle-0' || counts.added === 0) continue;
    await xa.ask('/api/releases', { method: 'POST', body: { import: id, to: ['xb'] } });
  }
}

/** How many released records have not come to xb yet. */
export async function missingAt(xb: OpenNode, xa: OpenNode): Promise<number> {
  const { rows: due } = await sql<{ n: number }>`
    select count(distinct digest) as n from release_item where recipient = 'xb'`.execute(xa.db);
  const { rows: there } = await sql<{ n: number }>`
    select count(*) as n from record where participant = 'xa' and recipient is null`.execute(xb.db);
  return (due[0]?.n ?? 0) - (there[0]?.n ?? 0);
}

export const pause = (random: () => number, leastMs: number, mostMs: number): Promise<void> =>
  sleep(leastMs + random() * (mostMs - leastMs));
