import { judgeUnder } from '#features/records/actions.ts';
import type { Deps } from '#features/records/model.ts';
import { readHead, readOwnLog } from '#features/log/actions.ts';
import { transaction } from '#platform/db/db.ts';
import type { Db, Tx } from '#platform/db/db.ts';
import { isDue } from './change-rules.ts';
import { peekDirectory } from './directory.ts';
import { peekSuccession } from './succession.ts';
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
  const isFirst = await transaction(db, async (tx) => {
    if ((await store.lockVersion(tx)) > 0) return false;
    await store.storeDocuments(tx, self.alliance, 'folder', now());
    await store.setVersion(tx, 1);
    return true;
  });
  if (isFirst) return self.adopt(self.alliance, 1);
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
  const { own, rest } = await apartOwnEnds(deps, offered, from);
  const due = await withoutEarly(deps, rest);
  // Most offers hold nothing new: no lock is taken for those.
  const before = self.alliance;
  const first = extendAlliance(before, due);
  if (!first.changed) return [...own, ...first.refused];
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
  return [...own, ...learned.refused];
}

/**
 * Nobody else ends the own log before its head: what names less than is here is its operator's to adopt, and from anybody else's
 * hand, whichever key sealed it, an alarm. A node that stopped for it would have been stopped by whoever has the root key.
 */
async function apartOwnEnds(
  { db, self }: Pick<Deps, 'db' | 'self'>,
  offered: Stored,
  from: string,
): Promise<{ own: RefusedDocument[]; rest: Stored }> {
  const all = offered.successions ?? [];
  const ofOwn = all.filter((jws) => peekSuccession(jws)?.participant === self.code);
  if (ofOwn.length === 0 || from === 'folder') return { own: [], rest: offered };
  const log = await readOwnLog(db);
  const size = (await readHead(db))?.size ?? 0;
  const isShort = (jws: string): boolean => {
    const claim = peekSuccession(jws);
    const isHeld = self.alliance.successions.get(self.code)?.some((held) => held.jws === jws) ?? false;
    return claim?.participant === self.code && claim.log === log && claim.size < size && !isHeld;
  };
  const why = `it ends log ${log} of this node before size ${size}, and was not adopted here`;
  const own = all.filter(isShort).map((jws): RefusedDocument => ({
    code: 'succession-refused',
    participant: self.code,
    why,
    held: '',
    offered: jws,
  }));
  return { own, rest: { ...offered, successions: all.filter((jws) => !isShort(jws)) } };
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
