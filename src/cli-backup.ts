import { existsSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { homeFiles } from '#features/alliance/actions.ts';
import { checkBackup, claimEmpty, loadBackup, makeBackup, openKeys, writeFolder } from '#features/backups/actions.ts';
import type { BackupMade } from '#features/backups/actions.ts';
import { systemNow } from '#platform/clock.ts';
import { openDb } from '#platform/db/db.ts';
import { migrate } from '#platform/db/migrate.ts';
import { holdProcessLock } from '#platform/db/process-lock.ts';
import { TamgaError } from '#platform/errors.ts';
import { readSecret } from '#platform/keys/key-file.ts';
import type { AddCommands } from './cli-context.ts';
import { runningPath } from './client.ts';
import { readConfig } from './config.ts';
import type { Config } from './config.ts';
import { findDatabase, holdHome, readIn } from './open.ts';
import { restoredPath } from './own-log.ts';

const migrations = new URL('./migrations/', import.meta.url);

/** `tamga backup` and `tamga restore`. */
export const addBackupCommands: AddCommands = (program, context) => {
  program
    .command('backup')
    .description(
      'write all that a node holds to a file of mode 0600, while it runs or not; its private keys only when asked',
    )
    .requiredOption('-o, --output <file>', 'the file to write; it must not be there')
    .option('--with-keys <file>', 'add the private keys, encrypted under the passphrase in this file (mode 0600)')
    .action(async ({ output, withKeys }: { output: string; withKeys?: string }, command) => {
      const made = await backup(readConfig(process.env), resolve(output), withKeys);
      const { head, rows, tables, bytes } = made;
      context.print(
        command,
        made,
        `${output}: ${rows} rows of ${tables} tables, ${bytes} bytes, log of ${head.participant} at size ${head.head?.size ?? 0}, ` +
          (made.withKeys ? 'with its private keys' : 'without private keys: keep keys/ elsewhere'),
      );
    });

  program
    .command('restore <file>')
    .description('make a node anew from a backup: its folder, and its database (the embedded one, or DATABASE_URL)')
    .requiredOption('--home <folder>', 'the folder to make; not there, or empty')
    .option('--with-keys <file>', "take the private keys from the backup too; the file holds the backup's passphrase")
    .action(async (file: string, { home, withKeys }: { home: string; withKeys?: string }, command) => {
      const done = await restore(file, resolve(home), withKeys);
      const keys = done.withKeys ? '' : ` Put its private keys into ${join(resolve(home), 'keys')} before it starts.`;
      context.print(command, done, `${done.participant} is restored in ${home}: ${done.rows} rows.${keys}`);
    });
};

async function backup(config: Config, file: string, passphraseFile: string | undefined): Promise<BackupMade> {
  const { home, participant } = config;
  const anchor = readIn(home, () => readFileSync(homeFiles(home).anchor, 'utf8').trim());
  const keys = passphraseFile === undefined ? {} : { passphrase: readSecret(passphraseFile) };
  await using stack = new AsyncDisposableStack();
  await holdWhileStopped(home, stack);
  const { url } = await findDatabase(config, stack);
  return await makeBackup({ url, home, participant, anchor, ...keys }, file, systemNow);
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
}

type Restored = { participant: string; rows: number; withKeys: boolean };

async function restore(file: string, home: string, passphraseFile: string | undefined): Promise<Restored> {
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
    const rows = await loadBackup(url, file, migrations);
    await bringUpToDate(url);
    writeFileSync(restoredPath(home), `${contents.head.madeAt}\n`);
    return { participant, rows, withKeys: keys.length > 0 };
  } catch (error) {
    // It was empty before: the next try finds it so again.
    for (const name of readdirSync(home)) rmSync(join(home, name), { recursive: true, force: true });
    throw error;
  }
}
