import { judgeKey } from '#features/alliance/model.ts';
import type { Alliance } from '#features/alliance/model.ts';
import { openTasks } from '#features/tasks/actions.ts';
import type { Tx } from '#platform/db/db.ts';
import { judgeStored, setAside } from './accept.ts';
import type { Deps } from './model.ts';
import { kidOfSeal } from './seal.ts';
import * as store from './store.ts';

const atOnce = 5_000;

/** Verdicts that hang on who is in the alliance, and are asked for again when that changes. */
const byProfile = ['membership', 'profile', 'author-unknown', 'to'];
const why = {
  disowned: 'its participant has disowned what this key sealed at this place of the log',
  'key-range': 'the key had ended at this place of the log',
};

/**
 * What a change of profile or directories means for the records that are here (design 5): sealed under a key that is
 * disowned or had ended, they are set aside and what was read from them is taken back; set aside for a profile that was
 * not known, they are judged again.
 */
export async function judgeUnder(tx: Tx, deps: Deps, before: Alliance): Promise<void> {
  const { alliance } = deps.self;
  for (const [code, { digest, directory }] of alliance.directories) {
    if (before.directories.get(code)?.digest === digest) continue;
    const ended = directory.keys.filter((key) => key.use === 'record' && key.to !== undefined);
    if (ended.length > 0 || directory.disowned.length > 0) await setAsideInvalid(tx, deps, code);
  }
  if (before.profileDigest === alliance.profileDigest) return;
  for (let after = 0; ;) {
    const ids = await store.findQuarantined(tx, byProfile, after, atOnce);
    await judgeStored(tx, deps, ids);
    if (ids.length < atOnce) return;
    after = ids.at(-1)!;
  }
}

async function setAsideInvalid(tx: Tx, deps: Deps, participant: string): Promise<void> {
  for (let after = 0; ;) {
    const seals = await store.readSeals(tx, participant, after, atOnce);
    const judged = seals.map(({ id, header, log, logIndex }) => ({
      id,
      verdict: judgeKey(deps.self.alliance, kidOfSeal(header), { log, index: logIndex }),
    }));
    for (const code of ['disowned', 'key-range'] as const) {
      const ids = judged.filter(({ verdict }) => verdict === code).map(({ id }) => id);
      await setAside(tx, deps, ids, code, why[code]);
      if (code === 'disowned') await openTasks(tx, deps, 'source-disowned', causesOf(seals, ids));
    }
    if (seals.length < atOnce) return;
    after = seals.at(-1)!.id;
  }
}

/** What was made from these records is to be looked at. */
const causesOf = (seals: readonly store.Seal[], ids: readonly number[]): { causeId: number; ref: string }[] => {
  const chosen = new Set(ids);
  return seals.flatMap(({ id, ref }) => (chosen.has(id) ? [{ causeId: id, ref }] : []));
};
