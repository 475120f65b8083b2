import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { endedAs, readSelf, refreshSelf } from '#features/alliance/actions.ts';
import type { EndedLog } from '#features/alliance/actions.ts';
import { currentLog, standingOn } from '#features/alliance/model.ts';
import { hearOwnLog, learnFromPeer } from '#features/federation/actions.ts';
import { chooseEnd } from '#features/log/actions/choose-end.ts';
import type { ChosenEnd } from '#features/log/actions/choose-end.ts';
import { readHead, readOvertaken } from '#features/log/actions.ts';
import { dayOf, systemNow } from '#platform/clock.ts';
import { openDb } from '#platform/db/db.ts';
import { migrate } from '#platform/db/migrate.ts';
import { messageOf, TamgaError } from '#platform/errors.ts';
import { createPinnedFetch } from '#platform/http/pinned-fetch.ts';
import { createLogger } from '#platform/logger.ts';
import { createRandom } from '#platform/random.ts';
import type { AddCommands } from './cli-context.ts';
import { readOwnConfig } from './cli-own-node.ts';
import type { Config } from './config.ts';
import { kinds } from './kinds.ts';
import { blobFolderOf, findDatabase, holdHome, readIn } from './open.ts';
import { readKept } from './own-log.ts';

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
      const { draft, end } = await draftSuccession(readOwnConfig(command), without.split(','), althoughForked);
      writeFileSync(resolve(out), `${JSON.stringify(draft, null, 1)}\n`, { flag: 'wx' });
      const { participant, log, size } = draft;
      const text = `log ${log} of ${participant} went to size ${size}: ${end.words}. Read ${out}, then seal it`;
      context.print(command, { ...draft, from: end.from }, text);
    });
};

type DraftOptions = { out: string; without?: string; althoughForked?: boolean };

/** Each peer may be the only one that holds what is missing. Errors: conflict, log-stopped with own-log-unheard. */
async function draftSuccession(
  config: Config,
  without: readonly string[],
  mayBeForked: boolean,
): Promise<{ draft: EndedLog; end: ChosenEnd }> {
  const { home, participant } = config;
  await using stack = new AsyncDisposableStack();
  const self = readIn(home, () => readSelf(home, participant));
  stack.use(await holdHome(home));
  const { url } = await findDatabase(config, stack);
  const db = openDb(url, { max: 4 });
  stack.defer(() => db.destroy());
  await migrate(db, new URL('./migrations/', import.meta.url));
  const network = createPinnedFetch();
  stack.defer(() => network.close());
  const logger = createLogger({ name: participant, level: config.logLevel, now: systemNow });
  const deps = {
    db,
    self,
    now: systemNow,
    randomBytes: createRandom(),
    logger,
    kinds,
    network,
    blobFolder: blobFolderOf(home),
  };
  await refreshSelf(deps);
  const today = dayOf(systemNow());
  const peers = [...self.alliance.directories.keys()].filter(
    (code) => code !== participant && standingOn(self.alliance, code, today) === 'standing',
  );
  for (const peer of peers.filter((one) => !without.includes(one)))
    await learnFromPeer(deps, peer).catch((error: unknown) =>
      logger.warn('documents-unheard', { peer, why: messageOf(error) }),
    );
  const unheard = (await hearOwnLog(deps, readKept(home), peers)).filter((peer) => !without.includes(peer));
  if (unheard.length > 0)
    throw new TamgaError(
      'log-stopped',
      `${unheard.join(', ')} did not say what they hold: try again, or --without them`,
      {
        detail: { code: 'own-log-unheard' },
      },
    );
  const found = await readOvertaken({ db, self });
  if (!found)
    throw new TamgaError('conflict', 'nobody holds more of this log than is here: it goes on, and needs no succession');
  const log = currentLog(self.alliance, participant);
  const end = chooseEnd(found, await readHead(db, log), mayBeForked);
  return { draft: endedAs({ alliance: self.alliance.id, participant, log }, end.notes), end };
}
