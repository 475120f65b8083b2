import { existsSync, rmSync } from 'node:fs';
import type { Now } from '#platform/clock.ts';
import { dayOf } from '#platform/clock.ts';
import type { Db } from '#platform/db/db.ts';
import { TamgaError } from '#platform/errors.ts';
import { unfinishedPath } from './model.ts';
import type { KeptBackup } from './model.ts';
import { listKept, noteGone } from './register.ts';
import { readBackupHead } from './restore.ts';

/** `missing`: not where it was written, so that nobody here can say that it is gone; `other`: another file lies there. */
export type Pruned = KeptBackup & { outcome: 'deleted' | 'said-gone' | 'missing' | 'other' };

/**
 * Deletes the backups whose last day is over, and takes them out of the register; of `gone` the operator says that they are
 * deleted where he moved them to. Nothing else than the very backup is deleted. Errors: of `gone`, not-found for a
 * number that is none, conflict for one whose file is there before its time.
 */
export async function pruneBackups(db: Db, participant: string, gone: readonly number[], now: Now): Promise<Pruned[]> {
  const kept = await listKept(db);
  const unknown = gone.find((id) => !kept.some((backup) => backup.id === id));
  if (unknown !== undefined) throw new TamgaError('not-found', `no backup ${unknown} is in the register`);
  const done: Pruned[] = [];
  for (const backup of kept) {
    const isDue = backup.keepUntil < dayOf(now());
    if (!isDue && !gone.includes(backup.id)) continue;
    const isThere = existsSync(backup.path);
    if (!isDue && isThere) throw new TamgaError('conflict', `backup ${backup.id} is not gone: ${backup.path} is there`);
    const outcome = gone.includes(backup.id) && !isThere ? 'said-gone' : await remove(backup, participant);
    if (outcome === 'deleted' || outcome === 'said-gone') await noteGone(db, backup.id, now());
    done.push({ ...backup, outcome });
  }
  return done;
}

/** A backup that broke off may have left its beginning. */
async function remove({ path, madeAt }: KeptBackup, participant: string): Promise<Pruned['outcome']> {
  const unfinished = unfinishedPath(path);
  const hadBeginning = existsSync(unfinished);
  if (hadBeginning) rmSync(unfinished);
  if (!existsSync(path)) return hadBeginning ? 'deleted' : 'missing';
  const head = await readBackupHead(path).catch(() => undefined);
  if (head?.participant !== participant || head.madeAt !== madeAt.toISOString()) return 'other';
  rmSync(path);
  return 'deleted';
}
