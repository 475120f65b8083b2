import { sql } from 'kysely';
import { TamgaError } from '#platform/errors.ts';
import type { TestNode } from './nodes.ts';

/** Sequences and pulls everywhere until nothing moves any more. */
export async function settle(nodes: readonly TestNode[]): Promise<void> {
  for (let quiet = 0, round = 0; quiet < 2; round++) {
    if (round > 200) throw new Error('the alliance does not settle');
    let moved = false;
    for (const node of nodes) if (await hasQueued(node)) moved = (await node.sequence()) || moved;
    for (const node of nodes) moved = (await node.fetchBack()) || moved;
    for (const node of nodes) for (const peer of node.peers) moved = (await pullQuietly(node, peer, nodes)) || moved;
    for (const node of nodes) for (const peer of node.peers) moved = (await node.fetchBlobs(peer)) || moved;
    for (const node of nodes) await node.sweepBlobs();
    quiet = moved ? 0 : quiet + 1;
  }
}

/** Idle ticks are random; while settling only real work counts. */
async function hasQueued(node: TestNode): Promise<boolean> {
  const { rows } = await sql<{ some: boolean }>`select exists (select 1 from log_queue)
    or (select coalesce(max(index) + 1, 0) from log_leaf) > (select coalesce(max(size), 0) from log_head) as some`.execute(
    node.deps.db,
  );
  return rows[0]?.some === true;
}

async function pullQuietly(node: TestNode, peer: string, nodes: readonly TestNode[]): Promise<boolean> {
  if (!nodes.some((n) => n.code === peer)) return false;
  const before = await seqOf(node, peer);
  try {
    await node.pull(peer);
  } catch (error) {
    if (error instanceof TamgaError && (error.code === 'peer-unreachable' || error.code === 'peer-answer'))
      return false;
    throw error;
  }
  return (await seqOf(node, peer)) !== before;
}

async function seqOf(node: TestNode, peer: string): Promise<number> {
  const { rows } = await sql<{ seq: number }>`select seq from peer where participant = ${peer}`.execute(node.deps.db);
  return rows[0]?.seq ?? 0;
}
