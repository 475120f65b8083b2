import { currentLog } from '#features/alliance/model.ts';
import type { Self } from '#features/alliance/model.ts';
import type { Tx } from '#platform/db/db.ts';
import { TamgaError } from '#platform/errors.ts';
import * as store from './store.ts';

/**
 * Begins the log that follows the one which a succession of this participant ended: empty, with all own records waiting for
 * their leaves. The one before stays as it is, to be read. False where there is nothing to begin. Errors: log-stopped with
 * own-log-beyond where this node holds more of the ended log than its succession names.
 */
export async function beginNextLog(tx: Tx, { alliance, code }: Self): Promise<boolean> {
  const log = await store.readOwnLog(tx);
  const next = currentLog(alliance, code);
  if (next <= log) return false;
  if (!(await store.lockSequencer(tx))) throw new TamgaError('log-stopped', 'another process signs this log');
  const named = alliance.successions.get(code)?.[log - 1]?.succession.size ?? 0;
  const size = await store.countLeaves(tx, log);
  const published = (await store.readHead(tx))?.size ?? 0;
  if (published > named)
    throw new TamgaError(
      'log-stopped',
      `log ${log} ended at size ${named}, and ${size} entries of it are here: this is not the database that was restored`,
      { detail: { code: 'own-log-beyond' } },
    );
  await store.setOwnLog(tx, next);
  await store.requeueOwn(tx, code);
  return true;
}
