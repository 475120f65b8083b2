import { Argument, Option } from 'commander';
import { toTable } from '#platform/cli/table.ts';
import type { Watch } from '#api-client.ts';
import { allOf } from '#client.ts';
import type { AddCommands } from '#cli-context.ts';

/** Whoever took over has the watch, whatever the roster says, until its next shift begins. */
export function onDutyOf({ onDuty, takenOver, next }: Pick<Watch, 'onDuty' | 'takenOver' | 'next'>): string {
  const planned = onDuty.map(({ officer, endsAt }) => `${officer} until ${endsAt}`).join(', ');
  if (takenOver === null) return planned || 'nobody';
  const until = next === null ? 'until a shift of the roster begins' : `until ${next.startsAt}`;
  const roster = planned === '' ? '' : ` (by the roster: ${planned})`;
  return `${takenOver.officer}, who took over at ${takenOver.at}, ${until}${roster}`;
}

export const addWatchCommands: AddCommands = (program, context) => {
  const watch = program
    .command('watch')
    .description('who of the authority is on duty, and what is open')
    .action(async (_options, command) => {
      const now = await context.client(command).readWatch();
      const lines = [
        `${now.authority}, ${now.timeZone}`,
        `on duty: ${onDutyOf(now)}`,
        ...now.gaps.map(({ startsAt, endsAt }) => `nobody planned from ${startsAt} to ${endsAt}`),
        `${now.openNotes} notes to take over, ${now.overdueTests} contact points to test`,
      ];
      context.print(command, now, lines.join('\n'));
    });

  watch
    .command('roster')
    .description('who is on duty from now on')
    .action(async (_options, command) => {
      const client = context.client(command);
      const items = await allOf((page) => client.listShifts({ query: page }));
      const rows = items.map((s) => [s.id, s.officer, s.startsAt, s.endsAt]);
      context.print(command, items, toTable(['id', 'officer', 'from', 'to'], rows));
    });
  watch
    .command('plan <officer> <day> <from> <to>')
    .description('put an officer on duty: a day (YYYY-MM-DD) and times (08:00) by the clocks of the participant')
    .action(async (officer: string, day: string, from: string, to: string, _options, command) => {
      const made = await context.client(command).putOnDuty({ body: { officer, day, from, to } });
      context.print(command, made, `${made.id}: ${officer} from ${made.startsAt} to ${made.endsAt}`);
    });
  watch
    .command('cancel <id>')
    .description('take a shift off the roster')
    .action(async (id: string, _options, command) => {
      await context.client(command).cancelShift({ params: { id } });
      context.print(command, { id }, `${id} is off the roster`);
    });

  watch
    .command('notes')
    .description('hand-over notes, the newest first')
    .action(async (_options, command) => {
      const client = context.client(command);
      const items = await allOf((page) => client.listNotes({ query: page }));
      const rows = items.map((n) => [n.id, n.officer, n.to ?? '', n.writtenAt, n.takenBy ?? '', n.text ?? '']);
      context.print(command, items, toTable(['id', 'from', 'to', 'written', 'taken over by', 'note'], rows));
    });
  watch
    .command('note <text>')
    .description('leave a note for whoever takes over the watch')
    .option('--to <officer>', 'for one officer alone')
    .action(async (text: string, { to }: { to?: string }, command) => {
      const made = await context.client(command).writeNote({ body: { text, ...(to === undefined ? {} : { to }) } });
      context.print(command, made, made.id);
    });
  watch
    .command('take-over <id>')
    .description('sign a note off: the watch is yours')
    .action(async (id: string, _options, command) => {
      await context.client(command).takeOver({ params: { id } });
      context.print(command, { id }, 'the watch is yours');
    });

  watch
    .command('calls')
    .description('the telephone log, the newest first')
    .action(async (_options, command) => {
      const client = context.client(command);
      const items = await allOf((page) => client.listCalls({ query: page }));
      const rows = items.map((c) => [c.id, c.at, c.direction, c.party, c.due ?? '', c.record ?? '', c.text ?? '']);
      context.print(command, items, toTable(['id', 'at', 'in/out', 'with', 'in writing by', 'record', 'said'], rows));
    });
  watch
    .command('call <party> <text>')
    .description('note a call: with which desk, and what was said')
    .option('--out', 'this desk called')
    .option('--urgent', 'a request that has to be confirmed in writing')
    .action(async (party: string, text: string, options: { out?: boolean; urgent?: boolean }, command) => {
      const direction = options.out ? ('out' as const) : ('in' as const);
      const made = await context
        .client(command)
        .noteCall({ body: { direction, party, text, urgent: options.urgent === true } });
      context.print(command, made, made.id);
    });
  watch
    .command('file-call <id> <ref>')
    .description('say which record came of a call')
    .action(async (id: string, ref: string, _options, command) => {
      await context.client(command).fileCall({ params: { id }, body: { ref } });
      context.print(command, { id, ref }, `${ref} came of it`);
    });

  watch
    .command('contacts')
    .description('contact points of the other participants, and when they were tested')
    .action(async (_options, command) => {
      const client = context.client(command);
      const items = await allOf((page) => client.listContacts({ query: page }));
      const rows = items.map((c) => [
        c.participant,
        c.contact,
        c.telephone ?? c.email ?? '',
        c.hours,
        c.last?.at ?? 'never',
        c.state,
        c.due ?? '',
      ]);
      context.print(command, items, toTable(['of', 'point', 'reached at', 'hours', 'tested', 'state', 'due'], rows));
    });
  watch
    .command('test <participant> <point>')
    .description('note that a contact point was tried')
    .addArgument(new Argument('<answer>', 'whether anybody answered').choices(['answered', 'unanswered']))
    .addOption(
      new Option('--way <way>', 'how it was tried').choices(['telephone', 'email', 'other']).default('telephone'),
    )
    .option('--note <text>', 'what was found')
    .action(
      async (
        participant: string,
        contact: string,
        answer: string,
        { way, note }: { way: 'telephone' | 'email' | 'other'; note?: string },
        command,
      ) => {
        const body = { way, answered: answer === 'answered', ...(note === undefined ? {} : { note }) };
        await context.client(command).noteTest({ params: { participant, contact }, body });
        context.print(command, { participant, contact, ...body }, `${participant} ${contact}: ${answer}`);
      },
    );
};
