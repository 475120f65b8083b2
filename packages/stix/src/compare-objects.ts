import { compareTexts, TEXT_WORK } from './compare-texts.ts';
import type { TextPart, TextWork } from './compare-texts.ts';
import type { StixValue } from './types.ts';

/**
 * One difference between two versions. `path`: names of members from the object on. `text`: where both values are texts, what they
 * have in common. `elements`: where both are lists, which elements only one of them has, and how many both have; the same elements in
 * another order are a `reordered` list.
 */
export interface MemberChange {
  readonly path: readonly string[];
  readonly kind: 'added' | 'removed' | 'changed' | 'reordered';
  readonly before?: unknown;
  readonly after?: unknown;
  readonly text?: readonly TextPart[];
  readonly elements?: {
    readonly removed: readonly unknown[];
    readonly added: readonly unknown[];
    readonly same: number;
  };
}

const MAX_DEPTH = 20;

/** Member by member what is different in two versions of an object: in the order of the first, then what is new. Values as JSON reads them. */
export function compareObjects(before: StixValue, after: StixValue): MemberChange[] {
  return compareMembers(before, after, { path: [], work: { left: TEXT_WORK } });
}

/** Where in the object, and the work that all its texts share. */
type Place = { readonly path: readonly string[]; readonly work: TextWork };

function compareMembers(before: StixValue, after: StixValue, { path, work }: Place): MemberChange[] {
  const names = [...Object.keys(before), ...Object.keys(after).filter((name) => !Object.hasOwn(before, name))];
  return names.flatMap((name): MemberChange[] => {
    const at = [...path, name];
    if (!Object.hasOwn(after, name)) return [{ path: at, kind: 'removed', before: before[name] }];
    if (!Object.hasOwn(before, name)) return [{ path: at, kind: 'added', after: after[name] }];
    return compareValues(before[name], after[name], { path: at, work });
  });
}

function compareValues(before: unknown, after: unknown, place: Place): MemberChange[] {
  const { path, work } = place;
  if (keyOf(before) === keyOf(after)) return [];
  if (isObject(before) && isObject(after) && path.length < MAX_DEPTH) return compareMembers(before, after, place);
  const changed = { path, kind: 'changed', before, after } as const;
  if (typeof before === 'string' && typeof after === 'string')
    return [{ ...changed, text: compareTexts(before, after, work) }];
  if (!Array.isArray(before) || !Array.isArray(after)) return [changed];
  const elements = compareElements(before, after);
  const isOrder = elements.removed.length === 0 && elements.added.length === 0;
  return [{ ...changed, kind: isOrder ? 'reordered' : 'changed', elements }];
}

/** Lists as bags: an element that is there twice and was there once is one more. */
function compareElements(before: readonly unknown[], after: readonly unknown[]): NonNullable<MemberChange['elements']> {
  const counts = new Map<string, number>();
  for (const element of before) counts.set(keyOf(element), (counts.get(keyOf(element)) ?? 0) + 1);
  const added = after.filter((element) => !take(counts, keyOf(element)));
  const left = new Map(counts);
  // Of equal elements the last ones are those that are gone.
  const removed = before
    .toReversed()
    .filter((element) => take(left, keyOf(element)))
    .toReversed();
  return { removed, added, same: before.length - removed.length };
}

function take(counts: Map<string, number>, key: string): boolean {
  const count = counts.get(key) ?? 0;
  if (count > 0) counts.set(key, count - 1);
  return count > 0;
}

/** Equal for values that are equal, whatever the order of members. */
function keyOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(keyOf).join()}]`;
  if (!isObject(value)) return JSON.stringify(value) ?? '';
  const members = Object.keys(value).toSorted();
  return `{${members.map((name) => `${JSON.stringify(name)}:${keyOf(value[name])}`).join()}}`;
}

const isObject = (value: unknown): value is StixValue =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
