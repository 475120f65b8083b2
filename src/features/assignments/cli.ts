import { Option } from 'commander';
import { partsOf } from '#features/records/model.ts';
import { toTable } from '#platform/cli/table.ts';
import { TamgaError } from '#platform/errors.ts';
import { allOf } from '#client.ts';
import type { AddCommands } from '#cli-context.ts';
import type { CoverWord } from './model.ts';

type Covered = { covers: CoverWord; subject?: string; purpose: string };
type Asked = { case?: string; inquiry?: string; purpose: string };

/** `tamga assign …`, `tamga assignments`: who may read what of what is guarded. */
export const addAssignmentCommands: AddCommands = (program, context) => {
  const covering = (name: string) =>
    program
      .command(name)
      .requiredOption('--purpose <code>', 'what for: a purpose of the profile')
      .addOption(
        new Option(
          '--case <ref>',
          'a case; without it, and without --inquiry, the work of the authority for the purpose',
        ).conflicts('inquiry'),
      )
      .option('--inquiry <ref>', 'what was opened for this demand of oversight');
  const coveredBy = ({ case: one, inquiry, purpose }: Asked): Covered => {
    const [covers, subject] =
      one !== undefined
        ? (['case', one] as const)
        : inquiry !== undefined
          ? (['inquiry', inquiry] as const)
          : (['desk', undefined] as const);
    return { covers, purpose, ...(subject === undefined ? {} : { subject }) };
  };

  covering('assign <officer> <reason>')
    .description(
      'assign officers of your authority, commas between them: xa/cyber/o-1,xa/cyber/o-4. Nobody assigns himself',
    )
    .requiredOption('--until <day>', 'the last day, in UTC')
    .option('--from <day>', 'the first day; without it, at once')
    .action(async (officer: string, reason: string, options: Asked & { until: string; from?: string }, command) => {
      const body = {
        officers: officer.split(/[\s,]+/).filter((one) => one !== ''),
        ...coveredBy(options),
        lastDay: options.until,
        ...(options.from === undefined ? {} : { firstDay: options.from }),
        reason,
      };
      const done = await context.client(command).giveAssignment({ body });
      context.print(command, done, `${done.ref}: ${officer} until ${options.until}`);
    });
  program
    .command('end-assignment <ref> <reason>')
    .description('end an assignment before its time')
    .option('--of <number>', 'of this officer only')
    .action(async (ref: string, reason: string, { of }: { of?: string }, command) => {
      const body = { reason, ...(of === undefined ? {} : { officers: [of] }) };
      const done = await context.client(command).endAssignment({ params: partsOf(ref), body });
      context.print(command, done, `${ref} has ended: ${done.ref}`);
    });
  program
    .command('assignments')
    .description('assignments at your authority; your own where you neither give nor audit them')
    .option('--all', 'also those that ended')
    .action(async ({ all = false }: { all?: boolean }, command) => {
      const client = context.client(command);
      const items = await allOf((page) => client.listAssignments({ query: { state: all ? 'all' : 'open', ...page } }));
      const rows = items.map((a) => [a.ref, a.officer, a.subject ?? a.covers, a.purpose, a.until, a.state, a.giver]);
      context.print(
        command,
        items,
        toTable(['assignment', 'officer', 'covers', 'purpose', 'until', 'state', 'by'], rows),
      );
    });
  program
    .command('assigned')
    .description('what you are assigned to now')
    .action(async (_options, command) => {
      const own = await context.client(command).readOwnCover({});
      const rows = [
        ...own.desks.map((purpose) => ['desk', '', purpose]),
        ...own.cases.map((one) => ['case', one.case, one.purpose]),
        ...own.inquiries.map((ref) => ['inquiry', ref, '']),
      ];
      const by = own.byOperator ? '\nby the operator: nobody of your authority has given an assignment yet' : '';
      context.print(command, own, toTable(['covers', 'what', 'purpose'], rows) + by);
    });
  covering('request-assignment <reason>')
    .description('ask to be assigned')
    .action(async (reason: string, options: Asked, command) => {
      const body = { ...coveredBy(options), reason };
      await context.client(command).requestAssignment({ body });
      context.print(command, body, 'asked');
    });
  program
    .command('assignment-requests')
    .description('what officers asked to be assigned to')
    .option('--all', 'also what was answered')
    .action(async ({ all = false }: { all?: boolean }, command) => {
      const client = context.client(command);
      const items = await allOf((page) =>
        client.listAssignmentRequests({ query: { state: all ? 'all' : 'open', ...page } }),
      );
      const rows = items.map((r) => [
        r.id,
        r.officer,
        r.subject ?? r.covers,
        r.purpose,
        r.reason,
        r.state,
        r.answer ?? '',
      ]);
      const titles = ['request', 'officer', 'covers', 'purpose', 'why', 'state', 'answer'];
      context.print(command, items, toTable(titles, rows));
    });
  program
    .command('refuse-assignment-request <id> <reason>')
    .description('refuse what another officer asked for')
    .action(async (id: string, reason: string, _options, command) => {
      if (!/^\d+$/.test(id)) throw new TamgaError('malformed', `${id} is no number of a request`);
      await context.client(command).refuseAssignmentRequest({ params: { id }, body: { reason } });
      context.print(command, { id }, `request ${id} is refused`);
    });
  program
    .command('drop-assignment-request <id>')
    .description('take back what you asked for')
    .action(async (id: string, _options, command) => {
      if (!/^\d+$/.test(id)) throw new TamgaError('malformed', `${id} is no number of a request`);
      await context.client(command).dropAssignmentRequest({ params: { id } });
      context.print(command, { id }, `request ${id} is dropped`);
    });
};
