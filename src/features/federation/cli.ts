import { toTable } from '#platform/cli/table.ts';
import { askAll } from '#client.ts';
import type { AddCommands } from '#cli-context.ts';
import type { RefusedLine } from './model.ts';

export const addFederationCommands: AddCommands = (program, context) => {
  program
    .command('resume <participant>')
    .description('ask a stopped peer again; what is still wrong with its log stops it again')
    .requiredOption('--reason <text>', 'why; it stands beside the alarm and stays on this node')
    .action(async (participant: string, { reason }: { reason: string }, command) => {
      const path = `/api/peers/${encodeURIComponent(participant)}/resume`;
      await context.client(command).ask(path, { method: 'POST', body: { reason } });
      const said = `${participant} is asked again; what is still wrong with its log stops it again (tamga alliance)`;
      context.print(command, { participant, resumed: true }, said);
    });
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
