import type { Viewer } from '#features/guards/model.ts';
import type { Db } from '#platform/db/db.ts';
import type { ThreatPlaces, ThreatQuery, ThreatSort } from './model.ts';
import { cursorOf, findHits } from './search-store.ts';
import { findSorted, sortedCursorOf } from './sort-store.ts';

/** So many rows a list can be gone through by its places; beyond them it is narrowed, or read page after page. */
export const mostPlaced = 100_000;

/** How long a list is, and the places at which each of its pages ends: whoever has them can read any page at once. */
export async function readPlaces(
  db: Db,
  query: ThreatQuery,
  every: number,
  viewer: Viewer,
  most = mostPlaced,
  sort?: ThreatSort,
): Promise<ThreatPlaces> {
  const hits = sort
    ? (await findSorted(db, query, sort, null, most + 1, viewer)).map(sortedCursorOf)
    : (await findHits(db, query, null, most + 1, viewer)).map(cursorOf);
  const count = Math.min(hits.length, most);
  const places = Array.from({ length: Math.floor((count - 1) / every) }, (_, page) => hits[(page + 1) * every - 1]!);
  return { total: { count, atLeast: hits.length > most }, every, places };
}
