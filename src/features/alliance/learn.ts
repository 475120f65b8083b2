import { judgeUnder } from '#features/records/actions.ts';
import type { Deps } from '#features/records/model.ts';
import { readHead, readOwnLog } from '#features/log/actions.ts';
import { transaction } from '#platform/db/db.ts';
import type { Db, Tx } from '#platform/db/db.ts';
import { isDue } from './change-rules.ts';
import { peekDirectory } from './directory.ts';
import { currentLog, snapshot } from './model.ts';
import type { Alliance, RefusedDocument } from './model.ts';
import { extendAlliance, openAlliance } from './open-alliance.ts';
import * as store from './store.ts';
import type { Stored } from './store.ts';

const anchorOf = (alliance: Alliance): string => alliance.id.slice(alliance.id.indexOf('#') + 1);

async function readStored(db: Db | Tx, alliance: Alliance): Promise<Alliance> {
  const stored = await store.readDocuments(db);
  return openAlliance({ anchor: anchorOf(alliance), ...stored });
}

/**
 * Swaps in what the database holds by now: another process may have learned of a change. At the first start it stores what
 * the folder says; from then on the database says what counts, and the folder is one more place to learn from.
 */
export async function refreshSelf({ db, self, now }: Pick<Deps, 'db' | 'self' | 'now'>): Promise<void> {
  const version = await store.readVersion(db);
  if (version === self.version && version > 0) return;
  if (version > 0) return self.adopt(await readStored(db, self.alliance), version);
  await transaction(db, async (tx) => {
    if ((await store.lockVersion(tx)) > 0) return;
    await store.storeDocuments(tx, self.alliance, 'folder', now());
    await store.setVersion(tx, 1);
  });
  const stored = await store.readVersion(db);
  self.adopt(await readStored(db, self.alliance), stored);
}

/**
 * Takes on what of these documents follows from what is held, stores it, and does in the same transaction what it asks for:
 * records that are no longer valid under it are set aside, those that now may be applied are. Gives what was refused.
 */
export async function learnDocuments(deps: Deps, offered: Stored, from: string): Promise<RefusedDocument[]> {
  await refreshSelf(deps);
  const { self } = deps;
  const due = await withoutEarly(deps, offered);
  // Most offers hold nothing new: no lock is taken for those.
  const before = self.alliance;
  const first = extendAlliance(before, due);
  if (!first.changed) return first.refused;
  const learned = await transaction(deps.db, async (tx) => {
    const version = await store.lockVersion(tx);
    const held = version === self.version ? self.alliance : await readStored(tx, self.alliance);
    const { alliance, changed, refused } = held === before ? first : extendAlliance(held, due);
    if (!changed) return { alliance: held, version, refused };
    await store.storeDocuments(tx, alliance, from, deps.now());
    await store.setVersion(tx, version + 1);
    await judgeUnder(tx, { ...deps, self: snapshot(self, alliance) }, held);
    return { alliance, version: version + 1, refused };
  });
  self.adopt(learned.alliance, learned.version);
  deps.logger.info('alliance-changed', { from, profile: learned.alliance.profile.number, version: learned.version });
  return learned.refused;
}

/**
 * An own directory waits while this node could not act under it: its keys begin later than the log has grown, or are not
 * in the folder. What was sealed in between would be refused everywhere.
 */
async function withoutEarly(
  { db, self, logger }: Pick<Deps, 'db' | 'self' | 'logger'>,
  offered: Stored,
): Promise<Stored> {
  if (!offered.directories.some((jws) => peekDirectory(jws)?.participant === self.code)) return offered;
  const { alliance } = extendAlliance(self.alliance, offered);
  const own = alliance.directories.get(self.code);
  if (!own || own.digest === self.alliance.directories.get(self.code)?.digest) return offered;
  const lacks = self.lacks(alliance);
  const log = currentLog(alliance, self.code);
  // A log that is only to begin has no leaves yet.
  const index = log > (await readOwnLog(db)) ? 0 : ((await readHead(db))?.size ?? 0);
  if (lacks === null && isDue(own.directory, { log, index })) return offered;
  logger.warn('directory-waits', {
    number: own.directory.number,
    why: lacks ?? `its keys begin after index ${index} of log ${log}`,
  });
  return {
    ...offered,
    directories: offered.directories.filter((jws) => peekDirectory(jws)?.participant !== self.code),
  };
}

export { holdVersion } from './store.ts';
