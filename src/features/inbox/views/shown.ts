const dayMs = 86_400_000;

type Due = { due: string | null; state: 'open' | 'escalated' | 'overdue' };

/** What is late, or what comes up within a day and is not late yet: the same that the first page counts. */
export function isShown({ due, state }: Due, show: string | null, now: number): boolean {
  if (show === 'overdue') return state === 'overdue';
  if (show === 'day') return due !== null && state !== 'overdue' && Date.parse(due) <= now + dayMs;
  return true;
}
