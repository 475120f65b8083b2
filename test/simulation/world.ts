import { createHash } from 'node:crypto';
import type { Db } from '#platform/db/db.ts';
import type { Node } from '#node.ts';
import type { SigningKey } from '#platform/keys/ed25519.ts';
import type { Dice } from './dice.ts';
import type { Hostile } from './hostile.ts';
import type { Ledger } from './ledger.ts';
import type { Life } from './life.ts';
import type { LogView } from './log-view.ts';
import type { SimNetwork } from './network.ts';

export type SimNode = {
  code: string;
  /** Starts a process; `node` and `life` are those of the newest. */
  begin(): { node: Node; life: Life };
  node: Node;
  life: Life;
  /** The database as it is, for the laws: nothing fails here. */
  db: Db;
  disk: { full: boolean };
  /** How far its clock is from the true time. */
  skewMs: number;
  ledger: Ledger;
  log: LogView;
  /** Records whose making was confirmed to whoever asked for it. */
  said: Set<string>;
  /** Whom it gave void lines because, by its clock, their membership or its own was over. */
  parted: Set<string>;
  /** What is held here under national law: a recall takes it from its readers, and it is destroyed later. */
  holds: Set<string>;
  /** How far it had pulled and verified each peer: neither goes back. */
  reached: Map<string, { seq: number; size: number }>;
};

export type World = AsyncDisposable & {
  seed: number;
  /** The participants' folders, and their root keys. */
  dir: string;
  /** Every profile and directory that was made in due form. */
  papers: Set<string>;
  /** Who joined meanwhile, with their root keys. */
  joined: Map<string, SigningKey>;
  dice: Dice;
  now: Date;
  nodes: ReadonlyMap<string, SimNode>;
  network: SimNetwork;
  hostile: Hostile;
  /** Answers that are still under way, by who waits for them. */
  slow: { code: string; life: Life; arrive: () => void; done: Promise<unknown> }[];
  /** Files on their way between nodes, by who made them and for whom. */
  ferries: { from: string; to: string; file: Uint8Array }[];
  words: number;
  /** What happened, by kind. */
  events: Map<string, number>;
  /** Everything that happened, in words without keys or signatures. */
  trace: string[];
};

export function at(world: World, code: string): SimNode {
  const found = world.nodes.get(code);
  if (!found) throw new Error(`no node ${code} in this world`);
  return found;
}

/** An enemy whose log was caught lying is heard no more: for the first part of a world it lies about records alone. */
export const isLate = (world: World): boolean => world.trace.length >= 60;

export const dayOf = (now: Date, more = 0): string =>
  new Date(now.getTime() + more * 86_400_000).toISOString().slice(0, 10);

export const count = (counts: Map<string, number>, name: string): void =>
  void counts.set(name, (counts.get(name) ?? 0) + 1);

export const nowAt = (world: World, code: string): Date =>
  new Date(world.now.getTime() + (world.nodes.get(code)?.skewMs ?? 0));

/** A process ends and another begins: memory is gone, the database stays, open transactions are undone. */
export async function restart(world: World, code: string): Promise<void> {
  const node = at(world, code);
  await node.life.end();
  world.slow = world.slow.filter((one) => one.life !== node.life);
  Object.assign(node, node.begin());
  // What every program does before anything else (main.ts): its folder may hold documents that it has not taken on.
  if (!node.disk.full) await node.node.refreshAlliance();
}

/** What of a world can be told from nothing but its seed. */
export const digestOf = (parts: readonly string[]): string =>
  createHash('sha256').update(parts.join('\n')).digest('hex');
