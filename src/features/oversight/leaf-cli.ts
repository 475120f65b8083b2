import { InvalidArgumentError } from 'commander';
import { toTable } from '#platform/cli/table.ts';
import { allOf } from '#client.ts';
import type { AddCommands } from '#cli-context.ts';
import { momentIn, refParts, wholeNumber } from '#cli-usage.ts';

type Basis = { instrument: string; article: string };
type Demanding = { sample?: number; leaf?: number[]; until: string; basis: Basis; reason: string };

/** `tamga oversight …`: leaves of a log opened for oversight, and what it found. */
export const addLeafCommands: AddCommands = (program, context) => {
  const oversight = program.command('oversight').description('leaves of a log opened for oversight, and what it found');

  oversight
    .command('demands')
    .description('leaves that oversight demanded, and how far they are opened')
    .action(async (_options, command) => {
      const client = context.client(command);
      const items = await allOf((query) => client.listDemands({ query }));
      const rows = items.map((d) => [d.ref, d.by, d.participant, d.deadline, d.asked, d.opened, d.wrong, d.state]);
      const head = ['demand', 'by', 'of', 'until', 'asked', 'opened', 'wrong', 'state'];
      context.print(command, items, toTable(head, rows));
    });

  oversight
    .command('unopened')
    .description('oversight: how much of each log was never opened here nor given as its due')
    .action(async (_options, command) => {
      const { unopened } = await context.client(command).listDemands();
      const rows = unopened.map((u) => [u.participant, u.size, u.seen, u.demanded, u.opened, u.unanswered]);
      const head = ['log of', 'leaves', 'seen', 'demanded', 'opened', 'unanswered'];
      context.print(command, unopened, toTable(head, rows));
    });

  oversight
    .command('show <demand>')
    .description('what each leaf of a demand turned out to be')
    .action(async (ref: string, _options, command) => {
      const shown = await context.client(command).readDemand({ params: refParts(command, ref) });
      const rows = shown.leaves.map((l) => [l.index, l.state, l.kind ?? '', l.ref ?? '', l.opening ?? '']);
      context.print(command, shown, toTable(['leaf', 'is', 'kind', 'record', 'opening'], rows));
    });

  oversight
    .command('demand <participant>')
    .description('oversight: demand that a participant opens leaves of its log')
    .option('--sample <n>', 'this many, chosen by the checkpoint and the demand', wholeNumber)
    .option('--leaf <indexes...>', 'these', (text: string, before?: number[]) => [...(before ?? []), wholeNumber(text)])
    .requiredOption('--until <moment>', 'the deadline, such as 2030-06-01T00:00:00.000Z', momentIn)
    .requiredOption('--basis <instrument:article>', 'the article that allows it', basisIn)
    .requiredOption('--reason <text>', 'why')
    .action(async (participant: string, { sample, leaf, until, basis, reason }: Demanding, command) => {
      const asked = { sample, indexes: leaf, basis };
      const made = await context
        .client(command)
        .demandLeaves({ body: { participant, ...asked, deadline: until, reason } });
      context.print(command, made, `demanded by ${made.ref}`);
    });

  oversight
    .command('open <demand>')
    .description('answer a demand of oversight: all its leaves, envelopes and padding, no content')
    .action(async (ref: string, _options, command) => {
      const made = await context.client(command).openLeaves({ params: refParts(command, ref) });
      context.print(command, made, `opened by ${made.refs.join(', ')}`);
    });

  oversight
    .command('findings')
    .description('what oversight found')
    .action(async (_options, command) => {
      const client = context.client(command);
      const items = await allOf((query) => client.listFindings({ query }));
      const rows = items.map((f) => [f.ref, f.by, f.participant, f.at, f.leaves, f.demand ?? '']);
      const table = toTable(['finding', 'by', 'about', 'at', 'leaves', 'demand'], rows);
      context.print(
        command,
        items,
        items.length === 0 ? table : `${table}\n\nwhat one says: npx tamga record <finding>`,
      );
    });

  oversight
    .command('find <about> <text>')
    .description('oversight: issue a finding about a demand, whose leaves are filled in, or about a participant')
    .action(async (about: string, text: string, _options, command) => {
      const body = about.includes('/') ? { demand: about, text } : { participant: about, text };
      const made = await context.client(command).issueFinding({ body });
      context.print(command, made, `found by ${made.ref}`);
    });
};

function basisIn(text: string): Basis {
  const [, instrument, article] = /^([^:]+):([^:]+)$/.exec(text) ?? [];
  if (instrument !== undefined && article !== undefined) return { instrument, article };
  throw new InvalidArgumentError('It has to be instrument:article.');
}
