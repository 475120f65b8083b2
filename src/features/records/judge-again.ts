import type { Tx } from '#platform/db/db.ts';
import { judgeStored } from './accept.ts';
import type { Deps } from './model.ts';
import * as store from './store.ts';

/** Judges again what was set aside with a code, the given kinds left out. Gives how many there were, up to `limit`. */
export async function judgeAgain(
  tx: Tx,
  deps: Deps,
  code: string,
  except: ReadonlySet<string>,
  limit: number,
): Promise<number> {
  const ids = await store.findSetAside(tx, code, [...except], limit);
  await judgeStored(tx, deps, ids);
  return ids.length;
}
