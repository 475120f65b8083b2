import { toTable } from '#platform/cli/table.ts';
import { allOf } from '#client.ts';
import type { AddCommands } from '#cli-context.ts';

export const addFederationCommands: AddCommands = (program, context) => {
  program
    .command('resume <participant>')
    .description('ask a stopped peer again; what is still wrong with its log stops it again')
    .requiredOption('--reason <text>', 'why; it stands beside the alarm and stays on this node')
    .action(async (participant: string, { reason }: { reason: string }, command) => {
      await context.client(command).resumePeer({ params: { participant }, body: { reason } });
      const said = `${participant} is asked again; what is still wrong with its log stops it again (tamga alliance)`;
      context.print(command, { participant, resumed: true }, said);
    });
  program
    .command('refused')
    .description('lines of peers that could not be taken, and why')
    .action(async (_options, command) => {
      const client = context.client(command);
      const items = await allOf((query) => client.listRefused({ query }));
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
