import { isTimestamp } from '../timestamps.ts';
import type { StixValue } from '../types.ts';
import { isJsonObject } from '../validate/judge.ts';
import { tableOf } from '../validate/object-tables.ts';

/** An observed-data object made ready for matching. */
export interface Observed {
  readonly id: string;
  /** Nanoseconds since 1970: somewhere from `first` to `last`, nobody knows where (STIX 2.1 §9.1). */
  readonly first: bigint;
  readonly last: bigint;
  /** How often it was observed: so many observations it counts for. */
  readonly times: number;
  /** Its cyber observables, by the names under which they refer to each other. */
  readonly objects: ReadonlyMap<string, StixValue>;
}

/** Nanoseconds since 1970 of a STIX timestamp; digits beyond are dropped. */
export function nanosOf(timestamp: string): bigint {
  const second = timestamp.slice(0, 19);
  // A leap second is the first of the next minute: Date knows none.
  const millis = second.endsWith(':60') ? Date.parse(`${second.slice(0, 17)}59Z`) + 1000 : Date.parse(`${second}Z`);
  const fraction = timestamp.slice(20, -1).slice(0, 9).padEnd(9, '0');
  return BigInt(millis) * 1_000_000n + BigInt(fraction);
}

/** What a pattern looks for (STIX 2.1 §9.7): observables, and objects of types that nobody knows here. */
const isObservable = ({ type }: StixValue): boolean =>
  typeof type === 'string' && (tableOf(type)?.category ?? 'observable') === 'observable' && type !== 'bundle';

/** The objects that one observed-data lists, and no others: only those may be followed (STIX 2.1 §9.7.4). */
function objectsOf(observed: StixValue, byId: ReadonlyMap<string, StixValue>): Map<string, StixValue> {
  const found: [string, unknown][] = Array.isArray(observed.object_refs)
    ? (observed.object_refs as unknown[]).flatMap((ref): [string, unknown][] =>
        typeof ref === 'string' ? [[ref, byId.get(ref)]] : [],
      )
    : isJsonObject(observed.objects)
      ? Object.entries(observed.objects)
      : [];
  return new Map(
    found.filter((entry): entry is [string, StixValue] => isJsonObject(entry[1]) && isObservable(entry[1])),
  );
}

/**
 * Takes the observed-data objects, and what they list, from a heap of STIX objects. Those that lack a time or a number of observations,
 * or end before they begin, are no observations and left out.
 */
export function readObserved(values: readonly StixValue[]): Observed[] {
  const byId = new Map<string, StixValue>();
  for (const value of values) if (typeof value.id === 'string') byId.set(value.id, value);
  return [...byId.values()].flatMap((value): Observed[] => {
    const { type, id, first_observed: from, last_observed: to, number_observed: times } = value;
    if (type !== 'observed-data' || typeof id !== 'string' || typeof from !== 'string' || typeof to !== 'string')
      return [];
    if (!isTimestamp(from) || !isTimestamp(to) || !Number.isSafeInteger(times) || (times as number) < 1) return [];
    const [first, last] = [nanosOf(from), nanosOf(to)];
    return first > last ? [] : [{ id, first, last, times: times as number, objects: objectsOf(value, byId) }];
  });
}
