import { parseCheckpoint, parseNote } from '@tamga/log';
import { sql } from 'kysely';
import { hold } from './breach.ts';
import { enemy } from './members.ts';
import type { SimNode, World } from './world.ts';

type Kept = { holder: string; of: string; size: number; root: string };

/** I3 and what an enemy must not have got by its tricks. */
export async function checkEnemy(world: World, nodes: readonly SimNode[]): Promise<void> {
  const kept: Kept[] = [];
  for (const node of nodes) kept.push(...(await keptBy(node)));
  for (const { holder, of, size, root } of kept.filter((one) => one.of !== enemy))
    hold(
      world.nodes.get(of)?.log.roots.get(size) === root,
      'I3',
      () => `${holder} keeps a checkpoint of ${of} that was never published`,
    );
  for (const node of nodes) await checkContradictions(world, node);
  await checkFork(world, nodes, kept);
  for (const node of nodes) {
    await checkPairs(world, node);
    await checkTakenBack(world, node);
  }
}

async function keptBy({ code, db }: SimNode): Promise<Kept[]> {
  const { rows } = await sql<{ of: string; note: string }>`
    select participant as of, note from peer_checkpoint
    union select participant, checkpoint_note from peer where checkpoint_note is not null`.execute(db);
  return rows.map(({ of, note }) => {
    const { size, root } = parseCheckpoint(parseNote(note).text);
    return { holder: code, of, size, root: Buffer.from(root).toString('hex') };
  });
}

/** What contradicts the tree that a node had verified, or was not proved to continue it, is never taken. */
async function checkContradictions({ hostile }: World, { code, db }: SimNode): Promise<void> {
  const { rows } = await sql<{ note: string }>`
    select note from peer_checkpoint where participant = ${enemy}
    union all select checkpoint_note from peer where participant = ${enemy}`.execute(db);
  const taken = rows.some(({ note }) => hostile.contradictions.get(code)?.has(note));
  hold(!taken, 'I3', () => `${code} took a checkpoint of ${enemy} that contradicts an earlier one`);
}

/** Of two who were shown different trees and talked to each other since, one has noticed and follows the log no more. */
async function checkFork({ hostile }: World, nodes: readonly SimNode[], kept: readonly Kept[]): Promise<void> {
  const size = hostile.log.size();
  const newest = kept.filter((one) => one.of === enemy && one.size === size);
  const following = new Map<string, string>();
  for (const { code, db } of nodes) {
    const { rows } = await sql`select 1 from peer where participant = ${enemy} and stopped`.execute(db);
    const root = newest.find(({ holder }) => holder === code)?.root;
    if (rows.length === 0 && root !== undefined) following.set(code, root);
  }
  const differ = new Set(following.values()).size > 1;
  const who = [...following.keys()].join(', ');
  hold(!differ, 'I3', () => `two trees of ${size} leaves were shown to ${who}, and nobody noticed`);
}

/** Two records under one ref: neither is in force. */
async function checkPairs({ hostile }: World, { code, db }: SimNode): Promise<void> {
  const { rows } = await sql<{ digest: string; verdict: string }>`
    select encode(digest, 'hex') as digest, verdict from record where participant = ${enemy}`.execute(db);
  const verdicts = new Map(rows.map(({ digest, verdict }) => [digest, verdict]));
  for (const pair of hostile.pairs) {
    const here = pair.flatMap((digest) => verdicts.get(digest) ?? []);
    hold(
      here.length < 2 || !here.includes('accepted'),
      'judge',
      () => `of two records under one ref, one is in force at ${code}`,
    );
  }
}

/** I5 is kept towards an enemy too: what it took back, and what was said of that here, is gone. */
async function checkTakenBack({ hostile }: World, { code, db }: SimNode): Promise<void> {
  const { rows: peer } = await sql<{ seq: number }>`select seq from peer where participant = ${enemy}`.execute(db);
  if ((peer[0]?.seq ?? 0) < hostile.feedOf(code).length) return;
  const { rows } = await sql<{ digest: string }>`
    select encode(digest, 'hex') as digest from record where participant = ${enemy} and body is not null and withheld_at is null and recipient is null`.execute(
    db,
  );
  const back = rows.find(({ digest }) => hostile.tookBack(code).has(digest));
  hold(back === undefined, 'I5', () => `what ${enemy} took back can be read at ${code}`);
}
