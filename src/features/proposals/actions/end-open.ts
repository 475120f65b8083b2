import type { Tx } from '#platform/db/db.ts';
import { lapseOpen } from '../store.ts';

/**
 * A node that was restored ends what waited at the time of its backup: it may have been sealed in the part that was lost, and sealed once
 * more, with other approvals, it would bear the ref of another record, so that no recipient applies either.
 */
export const endOpenProposals = (tx: Tx, now: Date): Promise<void> =>
  lapseOpen(tx, now, 'the node was restored from a backup: propose it again if it is not among the records');
