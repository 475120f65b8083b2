import { createHash } from 'node:crypto';
import { noteRefused } from '#features/gates/actions/note-refused.ts';
import { judgeHandling } from '#features/records/actions.ts';
import type { Actor } from '#features/releases/actions.ts';
import { toBase64url } from '#platform/bytes.ts';
import { transaction } from '#platform/db/db.ts';
import type { Tx } from '#platform/db/db.ts';
import { TamgaError } from '#platform/errors.ts';
import { newUuidV7 } from '#platform/ids.ts';
import { inTurns } from '#platform/jobs/in-turns.ts';
import { createKeepFindings, maxFindingBytes } from './finding-rules.ts';
import { keepText, removeKept } from './kept-text.ts';
import type { ImportDeps, ImportOptions, ReadText } from './model.ts';
import { readText } from './read-text.ts';
import * as store from './run-store.ts';

/** Runs that have not ended, and the bytes of their texts. */
const maxOpenRuns = 16;
const maxKeptBytes = 1024 ** 3;
const hashedAtOnce = 1024 * 1024;

/**
 * Accepts a text: it is kept until its run has ended, which goes on after a break by itself. The same text of the
 * same authority, while its run has not ended, is that run. What is wrong with the options or with the text as a whole is an error before anything is kept. Errors:
 * refused, malformed, too-large, conflict, disk-full.
 */
export async function acceptText(
  deps: ImportDeps,
  actor: Actor,
  bytes: Uint8Array,
  options: ImportOptions,
): Promise<{ id: string; text: ReadText }> {
  await requireHandling(deps, actor, options);
  const text = await readText(bytes, options.name);
  const fileDigest = toBase64url(await inTurns(digestOf(bytes)));
  const kept = await keepText(deps, bytes);
  const now = deps.now();
  const { name, source = text.source, ...handling } = options;
  const run: store.NewRun = {
    id: newUuidV7(now.getTime(), deps.randomBytes),
    source,
    name,
    format: text.format,
    fileDigest,
    authority: actor.authority,
    officer: actor.officer,
    handling: JSON.stringify(handling),
    retainUntil: handling.retainUntil,
    total: text.objects.length + text.refused.length + (text.original === null ? 0 : 1),
    findings: text.envelope === null ? null : createKeepFindings(maxFindingBytes)({}, text.envelope).findings,
    startedAt: now,
    keptName: kept.name,
    keptKey: kept.key,
    keptBytes: kept.bytes,
  };
  try {
    const { id, keptName } = await transaction(deps.db, (tx) => openWithin(tx, run));
    if (keptName !== kept.name) await removeKept(deps, kept.name);
    return { id, text };
  } catch (error) {
    await removeKept(deps, kept.name);
    throw error;
  }
}

/** SHA-256 of a text that may be large. */
function* digestOf(bytes: Uint8Array): Generator<undefined, Uint8Array, undefined> {
  const hash = createHash('sha256');
  for (let start = 0; start < bytes.length; start += hashedAtOnce) {
    hash.update(bytes.subarray(start, start + hashedAtOnce));
    yield;
  }
  return hash.digest();
}

/** Judges what is said of all records at once; a refusal is noted. Errors: refused. */
export async function requireHandling(deps: ImportDeps, actor: Actor, options: ImportOptions): Promise<void> {
  const verdict = judgeHandling(options, deps.now().toISOString(), deps.self.alliance.profile);
  if (verdict.ok) return;
  await noteRefused(deps.db, deps, [
    { gate: 'draft', kind: 'threat.object', code: verdict.code, officers: [actor.officer] },
  ]);
  throw new TamgaError('refused', verdict.why, { detail: { code: verdict.code } });
}

async function openWithin(tx: Tx, run: store.NewRun): Promise<{ id: string; keptName: string | null }> {
  const kept = await store.countKept(tx);
  const open = await store.openRun(tx, run);
  const isNew = open.keptName === null;
  if (isNew && (kept.count >= maxOpenRuns || kept.bytes + run.keptBytes > maxKeptBytes))
    throw new TamgaError(
      'conflict',
      `${kept.count} imports of ${kept.bytes} bytes wait for their turn: let them end, or cancel one`,
      { detail: { code: 'imports-waiting' } },
    );
  if (!isNew && open.handling === run.handling) return open;
  // Under other handling nothing may be sealed at this moment.
  if (!isNew && !(await store.holdStill(tx)))
    throw new TamgaError('conflict', 'this text is being imported under other handling: wait for it, or cancel it');
  await store.setRun(tx, open.id, { ...run, keptName: open.keptName ?? run.keptName });
  return { id: open.id, keptName: open.keptName ?? run.keptName };
}
