import type { Deps } from '#features/records/model.ts';
import { readOwnLog } from '#features/log/actions.ts';
import { chunksOf32 } from '#platform/bytes.ts';
import { quorumOf } from './collect.ts';
import { cosignersOf } from './link.ts';
import { readLink } from './link-store.ts';
import * as store from './store.ts';

export { cosignCheckpoint, witnessVerifiers } from './cosign.ts';
export type { WitnessAnswer } from './cosign.ts';
export { collectCosignatures, quorumOf } from './collect.ts';
export { cosignedBy, fetchCosigned } from './fetch-cosigned.ts';
export { linkWitnessed } from './link.ts';

/** An own checkpoint with the cosignatures that came in for it. */
export async function withCosignatures(
  db: Deps['db'],
  head: { log: number; size: number; note: string },
): Promise<string> {
  return head.note + (await store.readCosignatures(db, head.log, head.size)).join('');
}

/** The newest own checkpoint that enough witnesses cosigned, as the profile counts; undefined while there is none. */
export async function readWitnessedHead(
  deps: Pick<Deps, 'db' | 'self'>,
): Promise<{ log: number; size: number; note: string } | undefined> {
  const head = await store.readNewestWith(deps.db, await readOwnLog(deps.db), Math.max(1, quorumOf(deps.self)));
  return head && { ...head, note: await withCosignatures(deps.db, head) };
}

/** What makes a checkpoint proof to third parties: a cosigned one that continues it, and the witnesses' directories. */
export type Witnessed = { checkpoint: string; consistency: Uint8Array[]; directories: string[] };

type ReadDeps = Pick<Deps, 'db' | 'self'>;

/** The same for an own checkpoint that is cosigned itself. */
export async function witnessedOwn({ self }: ReadDeps, checkpoint: string): Promise<Witnessed> {
  return { checkpoint, consistency: [], directories: await directoriesOf(self.alliance, checkpoint, self.code) };
}

/** Of a checkpoint under which something was received; undefined while no cosigned one is known to continue it. */
export async function witnessedOf(
  { db, self }: ReadDeps,
  participant: string,
  { log, size }: { log: number; size: number },
): Promise<Witnessed | undefined> {
  const link = await readLink(db, participant, log, size);
  if (!link) return undefined;
  const directories = await directoriesOf(self.alliance, link.note, participant);
  return { checkpoint: link.note, consistency: chunksOf32(link.proof), directories };
}

async function directoriesOf(alliance: Deps['self']['alliance'], note: string, owner: string): Promise<string[]> {
  const codes = await cosignersOf(note, alliance, owner);
  return codes.flatMap((code) => alliance.directories.get(code)?.jws ?? []);
}

export { holdCosigning } from './store.ts';
export { readCosignedSizes, readWitnessed } from './store.ts';
