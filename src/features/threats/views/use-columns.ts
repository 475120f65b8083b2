import { useState } from 'react';
import { firstColumns } from './threat-columns.tsx';

const storageKey = 'tamga.columns.threats';

/** The columns that were chosen in this browser, and how others are. */
export function useColumns(): [chosen: readonly string[], choose: (chosen: string[]) => void] {
  const [chosen, setChosen] = useState(remembered);
  const choose = (columns: string[]): void => {
    setChosen(columns);
    try {
      localStorage.setItem(storageKey, JSON.stringify(columns));
    } catch {
      // Storage is switched off: the choice holds until the page is left.
    }
  };
  return [chosen, choose];
}

function remembered(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(storageKey) ?? 'null');
    return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string') : firstColumns;
  } catch {
    return firstColumns;
  }
}
