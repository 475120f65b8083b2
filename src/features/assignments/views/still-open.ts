import type { AssignmentRow } from './api.ts';

type Cover = Pick<AssignmentRow, 'covers' | 'subject' | 'purpose'>;

/** What of an officer's goes on when one assignment ends, and opens the same or a part of it: as `isFor` asks (decision 0053). */
export function listStillOpen(
  ended: { ref: string; officer: string },
  rows: readonly AssignmentRow[],
): readonly AssignmentRow[] {
  const own = rows.filter(({ officer }) => officer === ended.officer);
  const one = own.find(({ ref }) => ref === ended.ref);
  if (!one) return [];
  return own
    .filter(({ ref, state }) => ref !== ended.ref && (state === 'open' || state === 'coming'))
    .filter(opensToo(one));
}

/** A desk opens all that is for its purpose, a case and an inquiry what belongs to them. */
const opensToo =
  (one: Cover) =>
  (other: Cover): boolean => {
    if (one.covers === 'desk' || other.covers === 'desk') return one.purpose === other.purpose;
    if (one.covers !== other.covers || one.subject !== other.subject) return false;
    return one.covers === 'inquiry' || one.purpose === other.purpose;
  };
