import { InvalidArgumentError } from 'commander';
import type { Command } from 'commander';
import { join, resolve } from 'node:path';
import type { BackupMade, Pruned } from '#features/backups/actions.ts';
import { toTable } from '#platform/cli/table.ts';
import type { AddCommands, CliContext } from './cli-context.ts';
import { readOwnConfig } from './cli-own-node.ts';
import { numberIn } from './cli-usage.ts';

/** What works on the data is loaded by the command that needs it: the others start without a database's library. */
const load = () => import('./cli-backup-work.ts');

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
      const { backup } = await load();
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
      const { restore } = await load();
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

const columns = ['backup', 'made', 'kept until', 'file', ''];

function addRegisterCommands(program: Command, context: CliContext): void {
  program
    .command('backups')
    .description('list the backups of a node that are not gone, and until when each is kept')
    .action(async (_options, command) => {
      const { listBackups } = await load();
      const kept = await listBackups(readOwnConfig(command));
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
      const { pruneOld } = await load();
      const pruned = await pruneOld(config, gone);
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
