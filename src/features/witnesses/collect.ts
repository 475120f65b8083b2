import { formatNote, formatWitnessRequest, LogError, openNote, parseNote, parseSignatureLine } from '@tamga/log';
import { exchangeWithPeer, hearStopped } from '#features/federation/actions.ts';
import type { Network } from '#features/federation/actions.ts';
import type { Proofs } from '#features/log/actions.ts';
import type { Deps } from '#features/records/model.ts';
import { messageOf, TamgaError } from '#platform/errors.ts';
import { witnessVerifiers } from './cosign.ts';
import * as store from './store.ts';

export type CollectDeps = Pick<Deps, 'db' | 'self' | 'now' | 'randomBytes' | 'logger'> & {
  network: Network;
  proofs: Proofs;
};

const limits = { maxBytes: 16 * 1024, timeoutMs: 10_000 };
const keptHeads = 20;

/**
 * Asks every peer that has not cosigned the newest checkpoint to do so. Who does not answer, or refuses, is asked again next
 * time; publishing never waits for it (design 6). Nothing in it depends on what was released to whom (I4).
 */
export async function collectCosignatures(deps: CollectDeps, witnesses: readonly string[]): Promise<void> {
  const newest = await deps.proofs.current().catch((error: unknown) => {
    if (error instanceof TamgaError && error.code === 'not-found') return undefined;
    throw error;
  });
  if (!newest) return;
  const { log, size, note } = newest.head;
  const sizes = await store.readCosignedSizes(deps.db, log);
  const missing = witnesses.filter((witness) => sizes.get(witness) !== size);
  if (missing.length === 0) return;
  await store.insertOffered(deps.db, log, size, note);
  await Promise.all(
    missing.map(async (witness) => {
      try {
        const line = await askWitness(deps, witness, newest, sizes.get(witness) ?? 0);
        await store.insertCosignature(deps.db, { log, size }, witness, line, deps.now());
      } catch (error) {
        if (!(error instanceof TamgaError || error instanceof LogError)) throw error;
        deps.logger.debug('not-cosigned', { witness, why: messageOf(error) });
      }
    }),
  );
  const met = await store.readNewestWith(deps.db, log, quorumOf(deps.self));
  await store.forgetOffered(deps.db, log, keptHeads, met?.size ?? -1);
}

type Newest = Awaited<ReturnType<Proofs['current']>>;

/** One witness: asked once, and once more from the size that it says it holds. Gives its signature line. */
async function askWitness(deps: CollectDeps, witness: string, newest: Newest, oldSize: number): Promise<string> {
  const first = await submit(deps, witness, newest, oldSize);
  // What it says to who asks is the only word of it that reaches this node.
  if (first.status === 403)
    await hearStopped(deps, witness, first.body.toString(), await store.readCosignedAt(deps.db, witness));
  if (first.status === 200) return checkedLine(deps, witness, newest, first.body.toString());
  const theirs = first.status === 409 ? Number(/^(0|[1-9]\d{0,14})\n?$/.exec(first.body.toString())?.[1]) : Number.NaN;
  if (!(theirs <= newest.head.size)) throw new TamgaError('peer-answer', `${witness} answered ${first.status}`);
  const second = await submit(deps, witness, newest, theirs);
  if (second.status !== 200) throw new TamgaError('peer-answer', `${witness} answered ${second.status}`);
  return checkedLine(deps, witness, newest, second.body.toString());
}

async function submit(deps: CollectDeps, witness: string, { head, prover }: Newest, oldSize: number) {
  const proof = oldSize === 0 ? [] : await prover.consistency(oldSize);
  const body = Buffer.from(formatWitnessRequest({ oldSize, proof, checkpoint: head.note }));
  return exchangeWithPeer(deps, witness, { method: 'POST', path: '/federation/v1/witness', body }, limits);
}

/** The line that the witness's own key signed under this very checkpoint. Errors: peer-answer, LogError. */
async function checkedLine({ self }: CollectDeps, witness: string, { head }: Newest, body: string): Promise<string> {
  const { text, signatures } = parseNote(head.note);
  const verifiers = witnessVerifiers(self.alliance, witness);
  for (const line of body.split('\n').filter((one) => one !== '')) {
    const signature = parseSignatureLine(line);
    if (!verifiers.some(({ name, keyId }) => name === signature.name && keyId === signature.keyId)) continue;
    await openNote(formatNote({ text, signatures: [...signatures, signature] }), verifiers);
    return `${line}\n`;
  }
  throw new TamgaError('peer-answer', `${witness} signed with no witness key of its own`);
}

/** How many witnesses make a checkpoint proof to third parties, by the profile. */
export const quorumOf = ({ alliance }: Pick<Deps['self'], 'alliance'>): number => alliance.profile.witnessQuorum ?? 0;
