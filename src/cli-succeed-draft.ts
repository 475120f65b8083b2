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
import type { Config } from './config.ts';
import { kinds } from './kinds.ts';
import { blobFolderOf, findDatabase, holdHome, readIn } from './open.ts';
import { readKept } from './own-log.ts';

/** Each peer may be the only one that holds what is missing. Errors: conflict, log-stopped with own-log-unheard. */
export async function draftSuccession(
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
