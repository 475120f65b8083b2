import { toTable } from '#platform/cli/table.ts';
import type { Step } from '#api-client.ts';
import { allOf } from '#client.ts';
import type { AddCommands } from '#cli-context.ts';
import { refParts } from '#cli-usage.ts';

/** When it has to be done, by whose clocks. */
const sayDue = ({ due, timeZone, clock, state }: Step): string | null =>
  due === null ? null : [due, timeZone, clock, state === 'open' ? null : state].filter(Boolean).join(' ');

const sayRoles = ({ roles }: Step): string =>
  roles.length === 0 ? 'the node itself' : roles.map((some) => some.join(' or ')).join('; then ');

const whose: Readonly<Record<NonNullable<Step['notMine']>, string>> = {
  participant: 'another participant’s',
  authority: 'another authority’s',
  node: 'a node’s',
  role: 'another role’s',
  officer: 'another officer’s',
  assignment: 'you have no assignment to it',
};

export const addCaseCommands: AddCommands = (program, context) => {
  program
    .command('next <ref>')
    .description('what may be done next of a record, by whom and until when, and whether by you')
    .action(async (ref: string, _options, command) => {
      const found = await context.client(command).readNext({ params: refParts(command, ref) });
      const rows = found.steps.map((step) => [
        step.act,
        step.kind,
        step.who.join(', '),
        sayRoles(step),
        sayDue(step),
        step.notMine === null ? 'yes' : `no, ${whose[step.notMine]}`,
      ]);
      context.print(command, found, toTable(['act', 'by a', 'of', 'in the role', 'until', 'you'], rows));
    });
  program
    .command('case <ref>')
    .description('the case that a record belongs to: what happened when, and what is to be done until when')
    .action(async (ref: string, _options, command) => {
      const found = await context.client(command).readCase({ params: refParts(command, ref) });
      const titles = new Map(found.records.map((one) => [one.ref, one.title ?? one.kind]));
      const events = found.events.map((one) => [
        one.at,
        one.what,
        one.to ?? one.status ?? one.author,
        [one.ref, ...one.of].flatMap((of) => titles.get(of) ?? []).join('; '),
        one.ref,
      ]);
      const steps = found.steps.map((step) => [step.act, step.kind, step.who.join(', '), sayDue(step), step.record]);
      const told = toTable(['at', 'what', 'who', 'title', 'ref'], events);
      const todo = toTable(['act', 'by a', 'of', 'until', 'record'], steps);
      const more = found.more ? ['the case has more records than are read here'] : [];
      context.print(command, found, [`case ${found.ref}`, ...more, told, todo].join('\n\n'));
    });
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
