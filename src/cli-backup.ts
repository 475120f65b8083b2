import { InvalidArgumentError } from 'commander';
import type { Command } from 'commander';
import { existsSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
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
import { toTable } from '#platform/cli/table.ts';
import type { AddCommands, CliContext } from './cli-context.ts';
import { readOwnConfig } from './cli-own-node.ts';
import { numberIn } from './cli-usage.ts';
import { runningPath } from './client.ts';
import { readConfig } from './config.ts';
import type { Config } from './config.ts';
import { blobFolderOf, findDatabase, holdHome, readIn } from './open.ts';
import { restoredPath } from './own-log.ts';

const migrations = new URL('./migrations/', import.meta.url);

/** `tamga backup`, `tamga backups`, `tamga prune-backups` and `tamga restore`. */
export const addBackupCommands: AddCommands = (program, context) => {
  program
    .command('backup')
    .description(
      'write all that a node holds (the one whose folder is TAMGA_HOME) to a file of mode 0600, while it runs or not; its private keys only when asked',
    )
    .requiredOption('-o, --output <file>', 'the file to write; it must not be there')
    .option('--with-keys <file>', 'add the private keys, encrypted under the passphrase in this file (mode 0600)')
    .option('--keep-days <n>', 'how many days the file is kept; by default what the settings say', numberIn(1, 3660))
    .action(async ({ output, withKeys, keepDays }: BackupOptions, command) => {
      const config = readOwnConfig(command);
      const made = await backup(config, resolve(output), keepDays ?? config.backupKeepDays, withKeys);
      const { head, rows, tables, bytes, keepUntil } = made;
      context.print(
        command,
        made,
        `${output}: ${rows} rows of ${tables} tables, ${describeBlobs(made)}, ${bytes} bytes, log of ${head.participant} at size ${head.head?.size ?? 0}, ` +
          (made.withKeys ? 'with its private keys' : 'without private keys: keep keys/ elsewhere') +
          `; kept until ${keepUntil}`,
      );
    });

  addRegisterCommands(program, context);

  program
    .command('restore <file>')
    .description('make a node anew from a backup: its folder, and its database (the embedded one, or DATABASE_URL)')
    .requiredOption('--home <folder>', 'the folder to make; not there, or empty')
    .option('--with-keys <file>', "take the private keys from the backup too; the file holds the backup's passphrase")
    .action(async (file: string, { home, withKeys }: { home: string; withKeys?: string }, command) => {
      const done = await restore(file, resolve(home), withKeys);
      const keys = done.withKeys ? '' : ` Put its private keys into ${join(resolve(home), 'keys')} before it starts.`;
      context.print(
        command,
        done,
        `${done.participant} is restored in ${home}: ${done.rows} rows, ${done.blobs} blobs.${keys}`,
      );
    });
};

/** What is missing is named: its files are to be looked for. */
const describeBlobs = ({ blobs: { count, missing } }: BackupMade): string =>
  missing.length === 0
    ? `${count} blobs`
    : `${count} blobs, ${missing.length} MISSING (${missing.slice(0, 5).join(', ')})`;

type BackupOptions = { output: string; withKeys?: string; keepDays?: number };

async function backup(
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

const columns = ['backup', 'made', 'kept until', 'file', ''];

function addRegisterCommands(program: Command, context: CliContext): void {
  program
    .command('backups')
    .description('list the backups of a node that are not gone, and until when each is kept')
    .action(async (_options, command) => {
      const kept = await withDatabase(readOwnConfig(command), listKept);
      const rows = kept.map((one) => [
        one.id,
        one.madeAt.toISOString(),
        one.keepUntil,
        one.path,
        one.finishedAt ? '' : 'unfinished',
      ]);
      context.print(command, kept, toTable(columns, rows));
    });
  program
    .command('prune-backups')
    .description('delete the backups whose last day is over: what receipts say of backups is true because of it')
    .option(
      '--gone <numbers>',
      'backups that were moved, and are deleted where they lay: their numbers, with commas',
      readNumbers,
    )
    .action(async ({ gone = [] }: { gone?: number[] }, command) => {
      const config = readOwnConfig(command);
      const pruned = await withDatabase(config, (db) => pruneBackups(db, config.participant, gone, systemNow));
      const rows = pruned.map((one) => [one.id, one.madeAt, one.keepUntil, one.path, outcomes[one.outcome]]);
      context.print(command, pruned, pruned.length === 0 ? 'no backup is over its last day' : toTable(columns, rows));
      if (pruned.some(({ outcome }) => outcome === 'missing' || outcome === 'other')) context.fail();
    });
}

const outcomes: Record<Pruned['outcome'], string> = {
  deleted: 'deleted',
  'said-gone': 'gone, as you say',
  missing: 'NOT THERE: delete it where it lies, then give its number to --gone',
  other: 'NOT DELETED: another file lies there',
};

function readNumbers(text: string): number[] {
  if (/^[1-9]\d{0,8}(,[1-9]\d{0,8})*$/.test(text)) return text.split(',').map(Number);
  throw new InvalidArgumentError('It has to be numbers, with commas between.');
}

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
