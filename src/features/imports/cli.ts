import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { TamgaError, messageOf } from '#platform/errors.ts';
import { printable, toTable } from '#platform/cli/table.ts';
import type { AddCommands } from '#cli-context.ts';
import type { ImportReport, ImportSummary } from './model.ts';

type Handling = { tlp: string; base: string; basis: string; purpose: string; retainUntil?: string; source?: string };

export const addImportCommands: AddCommands = (program, context) => {
  program
    .command('import <file>')
    .description('import a STIX 2.1 bundle or a MISP event: every object becomes a sealed record')
    .option('--tlp <label>', 'RED, AMBER+STRICT, AMBER, GREEN or CLEAR', 'GREEN')
    .option('--base <marking>', 'unclassified or confidential', 'unclassified')
    .option('--basis <instrument:article>', 'legal basis, several with commas', 'mca-2029:5')
    .option('--purpose <code>', 'a purpose of the profile', 'counter-terrorism')
    .option('--retain-until <date>', 'YYYY-MM-DD; default: in two years')
    .option('--source <name>', 'what later imports are compared with; default: the collection or bundle id')
    .action(async (file: string, { retainUntil = inTwoYears(), ...options }: Handling, command) => {
      const query = new URLSearchParams({ name: basename(file), ...options, retainUntil });
      const report = await context
        .client(command)
        .ask<ImportReport>(`/api/imports?${query.toString()}`, { method: 'POST', bytes: readBytes(file) });
      context.print(command, report, describe(report));
    });

  program
    .command('imports [id]')
    .description('list import runs, or show one report')
    .action(async (id: string | undefined, _options, command) => {
      const client = context.client(command);
      if (id !== undefined) {
        const report = await client.ask<ImportReport>(`/api/imports/${id}`);
        return context.print(command, report, describe(report));
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

const maxShown = 40;

function describe({ id, name, counts, items }: ImportReport): string {
  const summary = [
    `import ${id} (${name})`,
    `${counts.added} added, ${counts.newVersion} new versions, ${counts.identical} identical, ${counts.changedSameVersion} changed without a new modified, ` +
      `${counts.older} older, ${counts.refused} refused, ${counts.absent} absent and left alone`,
  ];
  const notable = items.filter((i) =>
    ['refused', 'changed-same-version', 'older-version', 'absent'].includes(i.outcome),
  );
  const lines = notable
    .slice(0, maxShown)
    .map((i) =>
      `  ${i.outcome} ${i.index ?? ''} ${printable(i.id)} ${i.why === null ? '' : `${i.code ?? ''}: ${printable(i.why)}`}`.trimEnd(),
    );
  const rest =
    notable.length > maxShown ? [`  … ${notable.length - maxShown} more: npx tamga imports ${id} --json`] : [];
  return [...summary, ...lines, ...rest].join('\n');
}

function readBytes(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw new TamgaError('malformed', messageOf(cause), { cause });
  }
}

const inTwoYears = (): string => new Date(Date.now() + 730 * 86_400_000).toISOString().slice(0, 10);
