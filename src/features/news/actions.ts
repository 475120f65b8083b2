import type { Deps } from '#features/records/model.ts';
import type { News } from './model.ts';
import { dayMs } from '#platform/clock.ts';
import { countNews } from './store.ts';

export { markSeen } from './store.ts';

/** So many of the newest records are looked at. */
const most = 10_000;
/** More is not counted out on a page. */
const mostSaid = 99;

/** How much came that an officer elsewhere wrote; who never looked is told of a day. Receipts, accounts and imports are no news. */
export async function readNews({ db, kinds, now }: Pick<Deps, 'db' | 'kinds' | 'now'>, officer: string): Promise<News> {
  const written = [...kinds.values()].filter(({ draftable }) => draftable).map(({ kind }) => kind);
  const since = new Date(now().getTime() - dayMs);
  const count = await countNews(db, { officer, kinds: written, since, most });
  return { count: Math.min(count, mostSaid), atLeast: count > mostSaid };
}
