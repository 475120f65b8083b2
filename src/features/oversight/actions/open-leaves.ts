import { LogError } from '@tamga/log';
import { noteGossip } from '#features/federation/actions.ts';
import { assertSigning, openLogNote, proverAt, readLeaves } from '#features/log/actions.ts';
import { atGate, refusedDraft, submitWithin } from '#features/records/actions.ts';
import type { Submitted } from '#features/records/actions.ts';
import type { Deps } from '#features/records/model.ts';
import type { Actor } from '#features/releases/actions.ts';
import { closeTasksOf } from '#features/tasks/actions.ts';
import { toBase64url } from '#platform/bytes.ts';
import { messageOf, TamgaError } from '#platform/errors.ts';
import { maxOpeningBytes } from '../leaf-model.ts';
import type { OpenedLeaf } from '../leaf-model.ts';
import { cutAnswer, logOfNote } from '../leaf-rules.ts';
import { lockDemand } from '../leaf-store.ts';
import type { StoredDemand } from '../leaf-store.ts';
import * as store from '../leaf-store.ts';

const kind = 'leaf.opening';

/**
 * Answers a demand of oversight, whole: every leaf that it names, in one transaction. The officer decides that it is
 * answered; what is said is computed, and nothing can be left out of it. Errors: not-found, conflict where it was answered,
 * refused `checkpoint` where the checkpoint is not of this log, log-stopped where this log does not lead to it.
 */
export async function openLeaves(deps: Deps, actor: Actor, ref: string): Promise<Submitted[]> {
  const { code } = deps.self;
  return atGate(deps, async (tx) => {
    const demand = await lockDemand(tx, ref);
    if (demand?.participant !== code) throw new TamgaError('not-found', `no demand ${ref} to this participant`);
    const [row] = await store.listDemands(tx, deps.now(), undefined, ref);
    if (row?.state === 'opened') throw new TamgaError('conflict', `${ref} was answered`);
    await checkOwn(deps, actor, demand);
    const leaves = await readOpened(deps, demand);
    const answers = cutAnswer(leaves, maxOpeningBytes).map((part) => ({
      kind,
      to: demand.by,
      author: actor.authority,
      officers: [actor.officer],
      body: { demand: { ref, digest: toBase64url(demand.digest) }, leaves: part },
    }));
    const made = await submitWithin(tx, deps, answers);
    await closeTasksOf(tx, deps, 'leaf-demand', demand.recordId, actor.officer, `answered by ${made[0]?.ref ?? ''}`);
    return made;
  });
}

/** A checkpoint of ours that our log does not lead to is an alarm, whoever shows it; nothing is said under it. */
async function checkOwn(deps: Deps, { officer }: Actor, { note, by }: StoredDemand): Promise<void> {
  try {
    await openLogNote(note, deps.self.alliance, deps.self.code);
  } catch (error) {
    if (!(error instanceof LogError)) throw error;
    throw refusedDraft({ kind, officers: [officer] }, { code: 'checkpoint', why: messageOf(error) });
  }
  await noteGossip(deps, by, [note]);
  await assertSigning(deps);
}

/** What is missing is named, and nothing goes out without it: a part of an answer would look like the choice of a part. */
async function readOpened({ db, self }: Deps, { note, size, leaves: indexes }: StoredDemand): Promise<OpenedLeaf[]> {
  const log = logOfNote(note, self.alliance);
  const found = new Map((await readLeaves(db, log, indexes)).map((leaf) => [leaf.index, leaf]));
  const lost = indexes.find((index) => !found.has(index));
  if (lost !== undefined) throw isGone(`leaf ${lost} of log ${log}`);
  const proofs = await proverAt(db, log, size)
    .inclusionMany(indexes)
    .catch((error: unknown) => {
      if (error instanceof LogError) throw isGone(`a part of the tree of log ${log}`, error);
      throw error;
    });
  return indexes.map((index, i) => {
    const proof = toBase64url(Buffer.concat(proofs[i] ?? []));
    const { jws = null, padding = null } = found.get(index) ?? {};
    if (jws !== null) return { index, jws, proof };
    return { index, padding: toBase64url(padding ?? Buffer.alloc(0)), proof };
  });
}

const isGone = (what: string, cause?: unknown): TamgaError =>
  new TamgaError('not-found', `${what} is gone from this database: restore a backup that has it, or tell oversight`, {
    cause,
  });
