import { toTable } from '#platform/cli/table.ts';
import { allOf } from '#client.ts';
import type { AddCommands } from '#cli-context.ts';

export const addCaseCommands: AddCommands = (program, context) => {
  program
    .command('refer <from> <reason>')
    .description('take over what an authority that has ended left to yours: xb/fiu')
    .action(async (from: string, reason: string, _options, command) => {
      const done = await context.client(command).referCases({ body: { from, reason } });
      const told = done.notices.map(({ to, cases }) => `${to} is told of ${cases} cases`);
      const read = `${done.to} reads ${done.rewrapped} bodies that were ${done.from}'s; ${done.unopened} could not be opened`;
      context.print(command, done, [read, ...told].join('\n'));
    });
  program
    .command('referrals')
    .description('cases that an authority left to the one that takes its place, here and at others')
    .action(async (_options, command) => {
      const client = context.client(command);
      const items = await allOf((query) => client.listReferrals({ query }));
      const rows = items.map((r) => [r.at, r.from, r.to, r.recipient, r.case]);
      context.print(command, items, toTable(['at', 'from', 'to', 'told', 'case'], rows));
    });
};
