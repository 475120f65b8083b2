import { newBlobName, openBeside } from '#features/records/actions.ts';
import type { Deps } from '#features/records/model.ts';
import { readDue, renameDue } from './blob-store.ts';
import type { DueRow } from './blob-store.ts';

/** A blob that is due, with what opens it. `hold` takes it from whoever fetches it meanwhile; undefined: it was taken back. */
export type DueBlob = { row: DueRow; secret: Buffer; hold(): Promise<DueRow | undefined> };

const holdMs = 10 * 60_000;
/** As many files as anybody carries. */
const most = 10_000;

/** All that is due from a peer, whenever it would be asked for. */
export async function takeDueBlobs(deps: Deps, peer: string): Promise<DueBlob[]> {
  const rows = await readDue(deps.db, peer, most);
  return rows.flatMap((row) => {
    const secret = openBeside(row, row.sha256, row.secret, deps.self);
    if (!secret) return [];
    const hold = (): Promise<DueRow | undefined> => {
      const until = new Date(deps.now().getTime() + holdMs);
      return renameDue(deps.db, row, newBlobName(deps), until, deps.now());
    };
    return [{ row, secret, hold }];
  });
}
