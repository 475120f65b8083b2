import { useNameOf } from '#web/record-name.ts';
import type { Case } from './api.ts';

/** What a record of the case is called. */
export function useNamesIn({ records }: Pick<Case, 'records'>): (ref: string) => string {
  const nameOf = useNameOf();
  const byRef = new Map(records.map((one) => [one.ref, one]));
  return (ref) => {
    const found = byRef.get(ref);
    return found ? nameOf(found) : ref;
  };
}
