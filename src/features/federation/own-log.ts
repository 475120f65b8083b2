import { LogError } from '@tamga/log';
import { z } from 'zod';
import { JsonError, parseStrictJson } from '@tamga/json';
import { assertSigning, holdAgainstOwn, readHead, readOwnLog, stopSigning } from '#features/log/actions.ts';
import type { Deps } from '#features/records/model.ts';
import { messageOf, TamgaError } from '#platform/errors.ts';
import { askPeer } from './client.ts';
import type { ClientDeps } from './client.ts';
import { heldAnswerSchema } from './model.ts';
import type { HeldAnswer } from './model.ts';
import { findOwnFork, noteOwnFork, proveOther, tellOwnLog } from './own-fork.ts';

const limits = { maxBytes: 64 * 1024, timeoutMs: 5_000 };
const heldLimits = { maxBytes: 1024 * 1024, timeoutMs: 5_000 };

export type OwnLogDeps = Pick<Deps, 'db' | 'self' | 'now' | 'logger'> & ClientDeps;

/**
 * Before the first signature: holds the own log against the checkpoint that this node kept beside its database, and against
 * those that its peers hold (design 6, restore from backup). Gives the peers that could not say. Errors: log-stopped with
 * own-log-behind or own-log-forked; then, and at every later start, nothing is signed.
 */
export async function checkOwnLog(
  deps: OwnLogDeps,
  kept: string | undefined,
  peers: readonly string[],
): Promise<string[]> {
  const unheard = await hearOwnLog(deps, kept, peers);
  await tellOwnLog(deps);
  await assertSigning(deps);
  return unheard;
}

/** As `checkOwnLog`; what is found is kept, and not told. */
export async function hearOwnLog(
  deps: OwnLogDeps,
  kept: string | undefined,
  peers: readonly string[],
): Promise<string[]> {
  if (kept !== undefined && !(await hold(deps, kept, null)))
    deps.logger.warn('checkpoint-unreadable', { from: 'the folder' });
  const answers = await Promise.all(peers.map(async (peer) => ({ peer, heard: await hear(deps, peer) })));
  const heard = answers.filter((one) => one.heard).map(({ peer }) => peer);
  await examineOwnLog(deps, heard);
  return peers.filter((peer) => !heard.includes(peer));
}

async function hear(deps: OwnLogDeps, peer: string): Promise<boolean> {
  try {
    const note = (await askPeer(deps, peer, 'GET', '/federation/v1/head', limits)).toString();
    return note === '' || (await hold(deps, note, peer));
  } catch (error) {
    if (!(error instanceof TamgaError)) throw error;
    deps.logger.debug('own-head-unheard', { peer, why: messageOf(error) });
    return false;
  }
}

/**
 * Asks these what more they hold of the own log: a checkpoint that is larger than it alone does not tell a database that went back from a
 * second node with the same key. Whoever does not answer, or is of a release that cannot, is passed over.
 */
export async function examineOwnLog(deps: OwnLogDeps, peers: readonly string[]): Promise<void> {
  const log = await readOwnLog(deps.db);
  const size = (await readHead(deps.db, log))?.size ?? 0;
  const path = `/federation/v1/held?log=${log}&size=${size}`;
  const answers = await Promise.all(peers.map(async (peer) => ({ peer, answer: await askHeld(deps, peer, path) })));
  for (const { peer, answer } of answers) {
    if (!answer) continue;
    const notes = [
      ...answer.notes,
      ...(answer.proof?.notes ?? []),
      ...answer.leaves.map(({ checkpoint }) => checkpoint),
    ];
    for (const note of new Set(notes)) await hold(deps, note, peer);
    const evidence = await findOwnFork(deps, answer, log);
    if (evidence) await noteOwnFork(deps, evidence);
  }
}

async function askHeld(deps: OwnLogDeps, peer: string, path: string): Promise<HeldAnswer | undefined> {
  try {
    const bytes = await askPeer(deps, peer, 'GET', path, heldLimits);
    return heldAnswerSchema.parse(
      parseStrictJson(bytes, { maxBytes: heldLimits.maxBytes, maxDepth: 6, maxValues: 2_000 }),
    );
  } catch (error) {
    if (!(error instanceof TamgaError || error instanceof JsonError || error instanceof z.ZodError)) throw error;
    deps.logger.debug('own-log-untold', { peer, why: messageOf(error) });
    return undefined;
  }
}

/** False: what should be a checkpoint of the own log is none, and says nothing. */
async function hold(deps: OwnLogDeps, note: string, shownBy: string | null): Promise<boolean> {
  try {
    await holdOwn(deps, note, shownBy);
    return true;
  } catch (error) {
    if (error instanceof LogError) return false;
    throw error;
  }
}

/** Whether a checkpoint that somebody has stands against the own log: then nothing is signed from now on. Errors: LogError. */
export async function holdOwn(
  deps: Pick<Deps, 'db' | 'self' | 'now' | 'logger'>,
  note: string,
  shownBy: string | null,
): Promise<boolean> {
  const found = await holdAgainstOwn(deps, note, shownBy);
  if (!found) return false;
  const isFork = found.code === 'own-log-forked';
  await stopSigning(deps, isFork ? { ...found, evidence: JSON.stringify(await proveOther(deps, found)) } : found);
  return true;
}
