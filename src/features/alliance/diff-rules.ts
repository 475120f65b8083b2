/** What one version of a document says otherwise than the one before. Null: it says nothing there. */
export type Change = { path: string[]; before: string | null; after: string | null };

/** Members of which each version has its own; they tell nothing about the change. */
const ownToEach = new Set(['format', 'number', 'previous', 'issuedAt']);
/** By which member the entries of a list are told apart, the first that all of them have. */
const names = ['code', 'kid', 'id', 'article', 'label'] as const;
const maxShown = 300;

type Entry = Readonly<Record<string, unknown>>;

/** Every difference between two versions of a profile or a directory, in the order of the documents. */
export function listChanges(before: object, after: object): Change[] {
  return compareObjects([], before as Entry, after as Entry).filter(({ path }) => !ownToEach.has(path[0] ?? ''));
}

const isObject = (value: unknown): value is Entry =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function compare(path: string[], before: unknown, after: unknown): Change[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  if (isObject(before) && isObject(after)) return compareObjects(path, before, after);
  if (Array.isArray(before) && Array.isArray(after)) return compareLists(path, before, after);
  return [{ path, before: show(before), after: show(after) }];
}

function compareObjects(path: string[], before: Entry, after: Entry): Change[] {
  const members = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return members.flatMap((member) => compare([...path, member], own(before, member), own(after, member)));
}

/** Not what every object inherits: a member may be called `valueOf`. */
const own = (entry: Entry, member: string): unknown => (Object.hasOwn(entry, member) ? entry[member] : undefined);

function compareLists(path: string[], before: readonly unknown[], after: readonly unknown[]): Change[] {
  const name = names.find((one) => isNamedBy(before, one) && isNamedBy(after, one));
  if (name === undefined) return compareValues(path, before, after);
  const byName = (list: readonly unknown[]): Map<string, unknown> =>
    new Map(list.filter(isObject).map((entry) => [String(entry[name]), entry]));
  const [old, fresh] = [byName(before), byName(after)];
  const keys = [...new Set([...old.keys(), ...fresh.keys()])];
  const changes = keys.flatMap((key) => compare([...path, key], old.get(key), fresh.get(key)));
  return changes.length > 0
    ? changes
    : [{ path, before: [...old.keys()].join(', '), after: [...fresh.keys()].join(', ') }];
}

const isNamedBy = (list: readonly unknown[], name: string): boolean =>
  list.every((entry) => isObject(entry) && typeof entry[name] === 'string') &&
  new Set(list.map((entry) => (entry as Entry)[name])).size === list.length;

/** What went and what came; where nothing did, it is the order or how often that is another. */
function compareValues(path: string[], before: readonly unknown[], after: readonly unknown[]): Change[] {
  const has = (list: readonly unknown[], value: unknown): boolean =>
    list.some((one) => JSON.stringify(one) === JSON.stringify(value));
  const gone = before.filter((value) => !has(after, value));
  const come = after.filter((value) => !has(before, value));
  if (gone.length + come.length === 0) return [{ path, before: show(before), after: show(after) }];
  return [
    ...gone.map((value) => ({ path, before: show(value), after: null })),
    ...come.map((value) => ({ path, before: null, after: show(value) })),
  ];
}

/** A value on one line, short enough to be read. */
function show(value: unknown): string | null {
  if (value === undefined) return null;
  const text = isObject(value)
    ? Object.entries(value)
        .map(([member, one]) => `${member} ${show(one) ?? ''}`)
        .join(', ')
    : Array.isArray(value)
      ? value.map((one) => show(one) ?? '').join(', ')
      : typeof value === 'string'
        ? value
        : JSON.stringify(value);
  return text.length > maxShown ? `${text.slice(0, maxShown)}…` : text;
}
