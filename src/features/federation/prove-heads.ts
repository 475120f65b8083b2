import { createProver, LogError, rootOfTiles, tilePath, verifyConsistency } from '@tamga/log';
import type { Prover, ReadTile } from '@tamga/log';
import { openLapsedNote, openLogNote } from '#features/log/actions.ts';
import type { Deps } from '#features/records/model.ts';
import { equalBytes } from '#platform/bytes.ts';
import { messageOf, TamgaError } from '#platform/errors.ts';
import { accuse } from './accuse.ts';
import { askPeer } from './client.ts';
import type { ClientDeps } from './client.ts';
import * as gossip from './gossip-store.ts';
import type { OpenHead } from './gossip-store.ts';
import { isUnproven } from './gossip-rules.ts';
import * as store from './store.ts';

export type ProveDeps = ClientDeps & Pick<Deps, 'db' | 'logger'>;

/** A log is asked at most once in this time, however much is heard of it; after ten minutes in vain, that seldom. */
const askEveryMs = 10_000;
const slowMs = 600_000;
const atOnce = 8;
const limits = { maxBytes: 64 * 1024, timeoutMs: 10_000 };

type SeenHead = { size: number; root: Uint8Array; note: string };

/**
 * Demands of each log of which peers showed different checkpoints that it proves to have one history (I3): all that was seen
 * has to be a beginning of what it shows now, by its own tiles. What contradicts stops the log's owner, with proof.
 */
export async function proveHeads(deps: ProveDeps): Promise<void> {
  const now = deps.now();
  const before = (ms: number): Date => new Date(now.getTime() - ms);
  const due = await gossip.takeDue(deps.db, before(askEveryMs), before(slowMs), atOnce, now);
  await Promise.all(due.map((participant) => proveOne(deps, participant)));
}

async function proveOne(deps: ProveDeps, participant: string): Promise<void> {
  const open = await gossip.readOpen(deps.db, participant);
  const {
    checkpointSize: size,
    checkpointRoot: root,
    checkpointNote: note,
  } = await store.readPeer(deps.db, participant);
  const counted = await withoutLapsed(deps, participant, open);
  const seen: SeenHead[] = root && note !== null ? [{ size, root, note }, ...counted] : counted;
  try {
    if (!(await hasTwoRoots(deps, participant, seen))) await holdAgainstLog(deps, participant, seen);
    await gossip.settle(deps.db, participant, open);
  } catch (error) {
    if (!(error instanceof TamgaError || error instanceof LogError)) throw error;
    deps.logger.info('heads-unproven', { peer: participant, why: messageOf(error) });
    await noteUnproven(deps, participant, open, seen);
  }
}

/** What was heard before its key was ended or disowned proves nothing against a log any more. */
export async function withoutLapsed<Head extends { note: string }>(
  deps: ProveDeps,
  participant: string,
  open: readonly Head[],
): Promise<Head[]> {
  const { alliance } = deps.self;
  const lapsed = await Promise.all(open.map(({ note }) => openLapsedNote(note, alliance, participant)));
  return open.filter((_, i) => !lapsed[i]);
}

/** Two roots for one size need no proof but themselves, and no answer of the log. */
export async function hasTwoRoots(deps: ProveDeps, participant: string, seen: readonly SeenHead[]): Promise<boolean> {
  for (const [i, one] of seen.entries()) {
    const other = seen.slice(i + 1).find(({ size, root }) => size === one.size && !equalBytes(root, one.root));
    if (!other) continue;
    const why = `${participant} signed two roots for size ${one.size}`;
    await accuse(deps, participant, 'log-forked', why, { notes: [one.note, other.note] });
    return true;
  }
  return false;
}

/** Errors: peer-unreachable, peer-answer, LogError: the log did not prove anything, in either direction. */
async function holdAgainstLog(deps: ProveDeps, participant: string, seen: readonly SeenHead[]): Promise<void> {
  // Asked after what was seen, so an honest log has reached it all.
  const note = (await askPeer(deps, participant, 'GET', '/federation/v1/checkpoint', limits)).toString();
  const newest = { ...(await openLogNote(note, deps.self.alliance, participant)), note };
  // What was seen is of the log that was read: of another one it proves nothing, and the next pull meets that.
  if (newest.log !== (await store.readVerifiedLog(deps.db, participant)))
    throw new TamgaError('peer-answer', `${participant} shows its log ${newest.log}`);
  const largest = seen.reduce((a, b) => (b.size > a.size ? b : a));
  const hasShrunk = largest.size > newest.size;
  const reached = seen.filter((head) => head.size <= newest.size);
  // A fork is the better proof; but who shows less than it signed does not escape by withholding tiles.
  const isFork = await findFork(deps, participant, reached, newest).catch((error: unknown) => {
    if (!hasShrunk) throw error;
    return false;
  });
  if (isFork || !hasShrunk) return;
  const why = `${participant} signed size ${largest.size} and shows ${newest.size} now`;
  await accuse(deps, participant, 'log-shrank', why, { notes: [largest.note, note] });
}

type TileLimits = { maxTiles?: number; timeoutMs?: number };
type Shown = { size: number; root: Uint8Array; note: string };

/** Whether one of these heads is no beginning of what the log shows now: then it is stopped, with the proof. Errors: as `holdAgainstLog`. */
export async function findFork(
  deps: ProveDeps,
  participant: string,
  seen: readonly SeenHead[],
  newest: Shown,
  tileLimits: TileLimits = {},
): Promise<boolean> {
  const readTile = peerTiles(deps, participant, newest.size, tileLimits);
  const prover = createProver(newest.size, readTile);
  if (!equalBytes(await prover.root(), newest.root))
    throw new LogError('bad-tile', 'the tiles do not lead to the checkpoint');
  for (const head of seen) {
    const root = await beginningOf(head, newest, prover, readTile);
    if (equalBytes(root, head.root)) continue;
    const why = `${participant} signed size ${head.size}, which is no beginning of its log of ${newest.size}`;
    const proof = await prover.consistency(head.size);
    await accuse(deps, participant, 'log-forked', why, { notes: [head.note, newest.note], root, proof });
    return true;
  }
  return false;
}

/** The root of the log's first leaves, proved to be that of the tree that the log shows now. */
async function beginningOf(
  { size, root }: SeenHead,
  newest: Shown,
  prover: Prover,
  readTile: ReadTile,
): Promise<Uint8Array> {
  if (size === 0) return root;
  const proof = await prover.consistency(size);
  const claim = (root1: Uint8Array) => ({ size1: size, root1, size2: newest.size, root2: newest.root, proof });
  try {
    verifyConsistency(claim(root));
    return root;
  } catch (error) {
    if (!(error instanceof LogError) || error.code !== 'bad-proof') throw error;
  }
  const shown = await rootOfTiles(size, readTile);
  verifyConsistency(claim(shown));
  return shown;
}

/** Reads a peer's tiles as wide as its newest tree has them, each once; a narrower one is a beginning of it. */
export function peerTiles(
  deps: ClientDeps,
  participant: string,
  size: number,
  { maxTiles = 64, timeoutMs = limits.timeoutMs }: TileLimits = {},
): ReadTile {
  const tiles = new Map<string, Promise<Buffer>>();
  return async (level, index, width) => {
    const widest = Math.min(256, Math.floor(size / 256 ** level) - index * 256);
    const path = tilePath(level, index, Math.max(width, widest));
    if (!tiles.has(path) && tiles.size >= maxTiles)
      throw new TamgaError('peer-answer', 'the proof needs too many tiles');
    const bytes =
      tiles.get(path) ?? askPeer(deps, participant, 'GET', `/federation/v1/${path}`, { ...limits, timeoutMs });
    tiles.set(path, bytes);
    return (await bytes).subarray(0, width * 32);
  };
}

/** A log that is talked to and does not prove itself is told to the officers; being out of reach alone is no offence. */
async function noteUnproven(
  { db, now }: ProveDeps,
  participant: string,
  open: readonly OpenHead[],
  seen: readonly SeenHead[],
): Promise<void> {
  const [oldest] = open.toSorted((a, b) => a.since.getTime() - b.since.getTime());
  const { lastContactAt, stopped } = await store.readPeer(db, participant);
  if (!oldest || stopped || !isUnproven(oldest.since, lastContactAt, now())) return;
  const why = `${participant} has not proved for an hour that what ${oldest.peer} was shown is its one log`;
  await store.raiseAlarm(db, participant, 'log-unproven', why, { notes: seen.map((head) => head.note) }, now());
}
