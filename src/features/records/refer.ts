import { transaction } from '#platform/db/db.ts';
import { rewrapBody } from './at-rest.ts';
import type { Deps } from './model.ts';
import * as store from './renew-store.ts';
import { setReaders } from './sealed-store.ts';

const batch = 500;

/**
 * Gives what one authority alone may read to another one instead: its key is wrapped for that one, and the entry of the former goes.
 * Some at a time, so that it may break off and be repeated. Gives how many there were, and how many did not open. Errors: keys.
 */
export async function referBodies(
  deps: Pick<Deps, 'db' | 'self' | 'randomBytes' | 'logger'>,
  from: string,
  to: string,
): Promise<{ rewrapped: number; broken: number }> {
  const done = { rewrapped: 0, broken: 0 };
  for (let after = 0; ;) {
    const rows = await transaction(deps.db, async (tx) => {
      const found = await store.readWrappedFor(tx, from, after, batch);
      for (const row of found) {
        const readers = [...new Set((row.readers ?? []).map((reader) => (reader === from ? to : reader)))];
        const rewrapped = rewrapBody(row, readers, deps);
        if (rewrapped) await setReaders(tx, row.id, readers, rewrapped.wrappedKeys);
        else deps.logger.error('body-unopened', { record: row.id, code: 'no-key' });
        done[rewrapped ? 'rewrapped' : 'broken'] += 1;
      }
      return found;
    });
    if (rows.length < batch) return done;
    after = rows.at(-1)!.id;
  }
}
