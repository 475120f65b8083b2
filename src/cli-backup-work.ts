import { existsSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { homeFiles } from '#features/alliance/actions.ts';
import {
  checkBackup,
  claimEmpty,
  endUnfinished,
  listKept,
  loadBackup,
  makeBackup,
  openKeys,
  pruneBackups,
  writeBlobs,
  writeFolder,
} from '#features/backups/actions.ts';
import type { BackupMade, Pruned } from '#features/backups/actions.ts';
import { systemNow } from '#platform/clock.ts';
import { openDb } from '#platform/db/db.ts';
import type { Db } from '#platform/db/db.ts';
import { assertSchema, migrate } from '#platform/db/migrate.ts';
import { holdProcessLock } from '#platform/db/process-lock.ts';
import { TamgaError } from '#platform/errors.ts';
import { readSecret } from '#platform/keys/key-file.ts';
import { runningPath } from './client.ts';
import { readConfig } from './config.ts';
import type { Config } from './config.ts';
import { blobFolderOf, findDatabase, holdHome, readIn } from './open.ts';
import { restoredPath } from './own-log.ts';

// What `cli-backup.ts` does on a node's own folder and database, whether the node runs or not.

const migrations = new URL('./migrations/', import.meta.url);

export async function backup(
  config: Config,
  file: string,
  keepDays: number,
  passphraseFile: string | undefined,
): Promise<BackupMade> {
  const { home, participant } = config;
  const anchor = readIn(home, () => readFileSync(homeFiles(home).anchor, 'utf8').trim());
  const keys = passphraseFile === undefined ? {} : { passphrase: readSecret(passphraseFile) };
  await using stack = new AsyncDisposableStack();
  await holdWhileStopped(home, stack);
  const { url } = await findDatabase(config, stack);
  await assertCurrent(url);
  return await makeBackup(
    { url, home, blobFolder: blobFolderOf(home), participant, anchor, keepDays, ...keys },
    file,
    systemNow,
  );
}

export const listBackups = (config: Config): ReturnType<typeof listKept> => withDatabase(config, listKept);

export const pruneOld = (config: Config, gone: readonly number[]): Promise<Pruned[]> =>
  withDatabase(config, (db) => pruneBackups(db, config.participant, gone, systemNow));

async function withDatabase<T>(config: Config, work: (db: Db) => Promise<T>): Promise<T> {
  await using stack = new AsyncDisposableStack();
  await holdWhileStopped(config.home, stack);
  const { url } = await findDatabase(config, stack);
  const db = openDb(url);
  stack.defer(() => db.destroy());
  await assertSchema(db, migrations);
  return await work(db);
}

/** A backup is made by the release that the data are of: it stands in their register. */
async function assertCurrent(url: string): Promise<void> {
  await using db = openDb(url);
  await assertSchema(db, migrations);
}

/** A node that runs goes on. One that is stopped must not start meanwhile: it would use a server that is about to end. */
async function holdWhileStopped(home: string, stack: AsyncDisposableStack): Promise<void> {
  const held = await holdProcessLock(`node ${realpathSync(home)}`, 0).catch(() => undefined);
  if (held) stack.use(held);
  else if (!existsSync(runningPath(home)))
    throw new TamgaError('conflict', `the node in ${home} is just starting or stopping: try again in a moment`);
}

/** Rows of an earlier release. */
async function bringUpToDate(url: string): Promise<void> {
  await using db = openDb(url);
  await migrate(db, migrations);
  await endUnfinished(db, systemNow());
}

type Restored = { participant: string; rows: number; blobs: number; withKeys: boolean };

export async function restore(file: string, home: string, passphraseFile: string | undefined): Promise<Restored> {
  const contents = await checkBackup(file);
  const keys = passphraseFile === undefined ? [] : await openKeys(contents, readSecret(passphraseFile), file);
  claimEmpty(home);
  try {
    writeFolder(home, [...contents.files, ...keys]);
    const { participant } = contents.head;
    const config = readConfig({ TAMGA_PARTICIPANT: participant, ...process.env, TAMGA_HOME: home });
    if (config.participant !== participant)
      throw new TamgaError('config', `the backup is of ${participant}, the settings are of ${config.participant}`);
    await using stack = new AsyncDisposableStack();
    stack.use(await holdHome(home));
    const { url } = await findDatabase(config, stack);
    const rows = await loadBackup(url, file, migrations, systemNow());
    await bringUpToDate(url);
    const blobs = await writeBlobs(file, blobFolderOf(home));
    writeFileSync(restoredPath(home), `${contents.head.madeAt}\n`);
    return { participant, rows, blobs, withKeys: keys.length > 0 };
  } catch (error) {
    // It was empty before: the next try finds it so again.
    for (const name of readdirSync(home)) rmSync(join(home, name), { recursive: true, force: true });
    throw error;
  }
}
