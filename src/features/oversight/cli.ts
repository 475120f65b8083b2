import { toTable } from '#platform/cli/table.ts';
import { askAll } from '#client.ts';
import type { AddCommands } from '#cli-context.ts';
import type { SuspensionRow } from './model.ts';

export const addOversightCommands: AddCommands = (program, context) => {
  program
    .command('suspensions')
    .description('kinds of record that oversight has suspended')
    .action(async (_options, command) => {
      const items = await askAll<SuspensionRow>(context.client(command), '/api/suspensions');
      const rows = items.map((s) => [s.kind, s.by, s.to, s.at, s.until, s.liftedAt ?? '', s.standing ? 'yes' : 'no']);
      context.print(command, items, toTable(['kind', 'by', 'to', 'since', 'until', 'lifted', 'stands'], rows));
    });
  program
    .command('suspend <until> <reason> <kinds...>')
    .description(
      'oversight: suspend kinds, such as incident.report, everywhere until a moment such as 2030-06-01T00:00:00.000Z',
    )
    .action(async (until: string, reason: string, kinds: string[], _options, command) => {
      const body = { kinds, until, reason };
      const made = await context
        .client(command)
        .ask<{ refs: string[] }>('/api/suspensions', { method: 'POST', once: true, body });
      context.print(command, made, `suspended; ${made.refs.length} participants are told`);
    });
  program
    .command('lift <reason> <kinds...>')
    .description('oversight: end the suspension of kinds before its time')
    .action(async (reason: string, kinds: string[], _options, command) => {
      const body = { kinds, reason };
      const made = await context
        .client(command)
        .ask<{ refs: string[] }>('/api/suspensions/lift', { method: 'POST', once: true, body });
      context.print(command, made, `lifted; ${made.refs.length} participants are told`);
    });
};
