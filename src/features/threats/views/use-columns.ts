import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { firstColumns } from './threat-columns.tsx';

const storageKey = 'tamga.columns.threats';

/** The columns of the view in the address; without one those that were chosen in this browser, and how others are chosen. */
export function useColumns(): [chosen: readonly string[], choose: (chosen: string[]) => void] {
  const [search, setSearch] = useSearchParams();
  const [chosen, setChosen] = useState(remembered);
  const ofView = search.get('columns');
  const choose = (columns: string[]): void => {
    if (ofView !== null) {
      const next = new URLSearchParams(search);
      next.set('columns', columns.join(','));
      setSearch(next, { replace: true, preventScrollReset: true });
      return;
    }
    setChosen(columns);
    try {
      localStorage.setItem(storageKey, JSON.stringify(columns));
    } catch {
      // Storage is switched off: the choice holds until the page is left.
    }
  };
  return [ofView === null ? chosen : ofView.split(',').filter(Boolean), choose];
}

function remembered(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(storageKey) ?? 'null');
    return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string') : firstColumns;
  } catch {
    return firstColumns;
  }
}
