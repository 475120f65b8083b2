import { toTable } from '#platform/cli/table.ts';
import { allOf } from '#client.ts';
import type { AddCommands } from '#cli-context.ts';
import { momentIn } from '#cli-usage.ts';

export const addOversightCommands: AddCommands = (program, context) => {
  program
    .command('suspensions')
    .description('kinds of record that oversight has suspended')
    .action(async (_options, command) => {
      const client = context.client(command);
      const items = await allOf((query) => client.listSuspensions({ query }));
      const rows = items.map((s) => [s.kind, s.by, s.to, s.at, s.until, s.liftedAt ?? '', s.standing ? 'yes' : 'no']);
      context.print(command, items, toTable(['kind', 'by', 'to', 'since', 'until', 'lifted', 'stands'], rows));
    });
  program
    .command('suspend')
    .description('oversight: suspend kinds, such as incident.report, everywhere until a moment')
    .argument('<until>', 'the moment, such as 2030-06-01T00:00:00.000Z', momentIn)
    .argument('<reason>')
    .argument('<kinds...>')
    .action(async (until: string, reason: string, kinds: string[], _options, command) => {
      const made = await context.client(command).suspendKinds({ body: { kinds, until, reason } });
      context.print(command, made, `suspended; ${made.refs.length} participants are told`);
    });
  program
    .command('lift <reason> <kinds...>')
    .description('oversight: end the suspension of kinds before its time')
    .action(async (reason: string, kinds: string[], _options, command) => {
      const made = await context.client(command).liftSuspension({ body: { kinds, reason } });
      context.print(command, made, `lifted; ${made.refs.length} participants are told`);
    });
};
