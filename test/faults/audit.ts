import { sql } from 'kysely';
import { expect } from 'vitest';
import { hashLeaf, hashNode } from '@tamga/log';
import type { Db, Tx } from '#platform/db/db.ts';
import { until } from './programs.ts';

type Leaf = { index: number; digest: Buffer; recordId: number | null; recordDigest: Buffer | null };
export type LogFacts = { size: number; records: number };

/** Waits until a running node has put all that it said into its log. */
export const untilWritten = (db: Db): Promise<void> =>
  until('the log is written', async () => {
    const { rows } = await sql<{ open: boolean }>`select exists (select 1 from log_queue)
      or (select max(index) + 1 from log_leaf) > (select size from log_head) as open`.execute(db);
    return rows[0]?.open === false;
  });

/** The laws of a node's own log, asked of its tables at one moment: nothing lost, nothing doubled, one root for what is signed. */
export const auditLog = (db: Db): Promise<LogFacts> =>
  db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute((tx) => auditSnapshot(tx));

async function auditSnapshot(tx: Tx): Promise<LogFacts> {
  const { rows: leaves } = await sql<Leaf>`
    select l.index, l.digest, l.record_id as "recordId", r.digest as "recordDigest"
    from log_leaf l left join record r on r.id = l.record_id order by l.index`.execute(tx);
  const { rows: own } = await sql<{ id: number }>`select id from record where verdict = 'own' order by id`.execute(tx);
  const { rows: heads } = await sql<{ size: number; root: Buffer }>`select size, root from log_head`.execute(tx);
  const queued = await sql`select 1 from log_queue`.execute(tx);
  const hexes = leaves.map((leaf) => leaf.digest.toString('hex'));
  const [head] = heads;

  expect(queued.rows, 'nothing waits for the sequencer').toHaveLength(0);
  expect(
    leaves.map((leaf) => leaf.index).every((index, i) => index === i),
    'indexes have no gap',
  ).toBe(true);
  expect(head?.size, 'the head covers every durable leaf').toBe(leaves.length);
  expect(new Set(hexes).size, 'no leaf is there twice').toBe(leaves.length);
  const logged = leaves.flatMap((leaf) => (leaf.recordId === null ? [] : [leaf.recordId]));
  expect(
    logged.toSorted((a, b) => a - b),
    'every own record has exactly one leaf',
  ).toEqual(own.map((row) => row.id));
  const strange = leaves.filter((l) => l.recordId !== null && !l.recordDigest?.equals(l.digest));
  expect(strange, 'a leaf is its record’s digest').toEqual([]);
  expect(head?.root.toString('hex'), 'the signed root is that of the leaves').toBe(
    Buffer.from(rootOf(leaves.map((leaf) => hashLeaf(leaf.digest)))).toString('hex'),
  );
  return { size: leaves.length, records: logged.length };
}

/** RFC 9162 §2.1.1, level by level: a node without a partner moves up as it is. */
function rootOf(hashes: readonly Uint8Array[]): Uint8Array {
  let level = [...hashes];
  while (level.length > 1) {
    const next: Uint8Array[] = [];
    for (let i = 0; i < level.length; i += 2)
      next.push(i + 1 < level.length ? hashNode(level[i]!, level[i + 1]!) : level[i]!);
    level = next;
  }
  return level[0]!;
}

/** Every control record has one place in its recipient's feed, and the places have no gap and no overlap. */
export async function auditFeeds(db: Db): Promise<void> {
  const { rows } = await sql<{ recipient: string; first: number; count: number; lines: number }>`
    select e.recipient, e.first_seq as first, e.count,
           1 + (select count(*) from release_item i where i.release_id = e.record_id and not e.envelope) as lines
    from feed_entry e order by e.recipient, e.first_seq`.execute(db);
  for (const [recipient, entries] of Map.groupBy(rows, (row) => row.recipient)) {
    let next = 1;
    for (const entry of entries) {
      expect(entry.first, `the feed of ${recipient} has no gap`).toBe(next);
      expect(entry.count, `a release takes one place and one for each record`).toBe(entry.lines);
      next += entry.count;
    }
  }
  const { rows: unplaced } = await sql`
    select ref from record where verdict = 'own' and recipient is not null
    and (select count(*) from feed_entry e where e.record_id = record.id and not e.envelope) <> 1`.execute(db);
  expect(unplaced, 'every control record is in a feed once').toEqual([]);
}
