import type { Command } from 'commander';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { TamgaError, messageOf } from '#platform/errors.ts';
import { toTable } from '#platform/cli/table.ts';
import type { Client, Import, ImportReport, Kinds } from '#api-client.ts';
import { allOf } from '#client.ts';
import type { AddCommands, CliContext } from '#cli-context.ts';
import { dayIn, wrongUsage } from '#cli-usage.ts';
import { describeReport } from './report-text.ts';
import { checkChosen, completeHandling } from './rules.ts';
import type { Chosen } from './rules.ts';

type Options = Chosen & { retainUntil?: string; source?: string; wait: boolean };

const askedEveryMs = 200;

export const addImportCommands: AddCommands = (program, context) => {
  program
    .command('import <file>')
    .description(
      'import a STIX 2.1 bundle or a MISP event: every object becomes a sealed record, in no case until a record of one names it (tamga submit)',
    )
    .option('--basis <instrument:article>', 'legal basis, several with commas; needed unless the profile has only one')
    .option('--tlp <label>', 'RED, AMBER+STRICT, AMBER, GREEN or CLEAR; default: GREEN')
    .option('--base <marking>', 'unclassified or confidential; default: unclassified')
    .option('--purpose <code>', 'a purpose of the profile; default: its first')
    .option('--retain-until <date>', 'YYYY-MM-DD; default: in two years', dayIn)
    .option('--source <name>', 'what later imports are compared with; default: the collection, bundle or event id')
    .option('--no-wait', 'print the run’s id and return; the node imports by itself')
    .action(async (file: string, { retainUntil = inTwoYears(), source, wait, ...chosen }: Options, command) => {
      const client = context.client(command);
      const body = readBytes(file);
      const handling = toHandling(command, chosen, await client.readKinds());
      const query = { name: basename(file), source, ...handling, retainUntil, wait: false };
      const begun = await client.importText({ query, body }).catch(sayUnknown);
      if (!wait) return context.print(command, begun, begun.id);
      const report = await waitFor(client, begun, context).catch((error: unknown) => sayGone(begun, error));
      context.print(command, report, describeReport(report));
      // The report says which and why; a script must notice too.
      if (report.counts.refused > 0 || report.state !== 'finished') context.fail();
    });

  program
    .command('imports [id]')
    .description('list import runs, or show one report')
    .option('--cancel', 'end the run; records that it made stay')
    .action(async (id: string | undefined, { cancel }: { cancel?: true }, command) => {
      const client = context.client(command);
      if (cancel) {
        if (id === undefined) return wrongUsage(command, 'name the run to cancel');
        await client.cancelImport({ params: { id } });
      }
      if (id !== undefined) {
        const report = await client.readImport({ params: { id } });
        return context.print(command, report, describeReport(report));
      }
      const items = await allOf((query) => client.listImports({ query }));
      const rows = items.map((i) => [
        i.id,
        i.name,
        i.format,
        i.startedAt,
        i.state === 'running' ? `running, ${i.done} of ${i.total ?? 0}` : i.state.replace('-', ' '),
        i.counts.added,
        i.counts.newVersion,
      ]);
      context.print(
        command,
        items,
        toTable(['id', 'name', 'format', 'started', 'state', 'added', 'new versions'], rows),
      );
    });
};

/** Asks until a run has ended, and shows meanwhile how far it is. */
async function waitFor(client: Client, begun: Import, context: CliContext): Promise<ImportReport> {
  const params = { id: begun.id };
  for (let run = begun; run.finishedAt === null; run = await client.readImportProgress({ params })) {
    const waits = run.state === 'waiting' ? 'waits for its turn' : `${run.done} of ${run.total ?? 0} objects`;
    context.showProgress(`import ${run.id}: ${waits}`);
    await sleep(askedEveryMs);
  }
  context.showProgress(null);
  return client.readImport({ params });
}

/** Whether the run began before the node went away is not known here. */
function sayUnknown(error: unknown): never {
  if (!(error instanceof TamgaError) || error.code !== 'not-running') throw error;
  const look =
    'whether the import began is not known; a run that did goes on when the node is back: look with `tamga imports`';
  throw new TamgaError('not-running', `${error.message}; ${look}`, { cause: error });
}

/** The node went away while it imported: what was begun goes on by itself once it is back. */
function sayGone({ id }: Import, error: unknown): never {
  if (!(error instanceof TamgaError) || error.code !== 'not-running') throw error;
  const look = `the run ${id} goes on when the node is back: look with \`tamga imports ${id}\``;
  throw new TamgaError('not-running', `${error.message}; ${look}`, { cause: error });
}

/** What is said of every record of the import: as chosen, and for the rest as the node's profile has it. */
function toHandling(command: Command, chosen: Chosen, offered: Kinds): ReturnType<typeof completeHandling> {
  try {
    checkChosen(chosen, offered);
    return completeHandling(chosen, offered);
  } catch (error) {
    return wrongUsage(command, messageOf(error));
  }
}

/** The bytes of a file. Errors: malformed, in plain words. */
function readBytes(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw new TamgaError('malformed', `${file}: ${whyUnread(cause)}`, { cause });
  }
}

function whyUnread(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'there is no such file';
  if (code === 'EISDIR') return 'this is a folder: name one file';
  if (code === 'EACCES' || code === 'EPERM') return 'this file may not be read';
  return messageOf(cause);
}

const inTwoYears = (): string => new Date(Date.now() + 730 * 86_400_000).toISOString().slice(0, 10);
