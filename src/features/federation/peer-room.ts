import type { Deps } from '#features/records/model.ts';
import { TamgaError } from '#platform/errors.ts';
import { sumBlobs } from './blob-store.ts';
import type { DueRow } from './blob-store.ts';
import { raiseAlarm } from './store.ts';

/** What files of one other participant take here, where no setting says otherwise. */
const defaultBytes = 64 * 1024 ** 3;

/**
 * A member cannot fill the disk with what it lets this node have: beyond the limit its records are applied, and their files wait
 * until others of its are destroyed, or the limit is raised. The officers hear of it once a day. Errors: disk-full, as blobs-full.
 */
export async function requirePeerRoom(
  { db, now, peerBlobBytes = defaultBytes }: Pick<Deps, 'db' | 'now' | 'peerBlobBytes'>,
  peer: string,
  row: DueRow,
): Promise<void> {
  const held = await sumBlobs(db, peer, row);
  if (held + row.size <= peerBlobBytes) return;
  const why = `files of ${peer} take ${held} bytes of the ${peerBlobBytes} that they may take: it is not fetched`;
  await raiseAlarm(db, peer, 'blobs-full', why, { notes: [] }, now());
  throw new TamgaError('disk-full', why, { detail: { code: 'blobs-full' } });
}
