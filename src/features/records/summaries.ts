import type { Viewer } from '#features/officers/model.ts';
import { isDisturbing } from './disturbing.ts';
import { decryptBody } from './at-rest.ts';
import type { BodyRow } from './at-rest.ts';
import { foldEmergencies } from './emergencies.ts';
import type { Deps } from './model.ts';
import { findReplaced, listBodies, listByRefs, readSubjects } from './read-store.ts';
import type { ListedRow } from './read-store.ts';
import { withReadTitles } from './read-titles.ts';
import { mayRead } from './rules.ts';
import { readBody } from './seal.ts';
import { showTitle } from './steps.ts';
import type { RecordSummary } from './view.ts';

type Titled = Omit<RecordSummary, 'emergency' | 'replaced'>;

/** What a viewer sees of the rows of a list, in their order: without the right to content no title. */
export async function toSummaries(
  deps: Pick<Deps, 'db' | 'self' | 'kinds' | 'now'>,
  rows: readonly ListedRow[],
  viewer: Viewer,
): Promise<RecordSummary[]> {
  const emergencies = await foldEmergencies(deps, rows);
  const replaced = await findReplaced(
    deps.db,
    rows.map(({ ref }) => ref),
  );
  const titled = await toTitled(deps, rows, viewer);
  return titled.map((row) => ({
    ...row,
    emergency: emergencies.get(row.ref) ?? null,
    replaced: replaced.has(row.ref),
  }));
}

async function toTitled(
  deps: Pick<Deps, 'db' | 'self' | 'kinds'>,
  rows: readonly ListedRow[],
  viewer: Viewer,
): Promise<Titled[]> {
  return withOthersNames(deps, await withOwnNames(deps, rows, viewer), viewer);
}

/** Called as their own kinds call them. */
async function withOwnNames(
  deps: Pick<Deps, 'db' | 'self' | 'kinds'>,
  rows: readonly ListedRow[],
  viewer: Viewer,
): Promise<Titled[]> {
  const stored = await readMarked(deps, rows, viewer);
  const summaries = rows.map((row) => toSummary(row, viewer, deps, stored));
  return withReadTitles(deps, summaries, viewer);
}

/**
 * A confirmation is called by the act that it confirms, for whoever may read that; it has no name of its own. What belongs to a record, a
 * translation, has a name only where that record has one for whoever asks: who is named in no list is not named there by it (SG-07). One step,
 * no further: a member can say records that name each other.
 */
async function withOthersNames(
  deps: Pick<Deps, 'db' | 'self' | 'kinds'>,
  rows: readonly Titled[],
  viewer: Viewer,
): Promise<Titled[]> {
  const isConfirming = ({ kind }: Titled): boolean => deps.kinds.get(kind)?.confirms === true;
  const isBelonging = ({ kind, title }: Titled): boolean => deps.kinds.get(kind)?.belongs === true && title !== null;
  const asking = rows.filter((row) => isConfirming(row) || isBelonging(row));
  if (asking.length === 0) return [...rows];
  const others = await readSubjects(
    deps.db,
    asking.map(({ ref }) => ref),
  );
  const named = await withOwnNames(deps, await listByRefs(deps.db, [...new Set(others.values())], viewer), viewer);
  const titles = new Map(
    named.filter((row) => !isConfirming(row) && !isBelonging(row)).map((row) => [row.ref, row] as const),
  );
  return rows.map((row) => {
    const other = others.get(row.ref);
    if (isConfirming(row)) return { ...row, ...titleIn(titles, other) };
    return isBelonging(row) && !isNamed(titles.get(other ?? ''), deps) ? { ...row, title: null } : row;
  });
}

/** Whether a record is called by a name: where a kind may be of persons, the word of a type is what it is called by in place of one. */
const isNamed = (of: (Title & { kind: string }) | undefined, { kinds }: Pick<Deps, 'kinds'>): boolean =>
  typeof of?.title === 'string' && !(kinds.get(of.kind)?.persons && /^[a-z0-9-]+$/.test(of.title));

/** What a record is called, and whether its author marked it as disturbing. */
export type Title = Pick<RecordSummary, 'title' | 'disturbing'>;
const untitled: Title = { title: null, disturbing: false };

function titleIn(titles: ReadonlyMap<string, Title>, ref: string | undefined): Title {
  const { title, disturbing } = titles.get(ref ?? '') ?? untitled;
  return { title, disturbing };
}

/** The titles of records by their refs, for whoever may read them: those of confidential kinds are opened, none is stored. */
export async function readTitlesOf(
  deps: Pick<Deps, 'db' | 'self' | 'kinds'>,
  refs: readonly string[],
  viewer: Viewer,
): Promise<Map<string, Title & { kind: string; destroyed: boolean }>> {
  const rows = refs.length === 0 ? [] : await listByRefs(deps.db, refs, viewer);
  return new Map(
    (await toTitled(deps, rows, viewer)).map(({ ref, kind, title, disturbing, destroyed }) => [
      ref,
      { kind, title, disturbing, destroyed },
    ]),
  );
}

/** The titles that a list shows of these rows, in their order. */
export const readShownTitles = async (
  deps: Pick<Deps, 'db' | 'self' | 'kinds'>,
  rows: readonly ListedRow[],
  viewer: Viewer,
): Promise<(string | null)[]> => (await toTitled(deps, rows, viewer)).map(({ title }) => title);

/** Of the rows whose titles are stored, which is said of no body: the bodies, by digest. */
async function readMarked(
  { db }: Pick<Deps, 'db'>,
  rows: readonly ListedRow[],
  viewer: Viewer,
): Promise<Map<string, BodyRow>> {
  const asked = rows.filter(({ title, readers }) => title !== null && mayRead(viewer, readers));
  const bodies = await listBodies(
    db,
    asked.map(({ digest }) => digest),
  );
  return new Map(bodies.map((body) => [body.digest.toString('hex'), body]));
}

function toSummary(
  row: ListedRow,
  viewer: Viewer,
  deps: Pick<Deps, 'self' | 'kinds'>,
  stored: ReadonlyMap<string, BodyRow>,
): Titled {
  const { digest, body: __, wrappedKeys: ___, ...summary } = row;
  if (!mayRead(viewer, row.readers)) return { ...summary, ...untitled, why: null };
  const content = openContent(row.title === null ? row : stored.get(digest.toString('hex')), row.verdict, deps);
  const title = row.title ?? (content === null ? null : showTitle(row.kind, content, deps));
  return { ...summary, title, disturbing: isDisturbing(content) };
}

/** What cannot be opened has no title, and is marked by nobody; opening the record itself says why. */
function openContent(row: BodyRow | undefined, verdict: ListedRow['verdict'], deps: Pick<Deps, 'self'>): unknown {
  const opened = !row || row.body === null || verdict === 'quarantined' ? null : decryptBody(row, deps.self);
  return opened?.ok ? readBody(opened.body) : null;
}
