import { transaction } from '#platform/db/db.ts';
import { renewWrapping } from './at-rest.ts';
import type { Deps } from './model.ts';
import * as store from './renew-store.ts';

/** Records that are looked at in one transaction. */
const batch = 1_000;

type RenewDeps = Pick<Deps, 'db' | 'self' | 'randomBytes' | 'logger'>;

/**
 * Wraps the keys of stored bodies for the present keys of their readers, where they are still under a former one: some
 * records at a time, going on after a restart where it stopped. The bodies stay as they are. True when there is more. What
 * does not open stays as it is, is logged, and keeps its key from being destroyed.
 */
export async function renewWrappings(deps: RenewDeps): Promise<boolean> {
  const { wrap, wrapKeys } = deps.self.keys;
  const current = new Set([...wrap.values()].map(({ publicKey }) => publicKey));
  const former = wrapKeys.filter(({ publicKey }) => !current.has(publicKey)).map(({ id }) => id);
  if (former.length === 0) return false;
  const keys = [...wrap]
    .map(([reader, { publicKey }]) => `${reader} ${publicKey}`)
    .toSorted()
    .join('\n');
  return transaction(deps.db, async (tx) => {
    const done = await store.lockProgress(tx, keys);
    const last = await store.findEnd(tx, done, batch);
    if (last === null) return false;
    const rows = await store.readWrapped(tx, former, done, last);
    const renewed = rows.flatMap((row) => {
      const wrappedKeys = renewWrapping(row, deps);
      if (typeof wrappedKeys === 'string') deps.logger.error('body-unopened', { record: row.id, code: wrappedKeys });
      return Buffer.isBuffer(wrappedKeys) ? [{ id: row.id, wrappedKeys }] : [];
    });
    await store.setWrapped(tx, renewed);
    await store.setProgress(tx, last);
    if (renewed.length > 0) deps.logger.info('bodies-rewrapped', { count: renewed.length, upTo: last });
    return true;
  });
}

/** Lets the job begin again from the first record. */
export const renewFromStart = (deps: Pick<Deps, 'db'>): Promise<unknown> =>
  transaction(deps.db, (tx) => store.setProgress(tx, 0));

export { countUnopened, countWrapped } from './renew-store.ts';
