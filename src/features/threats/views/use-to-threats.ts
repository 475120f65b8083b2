import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useSearchParams } from 'react-router';
import { links } from '#web/links.ts';
import type { ThreatFilter } from './api.ts';
import { fetchSelections } from './selections-api.ts';
import { noView } from './to-view.ts';

/** The same view of the table, asked for something else: the order, the columns and the opened view stay. */
export function useToThreats(): (filter: ThreatFilter, sort?: string) => string {
  const [search] = useSearchParams();
  const selections = useQuery({ queryKey: ['selections'], queryFn: fetchSelections });
  const begins = selections.data?.items.some(({ first }) => first) ?? false;
  return useCallback(
    (filter, sort) =>
      links.threats({
        ...filter,
        sort: sort ?? search.get('sort') ?? undefined,
        columns: search.get('columns') ?? undefined,
        // An address without anything is where the officer's own view begins.
        view: search.get('view') ?? (begins ? noView : undefined),
      }),
    [search, begins],
  );
}

/** The same, in another order; another function only for another address, since a table of many rows is drawn anew by it. */
export function useToSorted(): (sort: string) => string {
  const [search] = useSearchParams();
  const toThreats = useToThreats();
  return useCallback(
    (by) => {
      const { view: _, columns: __, sort: ___, ...filter } = Object.fromEntries(search);
      return toThreats(filter, by);
    },
    [search, toThreats],
  );
}
