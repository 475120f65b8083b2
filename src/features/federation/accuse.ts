import { encodeBase64 } from '@tamga/log';
import type { Contradiction } from '@tamga/log';
import type { Deps } from '#features/records/model.ts';
import * as store from './store.ts';

/** Evidence as it is kept and handed out: JSON that `verifyContradiction` of the log package judges with the log's key alone. */
export const toEvidence = ({ notes, root, proof }: Contradiction): store.Evidence => ({
  notes,
  ...(root && proof ? { root: encodeBase64(root), proof: proof.map(encodeBase64) } : {}),
});

/** Stops the owner of a log that contradicts itself, never the messenger, and tells the officers with the proof. */
export async function accuse(
  { db, now, logger }: Pick<Deps, 'db' | 'now' | 'logger'>,
  participant: string,
  code: 'log-forked' | 'log-shrank',
  why: string,
  contradiction: Contradiction,
): Promise<void> {
  const evidence = toEvidence(contradiction);
  await store.readPeer(db, participant);
  await store.stopPeer(db, participant, code, why, evidence, now());
  if (evidence.proof) await store.completeEvidence(db, participant, code, evidence);
  logger.error('peer-stopped', { peer: participant, code });
}
