import type { AddCommands } from '#cli-context.ts';
import type { Outcome } from './model.ts';

type Selection = { to: string; import?: string };

export const addReleaseCommands: AddCommands = (program, context) => {
  program
    .command('release [refs...]')
    .description('let records go to participants')
    .requiredOption('--to <codes>', 'recipients, with commas: xb,xc')
    .option('--import <id>', 'the records that an import run made')
    .action(async (refs: string[], options: Selection, command) => {
      const { releases } = await context
        .client(command)
        .ask<{ releases: Outcome[] }>('/api/releases', { method: 'POST', body: toRequest(refs, options) });
      context.print(command, releases, releases.map((r) => `${r.count} records released to ${r.to}`).join('\n'));
    });

  program
    .command('recall [refs...]')
    .description('take records back from participants')
    .requiredOption('--to <codes>', 'from whom, with commas: xc')
    .requiredOption('--reason <text>', 'told to the recipients')
    .option('--import <id>', 'the records that an import run made')
    .action(async (refs: string[], { reason, ...options }: Selection & { reason: string }, command) => {
      const body = { ...toRequest(refs, options), reason };
      const { recalls } = await context
        .client(command)
        .ask<{ recalls: Outcome[] }>('/api/recalls', { method: 'POST', body });
      context.print(command, recalls, recalls.map((r) => `${r.count} records recalled from ${r.to}`).join('\n'));
    });
};

const toRequest = (refs: string[], options: Selection): object => ({
  to: options.to.split(',').filter(Boolean),
  ...(options.import === undefined
    ? { records: refs }
    : { import: options.import, ...(refs.length > 0 ? { records: refs } : {}) }),
});
