import { sql } from 'kysely';
import { TamgaError } from '#platform/errors.ts';
import type { TestNode } from './nodes.ts';

/**
 * Sequences and pulls everywhere until nothing moves any more. A node that pulled from another without anything coming of it does so
 * again only when one of the two has changed since.
 */
export async function settle(nodes: readonly TestNode[]): Promise<void> {
  const at = new Map<string, State>();
  const heard = new Map<string, string>();
  const look = async (node: TestNode): Promise<State> => {
    const state = await readState(node);
    at.set(node.code, state);
    return state;
  };
  const marksOf = (a: string, b: string): string => `${at.get(a)?.mark} and ${at.get(b)?.mark}`;
  for (let round = 0, moved = true; moved; round++) {
    if (round > 200) throw new Error('the alliance does not settle');
    moved = false;
    for (const node of nodes) {
      const { isQueued, isOwed } = await look(node);
      if (isQueued) moved = (await node.sequence()) || moved;
      if (isOwed) moved = (await node.fetchBack()) || moved;
      if (isQueued || isOwed) await look(node);
    }
    for (const node of nodes)
      for (const peer of node.peers.filter((code) => at.has(code))) {
        const before = marksOf(node.code, peer);
        if (heard.get(`${node.code} ${peer}`) === before) continue;
        await pullQuietly(node, peer);
        await look(node);
        if (marksOf(node.code, peer) === before) heard.set(`${node.code} ${peer}`, before);
        else moved = true;
      }
    for (const node of nodes.filter(({ code }) => at.get(code)?.hasBlobs)) {
      for (const peer of node.peers) moved = (await node.fetchBlobs(peer)) || moved;
      await node.sweepBlobs();
    }
  }
}

/** `mark` is another one when anything came or went that a peer can notice, or that changes what the next pull does. */
type State = { mark: string; isQueued: boolean; isOwed: boolean; hasBlobs: boolean };

/** Idle ticks are random; while settling only real work counts. */
async function readState(node: TestNode): Promise<State> {
  const { rows } = await sql<State>`
    select concat_ws('/', (select max(version) from alliance_state), (select count(*) from log_queue),
        (select string_agg(concat_ws(':', log, size), ' ' order by log) from log_head),
        (select string_agg(concat_ws(':', participant, after), ' ' order by participant) from give_back where not done),
        (select string_agg(concat_ws(':', participant, log, seq, checkpoint_size, stopped, failure_code, md5(gossip_note)), ' '
          order by participant) from peer)) as mark,
      exists (select 1 from log_queue)
        or (select coalesce(max(index) + 1, 0) from log_leaf) > (select coalesce(max(size), 0) from log_head) as "isQueued",
      exists (select 1 from witness_hold) or exists (select 1 from give_back where not done) as "isOwed",
      exists (select 1 from record_blob) or exists (select 1 from blob_upload) or exists (select 1 from blob_gone) as "hasBlobs"`.execute(
    node.deps.db,
  );
  return rows[0]!;
}

async function pullQuietly(node: TestNode, peer: string): Promise<void> {
  try {
    await node.pull(peer);
  } catch (error) {
    if (!(error instanceof TamgaError) || !['peer-unreachable', 'peer-answer'].includes(error.code)) throw error;
  }
}
