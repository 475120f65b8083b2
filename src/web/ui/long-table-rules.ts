/** What the keyboard does in a long table: the row that is active next; null for a key that means nothing here. */
export function nextRow(key: string, active: number | null, count: number, perPage: number): number | null {
  if (count === 0) return null;
  const within = (row: number): number => Math.max(0, Math.min(count - 1, row));
  const from = active ?? -1;
  switch (key) {
    case 'ArrowDown':
      return within(from + 1);
    case 'ArrowUp':
      return within(Math.max(from, 0) - 1);
    case 'PageDown':
      return within(Math.max(from, 0) + perPage);
    case 'PageUp':
      return within(Math.max(from, 0) - perPage);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}

/** The row that is active stays in the page even when it is scrolled out of sight: the focus is told by it. */
export function withRow(rows: readonly number[], active: number | null): number[] {
  if (active === null || rows.includes(active)) return [...rows];
  return [...rows, active].toSorted((a, b) => a - b);
}
