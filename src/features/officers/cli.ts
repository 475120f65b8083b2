import type { AddCommands } from '#cli-context.ts';

export const addOfficerCommands: AddCommands = (program, context) => {
  program
    .command('sign-in')
    .description('print a one-time sign-in link for the browser of this machine')
    .action(async (_options, command) => {
      const link = await context.client(command).createSignInLink();
      context.print(command, link, link.url);
    });
};
