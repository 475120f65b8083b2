import type { Deps } from '#features/records/model.ts';
import { dayMs, dayOf } from '#platform/clock.ts';
import { listSizes, noteSizes } from './store.ts';
import type { LogSize } from './store.ts';

/** Days over which growth is shown, and for which sizes are kept. */
const shownDays = 7;
const keptDays = 400;

const before = (now: Date, days: number): string => dayOf(new Date(now.getTime() - days * dayMs));

/** Keeps how long each log is today. */
export const keepSizes = ({ db, now }: Pick<Deps, 'db' | 'now'>, sizes: readonly LogSize[]): Promise<void> =>
  noteSizes(db, sizes, dayOf(now()), before(now(), keptDays));

/** How long each log was a week ago, or on the first day that is known after that. */
export async function readEarlier(db: Deps['db'], now: Date): Promise<Map<string, { day: string; size: number }>> {
  const rows = await listSizes(db, dayOf(now), before(now, shownDays));
  return new Map(rows.map(({ participant, day, size }) => [participant, { day, size }]));
}
