import { resolve } from 'node:path';
import { systemNow } from '#platform/clock.ts';
import type { AddCommands } from '#cli-context.ts';
import { checkParticipant } from '#cli-usage.ts';
import { adoptDocuments, readAlliance } from './adopt.ts';
import { digestOf } from './directory.ts';
import { home, readRoot, readText, writeNew } from './document-files.ts';
import { makeSuccession } from './make-succession.ts';
import { currentLog } from './model.ts';
import { inFile } from './propose.ts';
import { peekSuccession } from './succession.ts';

/** `tamga succeed seal` and `adopt`; `draft`, which asks the peers, is the node's own. */
export const addSuccessionCommands: AddCommands = (program, context) => {
  const succeed = program
    .command('succeed')
    .description(
      'end a log that cannot be continued and begin the next one: draft (at the node), seal (offline), adopt',
    );

  succeed
    .command('seal')
    .description('seal a draft with the root key, after reading it; no network')
    .argument('<draft>')
    .option(...home)
    .requiredOption('--participant <code>', 'whose log ends')
    .requiredOption('--root <file>', 'its root key')
    .requiredOption('--out <file>', 'where to write it')
    .action((path: string, options: Sealing, command) => {
      const alliance = readAlliance(resolve(options.home));
      checkParticipant(command, alliance.profile, '--participant', options.participant);
      const draft = readText(path);
      const jws = inFile(path, () =>
        makeSuccession(alliance, options.participant, draft, readRoot(options.root), systemNow()),
      );
      writeNew(options.out, `${jws}\n`);
      const log = currentLog(alliance, options.participant);
      context.print(
        command,
        { digest: digestOf(jws), log, next: log + 1 },
        `log ${log} of ${options.participant} ends, log ${log + 1} follows\ndigest: ${digestOf(jws)}`,
      );
    });

  succeed
    .command('adopt')
    .description('put a sealed succession into the folder; the node begins the new log at its next start')
    .argument('<succession>')
    .option(...home)
    .action((path: string, options: { home: string }, command) => {
      const jws = readText(path).trim();
      const alliance = inFile(path, () => adoptDocuments(resolve(options.home), { successions: [jws] }));
      const participant = peekSuccession(jws)?.participant ?? '';
      const log = currentLog(alliance, participant);
      context.print(command, { participant, log }, `log ${log} of ${participant} begins when its node starts`);
    });
};

type Sealing = { home: string; participant: string; root: string; out: string };
