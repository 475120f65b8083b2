import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { submitRecords } from '#features/records/actions.ts';
import { recallRecords, releaseRecords } from '#features/releases/actions.ts';
import { TamgaError } from '#platform/errors.ts';
import { verdictsOf } from './attack-checks.ts';
import { incident } from './drafts.ts';
import { startNodes } from './nodes.ts';
import type { TestNode } from './nodes.ts';

const actor = { authority: 'xa/cyber', officer: 'xa/cyber/o-1' };
const accepted = [{ verdict: 'accepted', code: null }];

async function submit(node: TestNode, count: number): Promise<string[]> {
  const stored = await submitRecords(
    node.deps,
    Array.from({ length: count }, () => incident('xa')),
  );
  return stored.map((one) => one.ref);
}
async function numberOf(
  node: TestNode,
  rows: 'log_leaf' | 'receipt_item' | 'release_item' | 'feed_entry',
): Promise<number> {
  const found = await sql<{ n: number }>`select count(*) as n from ${sql.table(rows)}`.execute(node.deps.db);
  return found.rows[0]?.n ?? 0;
}

test('pulls of one page at once apply it once', async () => {
  await using net = await startNodes('xa', 'xb');
  const [xa, xb] = [net.node('xa'), net.node('xb')];
  const refs = await submit(xa, 3);
  await releaseRecords(xa.deps, actor, refs, ['xb']);
  await xa.sequence();
  await Promise.all(Array.from({ length: 4 }, () => xb.pull('xa')));
  for (const ref of refs) expect(await verdictsOf(xb, ref)).toEqual(accepted);
  expect(await numberOf(xb, 'release_item')).toBe(3);
  expect(await numberOf(xb, 'receipt_item')).toBe(3);
});

test('sequencers at once publish each record once, and give each release one place', async () => {
  await using net = await startNodes('xa');
  const xa = net.node('xa');
  const refs = await submit(xa, 5);
  await releaseRecords(xa.deps, actor, refs, ['xb', 'xc']);
  await Promise.all(Array.from({ length: 4 }, () => xa.sequence()));
  while (await xa.sequence());
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from log_leaf where record_id is not null group by record_id`.execute(xa.deps.db);
  expect(rows.map((row) => row.n)).toEqual(Array.from({ length: 7 }, () => 1));
  // One place for whom each is addressed to, and one for the envelope that oversight is due.
  expect(await numberOf(xa, 'feed_entry')).toBe(4);
});

test('a page whose answer was lost is asked for again and applied once', async () => {
  await using net = await startNodes('xa', 'xb');
  const [xa, xb] = [net.node('xa'), net.node('xb')];
  const [ref] = await submit(xa, 1);
  await releaseRecords(xa.deps, actor, [ref!], ['xb']);
  await xa.sequence();
  net.tamper((_, path, body) => (path.endsWith('/feed') ? body.subarray(0, body.length / 2) : body));
  await expect(xb.pull('xa')).rejects.toBeInstanceOf(TamgaError);
  expect(await verdictsOf(xb, ref!)).toEqual([]);
  net.tamper(undefined);
  net.restart('xb');
  await net.settle();
  expect(await verdictsOf(net.node('xb'), ref!)).toEqual(accepted);
});

test('two officers who let the same go at once, and one who takes it back, leave one state at both ends', async () => {
  await using net = await startNodes('xa', 'xb');
  const [xa, xb] = [net.node('xa'), net.node('xb')];
  for (let round = 0; round < 5; round++) {
    const [ref] = await submit(xa, 1);
    await Promise.all([releaseRecords(xa.deps, actor, [ref!], ['xb']), releaseRecords(xa.deps, actor, [ref!], ['xb'])]);
    const recall = () => recallRecords(xa.deps, actor, [ref!], ['xb'], 'a reason');
    await Promise.allSettled([recall(), releaseRecords(xa.deps, actor, [ref!], ['xb']), recall()]);
    await net.settle();
    const standing = await sql`select 1 from release_item where ref = ${ref!} and recalled_by is null`.execute(
      xa.deps.db,
    );
    const held = await sql<{ body: Buffer | null }>`select body from record where ref = ${ref!}`.execute(xb.deps.db);
    expect(held.rows.some((row) => row.body !== null)).toBe(standing.rows.length > 0);
  }
});
