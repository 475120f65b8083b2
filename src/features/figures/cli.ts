import { toTable } from '#platform/cli/table.ts';
import { allOf } from '#client.ts';
import type { AddCommands } from '#cli-context.ts';
import { figureNames } from './model.ts';
import { Option } from 'commander';

type Chosen = { figure?: (typeof figureNames)[number]; participant?: string; from?: string };

/** `tamga figures …`: sums of what accounts say, and the records that make them. */
export const addFigureCommands: AddCommands = (program, context) => {
  const figures = program
    .command('figures')
    .description('refusals, emergency acts and reads of what is guarded, by participant and month')
    .addOption(new Option('--figure <name>', 'one of them').choices(figureNames))
    .option('--participant <code>', 'of one participant')
    .option('--from <month>', 'from this month on: 2030-05')
    .action(async (chosen: Chosen, command) => {
      const client = context.client(command);
      const items = await allOf((page) => client.listFigures({ query: { ...chosen, ...page } }));
      const rows = items.map((f) => [f.month, f.participant, f.figure, f.code, f.count, f.records]);
      context.print(command, items, toTable(['month', 'participant', 'figure', 'of', 'count', 'records'], rows));
    });
  figures
    .command('records <figure> <of> <participant> <month>')
    .description(
      'the records that a figure counts, each with its part of it: tamga figures records refused SG-13 xa 2030-05',
    )
    .action(async (figure: string, of: string, participant: string, month: string, _options, command) => {
      const client = context.client(command);
      const named = { figure: figure as 'refused', code: of, participant, month };
      const items = await allOf((page) => client.listCounted({ query: { ...named, ...page } }));
      context.print(
        command,
        items,
        toTable(
          ['record', 'at', 'count'],
          items.map((one) => [one.ref, one.at, one.count]),
        ),
      );
    });
};
