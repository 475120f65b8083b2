import { setTimeout as sleep } from 'node:timers/promises';
import { dayOf } from '#platform/clock.ts';
import { transaction } from '#platform/db/db.ts';
import { requireActing } from '#features/officers/actions.ts';
import { TamgaError, messageOf } from '#platform/errors.ts';
import type { ErrorCode } from '#platform/errors.ts';
import { requireHandling } from './accept-run.ts';
import { createKeepFindings, maxFindingBytes } from './finding-rules.ts';
import { judgeBulk } from './judge-bulk.ts';
import { storeOriginal } from './keep-original.ts';
import { readKept, removeKept } from './kept-text.ts';
import type { ImportDeps, ImportOptions, ReadText } from './model.ts';
import { readText } from './read-text.ts';
import * as runs from './run-store.ts';
import { storeObjects, storeRefused } from './store-objects.ts';
import { insertAbsent, keepTally } from './store.ts';

/**
 * A run that comes no further so often has a text that this node cannot import, whatever the reason. A node that is killed again and
 * again takes each run up twice at a time: when it starts, and when somebody sends the text once more.
 */
export const maxAttempts = 30;
const waitMs = 50;
/** Takes away reports whose last day is over. True when there may be more. */
export const endReports = (deps: Pick<ImportDeps, 'db' | 'now'>): Promise<boolean> =>
  transaction(deps.db, (tx) => runs.endReport(tx, dayOf(deps.now()), deps.now()));

/** With these it would end the same way again; anything else may pass, and the run is tried again. */
const final: ReadonlySet<ErrorCode> = new Set(['refused', 'malformed', 'too-large', 'forbidden', 'keys', 'encoding']);

/** Goes on with the run that waits longest; what the job does. True when there may be more. */
export async function goOnWithImports(deps: ImportDeps): Promise<boolean> {
  const id = await runs.findWaiting(deps.db);
  if (id === undefined || deps.stopping?.aborted) return false;
  try {
    return (await runs.whileAlone(deps.db, () => doRun(deps, id))) !== 'busy';
  } catch (error) {
    // It has ended and says why, or the node is stopping; whatever else it is, is the job's to tell and to try again.
    if (isFinal(error) || deps.stopping?.aborted) return false;
    throw error;
  }
}

/**
 * Does a run, when no other one is at work any more, and returns when it has ended. `text`: what is kept for it. Errors: conflict when
 * the node stops meanwhile; those of which it failed.
 */
export async function finishRun(deps: ImportDeps, id: string, text: ReadText): Promise<void> {
  while ((await runs.whileAlone(deps.db, () => doRun(deps, id, text))) === 'busy') await sleep(waitMs);
  deps.onImport?.(); // others may have waited
}

const isFinal = (error: unknown): boolean => error instanceof TamgaError && final.has(error.code);

async function doRun(deps: ImportDeps, id: string, ready?: ReadText): Promise<void> {
  const taken = await runs.takeRun(deps.db, id);
  if (!taken) return;
  try {
    if (taken.attempts > maxAttempts)
      throw new TamgaError('refused', `it was tried ${maxAttempts} times and came no further`);
    await doTaken(deps, id, taken, ready);
  } catch (error) {
    if (isFinal(error)) await end(deps, id, { ended: 'failed', why: messageOf(error) });
    throw error;
  }
}

async function doTaken(deps: ImportDeps, id: string, taken: runs.TakenRun, ready?: ReadText): Promise<void> {
  const { name, authority, officer, source, fileDigest } = taken;
  const actor = { authority, officer };
  const options = { name, ...(JSON.parse(taken.handling) as Omit<ImportOptions, 'name'>) };
  // Who sent it a moment ago was let in by the session; whoever is taken up later may act no more.
  if (!ready) await requireActing(deps, actor);
  await requireHandling(deps, actor, options);
  const text = ready ?? (await readAgain(deps, taken));
  if (!text) return runs.setLost(deps.db, id);
  const { done, findingBytes } = await runs.readDone(deps.db, id);
  const persons = await judgeBulk(deps, actor, text, { id, source, name, fileDigest });
  const run = {
    id,
    done,
    actor,
    options,
    text,
    persons,
    keepFindings: createKeepFindings(maxFindingBytes - findingBytes),
  };
  const from = await storeOriginal(deps, actor, text, options, id, persons);
  await storeObjects(deps, run, from);
  await storeRefused(deps, run);
  await end(deps, id, { ended: null, why: null });
}

async function readAgain(deps: ImportDeps, { name, keptName, keptKey }: runs.TakenRun): Promise<ReadText | undefined> {
  const bytes = await readKept(deps, { name: keptName, key: keptKey });
  return bytes && (await readText(bytes, name));
}

/** Ends a run that nobody has ended yet; its text goes. False where it had ended. */
export async function end(
  deps: ImportDeps,
  id: string,
  how: { ended: 'cancelled' | 'failed' | null; why: string | null },
): Promise<boolean> {
  const ended = await transaction(deps.db, async (tx) => {
    const was = await runs.endRun(tx, id, { at: deps.now(), ...how });
    if (was && how.ended === null) await insertAbsent(tx, id);
    if (was) await keepTally(tx, id);
    return was;
  });
  if (ended?.keptName) await removeKept(deps, ended.keptName);
  return ended !== undefined;
}
