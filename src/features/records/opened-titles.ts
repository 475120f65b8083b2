import type { Viewer } from '#features/officers/model.ts';
import { beginsWords } from './filter-store.ts';
import type { Narrowing } from './filter-store.ts';
import type { Deps } from './model.ts';
import { listUnstored } from './read-store.ts';
import { readShownTitles } from './summaries.ts';

/** So many titles are opened for one question: of the newest records that the viewer may read. */
const mostOpened = 1_000;

/**
 * Records whose titles are stored nowhere, those of confidential kinds and what one authority alone may read, by words of the titles that
 * the viewer is shown in a list: refs, of the newest that fit the rest of the filter.
 */
export async function findByOpenedTitle(
  deps: Pick<Deps, 'db' | 'self' | 'kinds'>,
  { q, ...rest }: Narrowing,
  viewer: Viewer,
): Promise<string[]> {
  if (q === undefined || q.trim() === '' || !viewer.content) return [];
  const confidential = [...deps.kinds].flatMap(([code, kind]) => (kind.confidential && kind.title ? [code] : []));
  const rows = await listUnstored(deps.db, rest, confidential, viewer, mostOpened);
  const titles = await readShownTitles(deps, rows, viewer);
  return rows.flatMap(({ ref }, place) => (beginsWords(titles[place] ?? '', q) ? [ref] : []));
}
