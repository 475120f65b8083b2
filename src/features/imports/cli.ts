import type { Command } from 'commander';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { TamgaError, messageOf } from '#platform/errors.ts';
import { toTable } from '#platform/cli/table.ts';
import type { AddCommands } from '#cli-context.ts';
import { wrongUsage } from '#cli-usage.ts';
import type { ImportReport, ImportSummary } from './model.ts';
import { describeReport } from './report-text.ts';
import { completeHandling, parseBasis } from './rules.ts';
import type { Chosen, Offered } from './rules.ts';

type Options = Chosen & { retainUntil?: string; source?: string };

export const addImportCommands: AddCommands = (program, context) => {
  program
    .command('import <file>')
    .description('import a STIX 2.1 bundle or a MISP event: every object becomes a sealed record')
    .option('--basis <instrument:article>', 'legal basis, several with commas; needed unless the profile has only one')
    .option('--tlp <label>', 'RED, AMBER+STRICT, AMBER, GREEN or CLEAR; default: GREEN')
    .option('--base <marking>', 'unclassified or confidential; default: unclassified')
    .option('--purpose <code>', 'a purpose of the profile; default: its first')
    .option('--retain-until <date>', 'YYYY-MM-DD; default: in two years')
    .option('--source <name>', 'what later imports are compared with; default: the collection, bundle or event id')
    .action(async (file: string, { retainUntil = inTwoYears(), source, ...chosen }: Options, command) => {
      const client = context.client(command);
      const bytes = readBytes(file);
      const handling = toHandling(command, chosen, await client.ask<Offered>('/api/kinds'));
      const named = { name: basename(file), ...(source === undefined ? {} : { source }) };
      const query = new URLSearchParams({ ...named, ...handling, retainUntil });
      const asked = { method: 'POST', bytes } as const;
      const report = await client.ask<ImportReport>(`/api/imports?${query.toString()}`, asked);
      context.print(command, report, describeReport(report));
      // The report says which and why; a script must notice too.
      if (report.counts.refused > 0) context.fail();
    });

  program
    .command('imports [id]')
    .description('list import runs, or show one report')
    .action(async (id: string | undefined, _options, command) => {
      const client = context.client(command);
      if (id !== undefined) {
        const report = await client.ask<ImportReport>(`/api/imports/${id}`);
        return context.print(command, report, describeReport(report));
      }
      const { items } = await client.ask<{ items: ImportSummary[] }>('/api/imports');
      const rows = items.map((i) => [
        i.id,
        i.name,
        i.format,
        i.startedAt,
        i.finishedAt ? 'finished' : 'broken off',
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

/** What is said of every record of the import: as chosen, and for the rest as the node's profile has it. */
function toHandling(command: Command, chosen: Options, offered: Offered): ReturnType<typeof completeHandling> {
  try {
    const handling = completeHandling(chosen, offered);
    parseBasis(handling.basis);
    return handling;
  } catch (error) {
    return wrongUsage(command, messageOf(error));
  }
}

/** The bytes of a file. Errors: malformed, in plain words. */
function readBytes(file: string): Uint8Array {
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
