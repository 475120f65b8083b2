import { Argument } from 'commander';
import { toTable } from '#platform/cli/table.ts';
import { allOf } from '#client.ts';
import type { AddCommands } from '#cli-context.ts';
import { inboxKinds } from './model.ts';
import type { InboxKind } from './model.ts';

export const addInboxCommands: AddCommands = (program, context) => {
  const inbox = program
    .command('inbox')
    .description(
      'what needs the officer, by deadline: proposals to approve, acts to confirm, tasks, bulks of persons, the duty watch, requests for an assignment',
    )
    .action(async (_options, command) => {
      const client = context.client(command);
      const items = await allOf((page) => client.listInbox({ query: page }));
      const rows = items.map((i) => [i.kind, i.id, i.code, i.due ?? '', i.state, i.takenBy ?? '', i.note ?? i.title]);
      context.print(command, items, toTable(['what', 'id', 'why', 'due', 'state', 'taken by', 'about'], rows));
    });

  const kind = () => new Argument('<what>', 'as the list says').choices(inboxKinds);
  inbox
    .command('take')
    .description(
      'see to an item: it leaves the others’ lists until it is overdue; what one officer put into force stays there',
    )
    .addArgument(kind())
    .argument('<id>')
    .action(async (what: InboxKind, id: string, _options, command) => {
      await context.client(command).takeItem({ params: { kind: what, id } });
      context.print(command, { kind: what, id }, `${what} ${id} is yours`);
    });
  inbox
    .command('give-back')
    .description('it is everybody’s again')
    .addArgument(kind())
    .argument('<id>')
    .action(async (what: InboxKind, id: string, _options, command) => {
      await context.client(command).giveBack({ params: { kind: what, id } });
      context.print(command, { kind: what, id }, `${what} ${id} is everybody’s again`);
    });
  inbox
    .command('takings')
    .description('who took, handed over and gave back what')
    .action(async (_options, command) => {
      const client = context.client(command);
      const items = await allOf((page) => client.listTakings({ query: page }));
      const rows = items.map((t) => [t.at, t.kind, t.item, t.by, t.officer ?? 'given back', t.note ?? '']);
      context.print(command, items, toTable(['at', 'what', 'id', 'by', 'now with', 'note'], rows));
    });
  inbox
    .command('hand-over')
    .description('let another officer of the same authority see to an item')
    .addArgument(kind())
    .argument('<id>')
    .argument('<officer>')
    .argument('<note>', 'what the officer should know')
    .action(async (what: InboxKind, id: string, to: string, note: string, _options, command) => {
      await context.client(command).handOver({ params: { kind: what, id }, body: { to, note } });
      context.print(command, { kind: what, id, to, note }, `${what} ${id} is ${to}’s now`);
    });

  program
    .command('deputies')
    .description('who stands in for whom at the authority')
    .action(async (_options, command) => {
      const client = context.client(command);
      const items = await allOf((page) => client.listDeputies({ query: page }));
      const rows = items.map((d) => [d.officer, d.deputy, d.firstDay, d.lastDay]);
      context.print(command, items, toTable(['officer', 'deputy', 'from', 'to'], rows));
    });
  program
    .command('deputy <officer> <first-day> <last-day>')
    .description('let another officer stand in, from one day to another (YYYY-MM-DD)')
    .action(async (deputy: string, firstDay: string, lastDay: string, _options, command) => {
      await context.client(command).setDeputy({ body: { deputy, firstDay, lastDay } });
      context.print(command, { deputy, firstDay, lastDay }, `${deputy} stands in from ${firstDay} to ${lastDay}`);
    });
  program
    .command('no-deputy')
    .description('nobody stands in any more')
    .action(async (_options, command) => {
      await context.client(command).removeDeputy();
      context.print(command, {}, 'nobody stands in');
    });
};
