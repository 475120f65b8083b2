import { noteRefused } from '#features/gates/actions/note-refused.ts';
import { judgeHandling } from '#features/records/actions.ts';
import type { Deps } from '#features/records/model.ts';
import type { Actor } from '#features/releases/actions.ts';
import { sha256, toBase64url } from '#platform/bytes.ts';
import { transaction } from '#platform/db/db.ts';
import { TamgaError } from '#platform/errors.ts';
import { newUuidV7 } from '#platform/ids.ts';
import { createKeepFindings, maxFindingBytes, parseFindings } from './finding-rules.ts';
import { judgeBulk } from './judge-bulk.ts';
import { checkOriginal, storeOriginal } from './keep-original.ts';
import type { ImportOptions, ImportReport } from './model.ts';
import { readText } from './read-text.ts';
import { storeObjects, storeRefused } from './store-objects.ts';
import * as store from './store.ts';

const maxReportItems = 10_000;

/**
 * Imports a text: every object becomes a record of its own, or a line in the report that says why not. A run that was broken off is
 * finished by importing the same text again. What is wrong with the options or with the text as a whole is an error before anything
 * is kept. Errors: refused, malformed, too-large, conflict.
 */
export async function importText(
  deps: Deps,
  actor: Actor,
  bytes: Uint8Array,
  options: ImportOptions,
): Promise<ImportReport> {
  const verdict = judgeHandling(options, deps.now().toISOString(), deps.self.alliance.profile);
  if (!verdict.ok) {
    await noteRefused(deps.db, deps, [
      { gate: 'draft', kind: 'threat.object', code: verdict.code, officers: [actor.officer] },
    ]);
    throw new TamgaError('refused', verdict.why, { detail: { code: verdict.code } });
  }
  return store.whileAlone(deps.db, () => importAlone(deps, actor, bytes, options));
}

async function importAlone(deps: Deps, actor: Actor, bytes: Uint8Array, options: ImportOptions): Promise<ImportReport> {
  const text = readText(bytes, options.name);
  checkOriginal(text, options);
  const now = deps.now();
  const { id, done, findingBytes } = await store.openRun(deps.db, {
    id: newUuidV7(now.getTime(), deps.randomBytes),
    source: options.source ?? text.source,
    name: options.name,
    format: text.format,
    fileDigest: toBase64url(sha256(bytes)),
    officer: actor.officer,
    startedAt: now,
  });
  const keepFindings = createKeepFindings(maxFindingBytes - findingBytes);
  const persons = await judgeBulk(deps, actor, text, id, bytes, options);
  const run = { id, done, actor, options, text, keepFindings, persons };
  const from = await storeOriginal(deps, actor, text, options, id, persons);
  await storeObjects(deps, run, from);
  await storeRefused(deps, run);
  await transaction(deps.db, async (tx) => {
    await store.insertAbsent(tx, id);
    await store.finishRun(tx, id, deps.now());
  });
  return readImport(deps.db, id);
}

export async function readImport(db: Deps['db'], id: string): Promise<ImportReport> {
  const [summary] = await store.listRuns(db, id);
  if (!summary) throw new TamgaError('not-found', `no import ${id}`);
  const rows = await store.readItems(db, id, maxReportItems);
  const items = rows.map(({ findings, ...row }) => ({
    ...row,
    findings: findings === null ? null : parseFindings(findings),
  }));
  return { ...summary, items };
}

/** The records that a run made, in the order of its text. Errors: not-found when there is no such run. */
export async function readRunRefs(db: Deps['db'], id: string): Promise<string[]> {
  const refs = await store.readRunRefs(db, id);
  if (refs === undefined) throw new TamgaError('not-found', `no import ${id}`);
  return refs;
}
