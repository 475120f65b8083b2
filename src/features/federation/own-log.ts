import { LogError } from '@tamga/log';
import { assertSigning, holdAgainstOwn, stopSigning } from '#features/log/actions.ts';
import type { Deps } from '#features/records/model.ts';
import { messageOf, TamgaError } from '#platform/errors.ts';
import { askPeer } from './client.ts';
import type { ClientDeps } from './client.ts';

const limits = { maxBytes: 64 * 1024, timeoutMs: 5_000 };

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
  await assertSigning(deps);
  return unheard;
}

/** As `checkOwnLog`; what is found is kept, and not told. */
export async function hearOwnLog(
  deps: OwnLogDeps,
  kept: string | undefined,
  peers: readonly string[],
): Promise<string[]> {
  if (kept !== undefined && !(await hold(deps, kept)))
    deps.logger.warn('checkpoint-unreadable', { from: 'the folder' });
  const answers = await Promise.all(peers.map(async (peer) => ({ peer, heard: await hear(deps, peer) })));
  return answers.filter(({ heard }) => !heard).map(({ peer }) => peer);
}

async function hear(deps: OwnLogDeps, peer: string): Promise<boolean> {
  try {
    const note = (await askPeer(deps, peer, 'GET', '/federation/v1/head', limits)).toString();
    return note === '' || (await hold(deps, note));
  } catch (error) {
    if (!(error instanceof TamgaError)) throw error;
    deps.logger.debug('own-head-unheard', { peer, why: messageOf(error) });
    return false;
  }
}

/** False: what should be a checkpoint of the own log is none, and says nothing. */
async function hold(deps: OwnLogDeps, note: string): Promise<boolean> {
  try {
    const overtaken = await holdAgainstOwn(deps, note);
    if (overtaken) await stopSigning(deps, overtaken);
    return true;
  } catch (error) {
    if (error instanceof LogError) return false;
    throw error;
  }
}
