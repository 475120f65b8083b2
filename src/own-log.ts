import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TamgaError } from '#platform/errors.ts';
import type { Node } from './node.ts';

// A log that others hold later checkpoints of is never continued (design 6, restore from backup): what a start looks at.

const checkpointPath = (home: string): string => join(home, 'checkpoint');

/** Lies in the folder from a restore until the first start that heard all peers. */
export const restoredPath = (home: string): string => join(home, 'restored');

/** Keeps the newest checkpoint beside the database. Not forced to the disk: peers are asked besides. */
export function keepCheckpoint(home: string, note: string): void {
  const path = checkpointPath(home);
  writeFileSync(`${path}.new`, note);
  renameSync(`${path}.new`, path);
}

export const readKept = (home: string): string | undefined =>
  existsSync(checkpointPath(home)) ? readFileSync(checkpointPath(home), 'utf8').slice(0, 64 * 1024) : undefined;

/**
 * Before anything is signed or served. A node that was restored also waits for every peer's answer, since each of them may be the
 * one that holds what is missing, and takes what they recalled meanwhile; `without` names those that it need not hear. Errors:
 * log-stopped, with own-log-behind, own-log-forked or own-log-unheard.
 */
export async function beginLog(node: Node, home: string, without: readonly string[]): Promise<void> {
  const unheard = await node.checkLog(readKept(home));
  if (!existsSync(restoredPath(home))) return;
  const missing = unheard.filter((peer) => !without.includes(peer));
  if (missing.length > 0)
    throw new TamgaError(
      'log-stopped',
      `this node was restored, and ${missing.join(', ')} did not say what they hold of its log: start it when they answer, ` +
        `or, if they cannot for long, with --without ${missing.join(',')}`,
      { detail: { code: 'own-log-unheard' } },
    );
  await node.holdCosigning();
  await node.fetchBack();
  for (const peer of node.peers.filter((one) => !unheard.includes(one))) while (await node.pull(peer));
  rmSync(restoredPath(home));
}

/** Whether the log must not go on: the node ends, and says so again at each start. */
export const isOvertaken = (error: unknown): boolean =>
  error instanceof TamgaError && error.code === 'log-stopped' && (error.detail.code ?? '').startsWith('own-log-');
