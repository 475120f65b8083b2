import type { Command } from 'commander';
import type { AddCommands } from '#cli-context.ts';
import { checkRefs, wrongUsage } from '#cli-usage.ts';
import { counted } from '#platform/cli/counted.ts';
import type { AskedOf, Outcome } from '#api-client.ts';

type Selection = { to: string; import?: string };

export const addReleaseCommands: AddCommands = (program, context) => {
  program
    .command('release [refs...]')
    .description('let records go to participants, or to one authority of theirs')
    .requiredOption('--to <codes>', 'recipients, with commas: xb,xc; xb/fiu is one authority alone')
    .option('--import <id>', 'the records that an import run made')
    .action(async (refs: string[], options: Selection, command) => {
      const body = toRequest(command, refs, options);
      const { releases } = await context.client(command).releaseRecords({ body });
      context.print(command, releases, releases.map(describeRelease).join('\n'));
    });

  program
    .command('recall [refs...]')
    .description('take records back from participants')
    .requiredOption('--to <codes>', 'from whom, with commas: xc')
    .requiredOption('--reason <text>', 'told to the recipients')
    .option('--import <id>', 'the records that an import run made')
    .action(async (refs: string[], { reason, ...options }: Selection & { reason: string }, command) => {
      const body = { ...toRequest(command, refs, options), reason };
      const { recalls } = await context.client(command).recallRecords({ body });
      context.print(
        command,
        recalls,
        recalls.map((r) => `${counted(r.count, 'record')} recalled from ${r.to}`).join('\n'),
      );
    });
};

/** Which records, and to whom. Refs and an import together would leave open what is meant. */
function toRequest(
  command: Command,
  refs: string[],
  { to, import: run }: Selection,
): AskedOf<'releaseRecords'>['body'] {
  if (refs.length === 0 && run === undefined)
    wrongUsage(command, 'name the records: their refs, or --import <id> for all that an import run made');
  if (refs.length > 0 && run !== undefined) wrongUsage(command, 'name either refs or --import, not both');
  checkRefs(command, refs);
  return { to: to.split(',').filter(Boolean), ...(run === undefined ? { records: refs } : { import: run }) };
}

/** What a recipient has already is not released again. */
const describeRelease = ({ count, to, mayLack = [] }: Outcome): string =>
  [
    count === 0 ? `already released to ${to}` : `${counted(count, 'record')} released to ${to}`,
    ...mayLack.map(
      (ref) =>
        `  waits there for ${ref}, unless it was released to ${to} too: by you if it is yours, or ask ${ref.split('/', 1)[0]}`,
    ),
  ].join('\n');
