import type { Deps } from '#features/records/model.ts';
import { quorumOf } from './collect.ts';
import * as store from './store.ts';

export { cosignCheckpoint, witnessVerifiers } from './cosign.ts';
export type { WitnessAnswer } from './cosign.ts';
export { collectCosignatures } from './collect.ts';

/** An own checkpoint with the cosignatures that came in for it. */
export async function withCosignatures(db: Deps['db'], head: { size: number; note: string }): Promise<string> {
  return head.note + (await store.readCosignatures(db, head.size)).join('');
}

/** The newest own checkpoint that enough witnesses cosigned, as the profile counts; undefined while there is none. */
export async function readWitnessedHead(
  deps: Pick<Deps, 'db' | 'self'>,
): Promise<{ size: number; note: string } | undefined> {
  const head = await store.readNewestWith(deps.db, Math.max(1, quorumOf(deps.self)));
  return head && { size: head.size, note: await withCosignatures(deps.db, head) };
}
