import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { AddCommands } from './cli-context.ts';
import { readOwnConfig } from './cli-own-node.ts';

/** `tamga succeed draft`, beside `seal` and `adopt`, which need neither database nor network. */
export const addSucceedDraft: AddCommands = (program, context) => {
  const succeed = program.commands.find((command) => command.name() === 'succeed') ?? program.command('succeed');
  succeed
    .command('draft')
    .description('ask every peer how far the log of this stopped node went, and write what its root key has to seal')
    .requiredOption('--out <file>', 'where to write the draft')
    .option('--without <codes>', 'peers that cannot be asked for long, with commas')
    .option(
      '--although-forked',
      'also where the head that is taken and what this node itself signed contradict each other',
    )
    .action(async ({ out, without = '', althoughForked = false }: DraftOptions, command) => {
      // Loaded here: other commands need neither a database nor a network.
      const { draftSuccession } = await import('./cli-succeed-draft.ts');
      const { draft, end } = await draftSuccession(readOwnConfig(command), without.split(','), althoughForked);
      writeFileSync(resolve(out), `${JSON.stringify(draft, null, 1)}\n`, { flag: 'wx' });
      const { participant, log, size } = draft;
      const text = `log ${log} of ${participant} went to size ${size}: ${end.words}. Read ${out}, then seal it`;
      context.print(command, { ...draft, from: end.from }, text);
    });
};

type DraftOptions = { out: string; without?: string; althoughForked?: boolean };
