import type { Viewer } from '#features/officers/model.ts';
import { decryptBody } from './at-rest.ts';
import { foldEmergencies } from './emergencies.ts';
import type { Deps } from './model.ts';
import { findReplaced, listByRefs } from './read-store.ts';
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

const toTitled = (
  deps: Pick<Deps, 'db' | 'self' | 'kinds'>,
  rows: readonly ListedRow[],
  viewer: Viewer,
): Promise<Titled[]> =>
  withReadTitles(
    deps,
    rows.map((row) => toSummary(row, viewer, deps)),
    viewer,
  );

/** The titles of records by their refs, for whoever may read them: those of confidential kinds are opened, none is stored. */
export async function readTitlesOf(
  deps: Pick<Deps, 'db' | 'self' | 'kinds'>,
  refs: readonly string[],
  viewer: Viewer,
): Promise<Map<string, string | null>> {
  const rows = refs.length === 0 ? [] : await listByRefs(deps.db, refs, viewer);
  return new Map((await toTitled(deps, rows, viewer)).map(({ ref, title }) => [ref, title]));
}

function toSummary(row: ListedRow, viewer: Viewer, deps: Pick<Deps, 'self' | 'kinds'>): Titled {
  const { digest: _, body: __, wrappedKeys: ___, ...summary } = row;
  if (!mayRead(viewer, row.readers)) return { ...summary, title: null, why: null };
  return { ...summary, title: row.title ?? openTitle(row, deps) };
}

/** The title of what stores none. What cannot be opened has none; opening the record itself says why. */
function openTitle(row: ListedRow, deps: Pick<Deps, 'self' | 'kinds'>): string | null {
  const opened = row.body === null || row.verdict === 'quarantined' ? null : decryptBody(row, deps.self);
  return opened?.ok ? showTitle(row.kind, readBody(opened.body), deps) : null;
}
