import { randomBytes } from 'node:crypto';
import { readSelf, refreshSelf } from '#features/alliance/actions.ts';
import { encryptStoredBodies, rebuildProjections } from '#features/records/actions.ts';
import { systemNow } from '#platform/clock.ts';
import { openDb, transaction } from '#platform/db/db.ts';
import { migrate } from '#platform/db/migrate.ts';
import { createLogger } from '#platform/logger.ts';
import type { Config } from './config.ts';
import { kinds } from './kinds.ts';
import { blobFolderOf, findDatabase, holdHome, readIn } from './open.ts';

/** Reads all projections of a stopped node anew from its records, in one transaction; gives the number of records. */
export async function rebuild(config: Config): Promise<number> {
  await using stack = new AsyncDisposableStack();
  const self = readIn(config.home, () => readSelf(config.home, config.participant));
  stack.use(await holdHome(config.home));
  const db = openDb((await findDatabase(config, stack)).url);
  stack.defer(() => db.destroy());
  await migrate(db, new URL('./migrations/', import.meta.url));
  // What counts is what the node has taken on, not what else lies in its folder.
  await refreshSelf({ db, self, now: systemNow });
  await encryptStoredBodies(db, { self, randomBytes, kinds });
  const logger = createLogger({ name: config.participant, level: config.logLevel, now: systemNow });
  return await transaction(db, (tx) =>
    rebuildProjections(tx, {
      db,
      now: systemNow,
      randomBytes,
      logger,
      self,
      kinds,
      blobFolder: blobFolderOf(config.home),
    }),
  );
}
