import { Option } from 'commander';
import type { AddCommands } from '#cli-context.ts';
import { noticeLanguages } from './model.ts';
import type { NoticeLanguage } from './model.ts';

export const addNoticeCommands: AddCommands = (program, context) => {
  const notices = program
    .command('notices')
    .description('whether and where the officer is told by e-mail that something waits; never what it is')
    .action(async (_options, command) => {
      const own = await context.client(command).readNotice();
      const where = own.address ?? (own.domains.length > 0 ? 'not told' : 'the operator offers no mail');
      context.print(command, own, own.failure ? `${where}; given up ${String(own.failedAt)}: ${own.failure}` : where);
    });
  notices
    .command('on <address>')
    .description('be told there: an address in a domain that the operator named for the authority')
    .addOption(new Option('--lang <language>', 'of the mails').choices(noticeLanguages).default('en'))
    .action(async (address: string, { lang }: { lang: NoticeLanguage }, command) => {
      await context.client(command).setNotice({ body: { address, lang } });
      context.print(command, { address, lang }, `told at ${address}`);
    });
  notices
    .command('off')
    .description('be told no longer')
    .action(async (_options, command) => {
      await context.client(command).removeNotice();
      context.print(command, {}, 'not told');
    });
};
