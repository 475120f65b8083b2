import { sql } from 'kysely';
import { expect } from 'vitest';
import { readOpened } from '../bodies.ts';
import type { Net, TestNode } from './nodes.ts';

type Refused = { items: { peer: string; seq: number; code: string; why: string; ref: string | null }[] };

/** How far a node has pulled a peer. */
export async function seqAt(node: TestNode, peer: string): Promise<number> {
  const { rows } = await sql<{ seq: number }>`select seq from peer where participant = ${peer}`.execute(node.deps.db);
  return rows[0]?.seq ?? 0;
}

/** The newest line was refused: nothing of it is kept as a record, an officer sees it, and its sender is told. */
export async function expectRefused(net: Net, victim: TestNode, peer: string, code: string): Promise<void> {
  const seq = await seqAt(victim, peer);
  const { items } = await victim.ask<Refused>('/api/refused');
  expect(items.find((item) => item.peer === peer && item.seq === seq)).toMatchObject({ code });
  const { rows } = await sql`select 1 from arrival where peer = ${peer} and seq = ${seq}`.execute(victim.deps.db);
  expect(rows).toEqual([]);
  await victim.sequence();
  while (await net.node(peer).pull(victim.code));
  const told = await sql<{ code: string }>`
    select code from refusal_item where holder = ${victim.code} and seq = ${seq}`.execute(net.node(peer).deps.db);
  expect(told.rows).toEqual([{ code }]);
}

export type Kept = { verdict: string; code: string | null };

/** What became of the records under a ref, in the order in which they came. */
export async function verdictsOf(node: TestNode, ref: string): Promise<Kept[]> {
  const { rows } = await sql<Kept>`select verdict, code from record where ref = ${ref} order by id`.execute(
    node.deps.db,
  );
  return rows;
}

/** Every row of every table as text: what somebody with a dump of the database can read. */
export async function dumpTables(node: TestNode): Promise<string> {
  const { rows: tables } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`.execute(
    node.deps.db,
  );
  const texts = await Promise.all(
    tables.map(async ({ name }) => {
      const { rows } = await sql<{ text: string | null }>`
        select string_agg(t::text, E'\n') as text from ${sql.table(name)} t`.execute(node.deps.db);
      return rows[0]?.text ?? '';
    }),
  );
  return texts.join('\n');
}

/** The same, with every body that the node's own keys open. */
export async function dumpText(node: TestNode): Promise<string> {
  const opened = await readOpened(node.deps.db, node.deps.self);
  return [await dumpTables(node), ...opened.map(({ body }) => body?.toString() ?? '')].join('\n');
}

/** Whether a text stands anywhere in the database, in letters or inside bytes. */
export const holds = (dump: string, text: string): boolean =>
  dump.includes(text) || dump.includes(Buffer.from(text).toString('hex'));
