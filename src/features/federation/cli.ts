import { toTable } from '#platform/cli/table.ts';
import { askAll } from '#client.ts';
import type { AddCommands } from '#cli-context.ts';
import type { RefusedLine } from './model.ts';

export const addFederationCommands: AddCommands = (program, context) => {
  program
    .command('refused')
    .description('lines of peers that could not be taken, and why')
    .action(async (_options, command) => {
      const items = await askAll<RefusedLine>(context.client(command), '/api/refused');
      context.print(
        command,
        items,
        toTable(
          ['at', 'peer', 'line', 'code', 'why'],
          items.map((r) => [r.at, r.peer, r.seq, r.code, r.why]),
        ),
      );
    });
};
