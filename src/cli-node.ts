import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { initAlliance, readTemplate } from '#features/alliance/actions.ts';
import { systemNow } from '#platform/clock.ts';
import type { AddCommands } from './cli-context.ts';
import { describeConfig, readConfig, readDemoConfig } from './config.ts';

/** `tamga node`, `tamga rebuild`, `tamga init`, `tamga config`: what concerns the node itself, not a running one. */
export const addNodeCommands: AddCommands = (program, context) => {
  program
    .command('node')
    .description('run a node: settings from the environment and from tamga.json in its folder (TAMGA_HOME)')
    .action(async () => (await import('./main.ts')).serve(readConfig(process.env)));

  program
    .command('rebuild')
    .description('read all that a stopped node shows anew from its records: lists, search, releases, receipts')
    .action(async (_options, command) => {
      const count = await (await import('./cli-rebuild.ts')).rebuild(readConfig(process.env));
      context.print(command, { records: count }, `${count} records read anew`);
    });

  program
    .command('config')
    .description("print a node's settings, without secrets")
    .action((_options, command) => {
      const config = describeConfig(readConfig(process.env));
      context.print(command, config, JSON.stringify(config, null, 2));
    });

  program
    .command('init')
    .description(
      'make a trial alliance: keys, profile number 1, endorsements and directories of every participant, a folder each',
    )
    .requiredOption('--profile <file>', 'a profile without root keys, such as profiles/sco-rats.json')
    .option('--home <folder>', 'where to make it', '.tamga')
    .action(async ({ profile, home }: { profile: string; home: string }, command) => {
      const source = readFileSync(profile, 'utf8');
      const template = readTemplate(source);
      const { portBase } = readDemoConfig(process.env);
      const participants = template.participants.map(({ code, names }, i) => ({
        code,
        address: `https://127.0.0.1:${portBase + 100 + i}`,
        authorities: [{ code: `${code}/desk`, name: `${names.en}: desk` }],
        officers: (['case-officer', 'auditor', 'node-admin'] as const).map((role, n) => ({
          id: `${code}/desk/o-${n + 1}`,
          name: `Officer ${n + 1}`,
          role,
          authority: `${code}/desk`,
        })),
      }));
      await initAlliance(resolve(home), source, participants, systemNow());
      const lines = participants.map(
        (p, i) =>
          `TAMGA_HOME=${resolve(home, p.code)} TAMGA_PARTICIPANT=${p.code} TAMGA_PORT=${portBase + i} TAMGA_FEDERATION_PORT=${portBase + 100 + i} npx tamga node`,
      );
      context.print(
        command,
        { home: resolve(home), participants: participants.map((p) => p.code) },
        `Made ${participants.length} participants in ${resolve(home)}. Start a node with:\n${lines.join('\n')}`,
      );
    });
};
