import { addBackupCommands } from './cli-backup.ts';
import type { AddCommands } from './cli-context.ts';
import { addInitCommand } from './cli-init.ts';
import { readOwnConfig } from './cli-own-node.ts';
import { describeConfig } from './config.ts';

/** `tamga node`, `tamga rebuild`, `tamga backup`, `tamga restore`, `tamga config`, `tamga init`: what concerns the node itself, not a running one. */
export const addNodeCommands: AddCommands = (program, context) => {
  program
    .command('node')
    .description('run a node: settings from the environment and from tamga.json in its folder (TAMGA_HOME)')
    .option('--without <codes>', 'after a restore: peers that need not say what they hold of its log, with commas')
    .option(
      '--unreturned <codes>',
      'after a succession: peers that are served although they gave nothing back, with commas',
    )
    .action(async ({ without = '', unreturned = '' }: { without?: string; unreturned?: string }, command) =>
      (await import('./main.ts')).serve(readOwnConfig(command), without.split(','), unreturned.split(',')),
    );

  program
    .command('rebuild')
    .description('read all that a stopped node shows anew from its records: lists, search, releases, receipts')
    .action(async (_options, command) => {
      const count = await (await import('./cli-rebuild.ts')).rebuild(readOwnConfig(command));
      context.print(command, { records: count }, `${count} records read anew`);
    });

  addBackupCommands(program, context);

  program
    .command('config')
    .description("print a node's settings, without secrets")
    .action((_options, command) => {
      const config = describeConfig(readOwnConfig(command));
      context.print(command, config, JSON.stringify(config, null, 2));
    });

  addInitCommand(program, context);
};
