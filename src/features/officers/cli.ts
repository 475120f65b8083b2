import { Option } from 'commander';
import { toTable } from '#platform/cli/table.ts';
import type { AddCommands } from '#cli-context.ts';
import { addPageOptions, numberIn } from '#cli-usage.ts';
import type { PageOptions } from '#cli-usage.ts';
import { roles } from './model.ts';
import type { Role } from './model.ts';
import { stopReasons } from './stop-model.ts';
import type { StopReason } from './stop-model.ts';
import { maxTokenDays, scopes } from './token-model.ts';
import type { Scope } from './token-model.ts';

const reasons = ['left', 'role-changed', 'passkey-lost', 'misconduct'] as const;

export const addOfficerCommands: AddCommands = (program, context) => {
  program
    .command('sign-in')
    .description('print a one-time sign-in link for the browser of this machine')
    .action(async (_options, command) => {
      const link = await context.client(command).createSignInLink();
      context.print(command, link, link.url);
    });

  addPageOptions(program.command('officers'))
    .description('who acts for the authority, by which passkeys, and who is invited')
    .action(async (options: PageOptions, command) => {
      const page = await context.client(command).listOfficers({ query: options });
      const rows = page.items.map((o) => [
        o.id,
        o.name ?? '',
        o.role,
        o.standing,
        String(o.passkeys),
        String(o.waiting),
      ]);
      context.print(command, page, toTable(['officer', 'name', 'role', 'standing', 'passkeys', 'waiting'], rows));
    });

  program
    .command('invite <officer> <name>')
    .description('print a link by which an officer registers a passkey, once; also for one who lost theirs')
    .addOption(new Option('--role <role>', 'in which role').choices(roles).makeOptionMandatory())
    .option('--subject <sub>', 'who this is at the identity provider')
    .action(async (officer: string, name: string, options: { role: Role; subject?: string }, command) => {
      const invited = await context.client(command).inviteOfficer({ body: { officer, name, ...options } });
      context.print(command, invited, invited.url);
    });

  program
    .command('appoint <officers...>')
    .description('propose the record that appoints officers by the passkeys that they registered; two approve it')
    .option('--until <day>', 'the last day')
    .option('--keep', 'the passkeys that they have now go on to hold')
    .option('--passkey <id...>', 'of what they registered, these alone')
    .action(async (officers: string[], options: { until?: string; keep?: boolean; passkey?: string[] }, command) => {
      const { until, keep, passkey: passkeys } = options;
      const more = { ...(keep ? { keep } : {}), ...(passkeys ? { passkeys } : {}) };
      const body = { officers, ...(until === undefined ? {} : { until }), ...more };
      const made = await context.client(command).proposeAppointment({ body });
      context.print(command, made, `proposal ${made.id} waits for approval`);
    });

  program
    .command('dismiss <officer>')
    .description('propose the record that dismisses an officer; two approve it')
    .addOption(new Option('--reason <reason>', 'why').choices(reasons).makeOptionMandatory())
    .action(async (officer: string, { reason }: { reason: (typeof reasons)[number] }, command) => {
      const made = await context.client(command).proposeDismissal({ body: { officer, reason } });
      context.print(command, made, `proposal ${made.id} waits for approval`);
    });

  addPageOptions(program.command('passkeys'))
    .description('by which passkeys the officer acts, and which were stopped')
    .option('--all', 'those of every officer of the authority')
    .action(async ({ all, ...page }: PageOptions & { all?: true }, command) => {
      const query = { ...page, ...(all ? { all: 'true' as const } : {}) };
      const listed = await context.client(command).listPasskeys({ query });
      const rows = listed.items.map((o) => [
        o.officer,
        o.credential,
        o.state,
        o.since,
        o.registeredAt ?? '',
        o.invitedBy ? `${o.invitedBy} ${o.invitedAt ?? ''}` : '',
        o.stoppedBy ?? '',
        o.reason ?? '',
      ]);
      context.print(
        command,
        listed,
        toTable(['officer', 'passkey', 'state', 'since', 'registered', 'by the link of', 'stopped by', 'why'], rows),
      );
    });

  program
    .command('stop-passkeys <officer>')
    .description(
      'stop the passkeys of an officer at once and for good, and end the API tokens: your own, or, as node administrator, another’s',
    )
    .addOption(new Option('--reason <reason>', 'why').choices(stopReasons).makeOptionMandatory())
    .option('--passkey <id>', 'this one only')
    .action(async (officer: string, { reason, passkey }: { reason: StopReason; passkey?: string }, command) => {
      const body = { officer, reason, ...(passkey === undefined ? {} : { credential: passkey }) };
      const done = await context.client(command).stopPasskeys({ body });
      const ended = `${done.tokensEnded} API tokens ended`;
      context.print(command, done, `${done.stopped.length} of ${officer} stopped, ${ended}; two appoint another one`);
    });

  addPageOptions(program.command('tokens'))
    .description('by which tokens programs ask in the officer’s name, until when, and when they last did')
    .option('--all', 'those of every officer of the authority')
    .action(async ({ all, ...page }: PageOptions & { all?: true }, command) => {
      const listed = await context.client(command).listTokens({ query: { ...page, ...(all ? { all: 'true' } : {}) } });
      const rows = listed.items.map((o) => [
        o.id,
        o.officer,
        o.name,
        o.scopes.join(' '),
        o.expiresAt,
        o.usedAt ?? '',
        o.state,
      ]);
      context.print(command, listed, toTable(['token', 'officer', 'for', 'scopes', 'until', 'used', 'state'], rows));
    });

  program
    .command('make-token <name>')
    .description('print a token by which a program asks in the officer’s name; it is shown once')
    .addOption(new Option('--scope <scopes...>', 'what it may do').choices(scopes).makeOptionMandatory())
    .addOption(
      new Option('--days <days>', `for how long, at most ${maxTokenDays}`)
        .argParser(numberIn(1, maxTokenDays))
        .makeOptionMandatory(),
    )
    .action(async (name: string, { scope, days }: { scope: Scope[]; days: number }, command) => {
      const made = await context.client(command).makeToken({ body: { name, scopes: scope, days } });
      context.print(command, made, made.token);
    });

  program
    .command('end-token <id>')
    .description('end a token: what shows it is refused from then on')
    .action(async (id: string, _options, command) => {
      await context.client(command).endToken({ params: { id } });
      context.print(command, { id }, `token ${id} has ended`);
    });
};
