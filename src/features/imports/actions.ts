import { noCover } from '#features/guards/model.ts';
import type { Viewer } from '#features/officers/model.ts';
import type { Deps } from '#features/records/model.ts';
import type { Actor } from '#features/releases/actions.ts';
import { TamgaError } from '#platform/errors.ts';
import { acceptText } from './accept-run.ts';
import { parseFindings } from './finding-rules.ts';
import type { ImportDeps, ImportOptions, ImportReport, ImportSummary } from './model.ts';
import { end, finishRun } from './runs.ts';
import * as store from './store.ts';

export { removeStrayTexts } from './kept-text.ts';
export { endReports, goOnWithImports } from './runs.ts';

const maxReportItems = 10_000;

/**
 * Imports a text: every object becomes a record of its own, or a line in the report that says why not. Returns when that is done, after the
 * imports that are at work already. Errors: as `startImport`, and those of which the run failed.
 */
export async function importText(
  deps: ImportDeps,
  actor: Actor,
  bytes: Uint8Array,
  options: ImportOptions,
): Promise<ImportReport> {
  const { id, text } = await acceptText(deps, actor, bytes, options);
  await finishRun(deps, id, text);
  const report = await readImport(deps.db, id, importerOf(actor));
  if (report.state === 'failed') throw new TamgaError('refused', report.why ?? 'the import failed');
  return report;
}

/** Accepts a text; the node imports it by itself, one after the other. Errors: refused, malformed, too-large, conflict, disk-full. */
export async function startImport(
  deps: ImportDeps,
  actor: Actor,
  bytes: Uint8Array,
  options: ImportOptions,
): Promise<ImportSummary> {
  const { id } = await acceptText(deps, actor, bytes, options);
  deps.onImport?.();
  return readProgress(deps.db, id, importerOf(actor));
}

/**
 * Ends a run of the officer's own authority before its end, whoever of it began it, and says who did. The records that it made stay: they
 * were said. Errors: not-found; forbidden (other-authority); conflict where it has ended.
 */
export async function cancelImport(deps: ImportDeps, viewer: Viewer, id: string): Promise<ImportSummary> {
  const { state } = await readProgress(deps.db, id, viewer);
  const authority = await store.readAuthority(deps.db, id);
  if (authority !== viewer.authority)
    throw new TamgaError('forbidden', `${authority ?? 'nobody'} imports this: an officer of it cancels it`, {
      detail: { code: 'other-authority' },
    });
  if (!(await end(deps, id, { ended: 'cancelled', why: `${viewer.officer} cancelled it` })))
    throw new TamgaError('conflict', `this import has ended: it is ${state}`);
  return readProgress(deps.db, id, viewer);
}

/** How far a run has come. Errors: not-found. */
export async function readProgress(db: Deps['db'], id: string, viewer: Viewer): Promise<ImportSummary> {
  const summary = await store.readRun(db, id, viewer);
  if (!summary) throw new TamgaError('not-found', `no import ${id}`);
  return summary;
}

/** Errors: not-found. */
export async function readImport(db: Deps['db'], id: string, viewer: Viewer): Promise<ImportReport> {
  const summary = await readProgress(db, id, viewer);
  const parsed = (findings: string | null) => (findings === null ? null : parseFindings(findings));
  const rows = await store.readItems(db, id, maxReportItems, viewer);
  const items = rows.map(({ findings, ...row }) => ({ ...row, findings: parsed(findings) }));
  return { ...summary, envelope: parsed(await store.readEnvelope(db, id)), items };
}

/** Whoever imports wrote the records. */
const importerOf = ({ authority, officer }: Actor): Viewer => ({ content: true, authority, officer, cover: noCover });

/** The records that a run made, in the order of its text. Errors: not-found when there is no such run. */
export async function readRunRefs(db: Deps['db'], id: string): Promise<string[]> {
  const refs = await store.readRunRefs(db, id);
  if (refs === undefined) throw new TamgaError('not-found', `no import ${id}`);
  return refs;
}
