import type { AssignmentRow } from './api.ts';

export type OfficerRows = { officer: string; rows: AssignmentRow[]; running: number; purposes: string[] };

const isRunning = ({ state }: AssignmentRow): boolean => state === 'open' || state === 'coming';

/** Assignments by whom they are of, by number; of each how many run, and for which purposes. `officer`: of this one alone; `runs`: without what is over. */
export function byOfficer(
  rows: readonly AssignmentRow[],
  { officer, runs }: { officer: string; runs: boolean },
): OfficerRows[] {
  const asked = rows.filter((row) => (officer === '' || row.officer === officer) && (!runs || isRunning(row)));
  return [...Map.groupBy(asked, (row) => row.officer)]
    .map(([one, own]) => {
      const running = own.filter(isRunning);
      return { officer: one, rows: own, running: running.length, purposes: purposesOf(running) };
    })
    .toSorted((a, b) => a.officer.localeCompare(b.officer, 'en', { numeric: true }));
}

const purposesOf = (rows: readonly AssignmentRow[]): string[] =>
  [...new Set(rows.map(({ purpose }) => purpose))].toSorted();
