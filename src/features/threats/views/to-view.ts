import { links } from '#web/links.ts';
import type { SelectionView } from './selections-api.ts';

/** What of a view stands in the address beside its question and order: which one was opened, and its columns. */
export type ViewParts = { view?: string; columns?: string };

/** Stands for all objects, where a view of the officer's would be shown without a question. */
export const noView = 'all';

/** Where a saved view is seen. */
export const toView = ({
  id,
  query,
  sort,
  columns,
}: Pick<SelectionView, 'id' | 'query' | 'sort' | 'columns'>): string =>
  links.threats({
    ...query,
    sort: sort ?? undefined,
    columns: columns === null ? undefined : columns.join(','),
    view: id,
  });
