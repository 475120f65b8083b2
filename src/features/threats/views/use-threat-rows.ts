import { useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { refreshMs } from '#web/queries.ts';
import { fetchPlaces, fetchThreats, rowsPerPage } from './api.ts';
import type { ListedFilter, ThreatPageView } from './api.ts';

/** Finding out where every page begins costs more than a page: not more often than this while much arrives. */
const replaceMs = 8_000;

/** So many rows before and after those in sight are asked for with them. */
const beyond = 20;

/**
 * The rows of a list of any length. The first page is asked for at once; how long the list is and where its pages begin comes after it; then
 * whatever page is in sight, again and again, so that nothing stays that was recalled.
 */
export function useThreatRows(filter: ListedFilter, top: ThreatPageView, isOld: boolean) {
  const [sight, setSight] = useState({ first: 0, last: 0 });
  const [turn, setTurn] = useState(0);
  const isLong = !isOld && top.next !== null;
  const places = useQuery({
    queryKey: ['threats', 'places', filter],
    queryFn: () => fetchPlaces(filter),
    enabled: isLong,
  });
  const cursors = isLong ? (places.data?.places ?? []) : [];
  const numbers = Array.from({ length: sight.last - sight.first + 1 }, (_, i) => sight.first + i);
  const wanted = numbers.flatMap((page) => {
    const before = page > 0 ? cursors[page - 1] : undefined;
    return before === undefined ? [] : [{ page, before }];
  });
  const keyOf = (page: number) => ['threats', 'list', filter, page];
  const pages = useQueries({
    queries: wanted.map(({ page, before }) => ({
      // By its number: when its beginning moves, what was there stays in sight until what is there now has come.
      queryKey: keyOf(page),
      queryFn: () => fetchThreats(filter, before),
      refetchInterval: refreshMs,
    })),
  });
  const client = useQueryClient();
  const itemsOf = (page: number) => (page === 0 ? top : client.getQueryData<ThreatPageView>(keyOf(page)))?.items;

  const isShifted = (next: string | null, page: number): boolean => next !== (cursors[page] ?? null);
  const isTopShifted = isLong && places.data !== undefined && isShifted(top.next, 0);
  const isInShift = pages.some(({ data }, i) => data !== undefined && isShifted(data.next, wanted[i]!.page));
  const isStale = places.data !== undefined && (isInShift || (isTopShifted && sight.first === 0));
  const { refetch, dataUpdatedAt } = places;
  useEffect(() => {
    if (!isStale) return undefined;
    const timer = setTimeout(() => void refetch(), Math.max(0, dataUpdatedAt + replaceMs - Date.now()));
    return () => clearTimeout(timer);
  }, [isStale, dataUpdatedAt, refetch]);

  const onSight = useCallback((first: number, last: number) => {
    setSight({
      first: Math.floor(Math.max(0, first - beyond) / rowsPerPage),
      last: Math.floor((last + beyond) / rowsPerPage),
    });
  }, []);
  return {
    count: isLong && places.data ? places.data.total.count : top.items.length,
    /** There are more; how many is not told, or not told yet. */
    isMore: isLong && (places.data?.total.atLeast ?? true),
    isCut: isLong && places.data?.total.atLeast === true,
    rowAt: (index: number) => itemsOf(Math.floor(index / rowsPerPage))?.[index % rowsPerPage],
    onSight,
    /** Something new stands before what is in sight, which is not moved away for it. */
    hasNews: isTopShifted && sight.first > 0,
    showNews: () => {
      void refetch();
      setSight({ first: 0, last: 0 });
      setTurn(turn + 1);
    },
    turn,
  };
}
