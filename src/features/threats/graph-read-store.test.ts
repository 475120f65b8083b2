import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { KyselyPlugin } from 'kysely';
import { expect, test } from 'vitest';
import { createTestDatabase } from '#test/database.ts';
import type { TestDatabase } from '#test/database.ts';
import { readerOf } from '#test/viewer.ts';
import { walkFrom } from './graph-read-store.ts';

const limits = { direct: 5_000, each: 200, together: 100_000 };
const walk = { after: null, depth: 2, types: undefined, relations: undefined, limit: 50 } as const;

/** Gives how PostgreSQL would answer, in place of the answer. */
const explained: KyselyPlugin = {
  transformQuery: ({ node }) => {
    if (node.kind !== 'RawNode') return node;
    const [first = '', ...rest] = node.sqlFragments;
    return { ...node, sqlFragments: [`explain (format json) ${first}`, ...rest] };
  },
  transformResult: async ({ result }) => result,
};

type Plan = { 'Node Type': string; 'Index Name'?: string; Plans?: Plan[] };
const nodesOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];

/** Edges alone: no record has to be behind them here. */
async function openEdges(): Promise<TestDatabase> {
  const made = await createTestDatabase();
  await sql`alter table threat_edge drop constraint threat_edge_record_id_fkey`.execute(made.db);
  return made;
}

test('what is around an object can be read from the indexes alone, though each edge is asked for its reader', async () => {
  await using made = await openEdges();
  const { db } = made;
  await sql`insert into threat_edge (record_id, source_id, target_id, relation, shown)
    select n, 'malware--' || n % 300, 'tool--' || n, 'uses', true from generate_series(1, 20000) n`.execute(db);
  await sql`analyze threat_edge`.execute(db);
  const one = readerOf('xa/cyber');
  const assigned = readerOf('xa/cyber', { cover: { ...one.cover, cases: [{ case: 'xa/1', purpose: 'cybercrime' }] } });
  for (const viewer of [one, assigned])
    await db.connection().execute(async (asked) => {
      // Which way is the cheapest depends on how much there is; this one is open only where the index has all that is asked for.
      await sql`set enable_bitmapscan = off`.execute(asked);
      const answer = await walkFrom(asked.withPlugin(explained), 'malware--7', { ...walk, viewer }, limits);
      const [{ Plan: plan }] = (answer as unknown as { 'QUERY PLAN': [{ Plan: Plan }] })['QUERY PLAN'];
      const used = nodesOf(plan).filter((node) => /^threat_edge_(source|target)$/.test(node['Index Name'] ?? ''));
      expect(used.map((node) => `${node['Node Type']} ${node['Index Name']}`).toSorted()).toEqual(
        ['source', 'source', 'target', 'target'].map((end) => `Index Only Scan threat_edge_${end}`),
      );
    });
});

test('the longest reference by the most officers fits into the indexes', async () => {
  await using made = await openEdges();
  const long = (length: number): string => randomBytes(length).toString('base64url').slice(0, length);
  const wrote = Array.from({ length: 16 }, () => long(60));
  const relation = Array.from(randomBytes(100), (byte) => String.fromCharCode(0x4e00 + byte)).join('');
  const { numAffectedRows } =
    await sql`insert into threat_edge (record_id, source_id, target_id, relation, shown, guard, wrote)
    values (1, ${long(300)}, ${long(300)}, ${relation}, true, ${long(60)}, ${wrote}::text[])`.execute(made.db);
  expect(numAffectedRows).toBe(1n);
});
