import type { Viewer } from '#features/officers/model.ts';
import type { Deps } from './model.ts';
import type { RecordSummary } from './view.ts';

/** The same records, with titles that name what they speak of: one question for each kind that has such titles. */
export async function withReadTitles<T extends Pick<RecordSummary, 'kind' | 'author' | 'title'>>(
  { db, kinds }: Pick<Deps, 'db' | 'kinds'>,
  rows: readonly T[],
  viewer: Viewer,
): Promise<T[]> {
  const titles = new Map<T, string>();
  for (const kind of new Set(rows.map((row) => row.kind))) {
    const titled = rows.flatMap((row) => (row.kind === kind && row.title !== null ? [{ row, title: row.title }] : []));
    const asked = titled.map(({ row, title }) => ({ author: row.author, title }));
    const read = titled.length > 0 ? await kinds.get(kind)?.readTitles?.(db, asked, viewer) : undefined;
    read?.forEach((title, place) => {
      const row = titled[place]?.row;
      if (row) titles.set(row, title);
    });
  }
  return rows.map((row) => ({ ...row, title: titles.get(row) ?? row.title }));
}
