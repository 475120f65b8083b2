import { openBeside, noteBlob, submitWithin } from '#features/records/actions.ts';
import { partBytes, removeBlob } from '#platform/blobs/folder.ts';
import { holdRoom } from '#platform/blobs/room.ts';
import { transaction } from '#platform/db/db.ts';
import { TamgaError, messageOf } from '#platform/errors.ts';
import { ageFileBytes } from '#platform/keys/age-blob.ts';
import * as store from './blob-store.ts';
import type { DueRow } from './blob-store.ts';
import { checkFile } from './check-blob.ts';
import { receiptDrafts, receiptItem, refusalDrafts } from './confirm.ts';
import { downloadBlob } from './download-blob.ts';
import { requirePeerRoom } from './peer-room.ts';
import type { PullDeps } from './pull.ts';
import { insertRefused, raiseAlarm, readPeer } from './store.ts';

/** At once from one peer; peers do not wait for each other. */
const atOnce = 2;
const leaseMs = 5 * 60_000;
const maxRetryMs = 3600_000;
const firstRetryMs = 15_000;
const dayMs = 86_400_000;
/** Each costs a sealed refusal. Who serves more wrong files than these in a day is asked for no file until it is over; its lines go on. */
const maxWrongPerDay = 16;

/**
 * Fetches what a peer's accepted records name and is not here yet, a few files at once. A break leaves what has come, and the next
 * try goes on there; each waits longer while nothing comes. True when there may be more.
 */
export async function fetchBlobs(deps: PullDeps, peer: string): Promise<boolean> {
  if ((await readPeer(deps.db, peer)).stopped) return false;
  const now = deps.now();
  const wrong = await store.countWrong(deps.db, peer, new Date(now.getTime() - dayMs));
  if (wrong >= maxWrongPerDay) return false;
  const until = new Date(now.getTime() + leaseMs);
  const due = await transaction(deps.db, (tx) => store.takeDue(tx, peer, now, until, atOnce));
  // Of one content one after the other: the second finds the file of the first.
  const groups = [...Map.groupBy(due, ({ sha256 }) => sha256.toString('hex')).values()];
  const done = await Promise.all(groups.map((rows) => fetchInTurn(deps, peer, rows)));
  return done.some(Boolean);
}

async function fetchInTurn(deps: PullDeps, peer: string, rows: readonly DueRow[]): Promise<boolean> {
  let isDone = false;
  for (const row of rows) isDone = (await fetchOrNote(deps, peer, row)) || isDone;
  return isDone;
}

/** False where it is to be tried again, later each time. */
async function fetchOrNote(deps: PullDeps, peer: string, row: DueRow): Promise<boolean> {
  try {
    return await fetchOne(deps, peer, row);
  } catch (error) {
    if (!(error instanceof TamgaError))
      deps.logger.error('blob-unfetched', { peer, ref: row.ref, why: messageOf(error) });
    const waitMs = Math.min(maxRetryMs, firstRetryMs * 2 ** Math.min(row.attempts - 1, 10));
    const nextTryAt = new Date(deps.now().getTime() + waitMs);
    const why = error instanceof TamgaError ? error.message : 'this node failed to fetch it; its log says more';
    await noteBlob(deps.db, row, { why, refused: null, nextTryAt });
    return false;
  }
}

async function fetchOne(deps: PullDeps, peer: string, row: DueRow): Promise<boolean> {
  const secret = openBeside(row, row.sha256, row.secret, deps.self);
  if (!secret) throw new TamgaError('keys', 'what opens it cannot be opened here');
  if (await shareTwin(deps, peer, row, secret)) return true;
  await requirePeerRoom(deps, peer, row);
  const left = ageFileBytes(row.size) - (await partBytes(deps.blobFolder, row.name));
  using room = await holdRoom(deps.blobFolder, Math.max(0, left));
  const isWanted = await downloadBlob(deps, peer, row, room, (at) =>
    store.holdDue(deps.db, row, at, new Date(deps.now().getTime() + leaseMs)),
  );
  return isWanted ? await takeFile(deps, peer, row, secret) : true;
}

/**
 * Checks a file that is here whole against what was sealed, and keeps it or refuses it. False: it was refused, and is gone.
 */
export async function takeFile(
  deps: Omit<PullDeps, 'network'>,
  peer: string,
  row: DueRow,
  secret: Buffer,
): Promise<boolean> {
  const checked = await checkFile(deps.blobFolder, row, secret);
  if (!checked.ok) {
    await refuseBlob(deps, peer, row, checked);
    await removeBlob(deps.blobFolder, row.name);
    return false;
  }
  if (!(await transaction(deps.db, (tx) => keepFile(tx, deps, peer, row, row.name))))
    await removeBlob(deps.blobFolder, row.name);
  return true;
}

/** The last of a record's blobs completes its delivery, and that is confirmed. False: it was taken back meanwhile. */
async function keepFile(
  tx: Parameters<typeof submitWithin>[0],
  deps: Omit<PullDeps, 'network'>,
  peer: string,
  row: DueRow,
  file: string,
): Promise<boolean> {
  const now = deps.now();
  if (!(await store.setHere(tx, row, file, now))) return false;
  if ((await store.countBlobsLeft(tx, row.recordId)) > 0) return true;
  await submitWithin(tx, deps, receiptDrafts(deps, peer, [receiptItem(row, 'delivered', now)]));
  return true;
}

/** The same content by another record of the same peer, under the same identity, is the same file: nothing is fetched twice. */
function shareTwin(deps: PullDeps, peer: string, row: DueRow, secret: Buffer): Promise<boolean> {
  return transaction(deps.db, async (tx) => {
    for (const twin of await store.findTwins(tx, peer, row)) {
      const its = openBeside(twin, twin.sha256, twin.secret, deps.self);
      if (its?.equals(secret) && twin.size === row.size) return keepFile(tx, deps, peer, row, twin.name);
    }
    return false;
  });
}

/** What a peer served is not what its author sealed: kept as evidence, told to it and to the officers. It is not asked for again. */
async function refuseBlob(
  deps: Omit<PullDeps, 'network'>,
  peer: string,
  row: DueRow,
  { code, why, served }: { code: string; why: string; served: string | null },
): Promise<void> {
  const now = deps.now();
  const sha256 = row.sha256.toString('base64url');
  const line = { seq: row.seq ?? 1, outcome: 'refused' as const, code, why, ref: row.ref, line: Buffer.from(row.ref) };
  await transaction(deps.db, async (tx) => {
    await noteBlob(tx, row, { why, refused: { code, at: now }, nextTryAt: null });
    await insertRefused(tx, peer, (await readPeer(tx, peer)).log, line, now);
    await submitWithin(tx, deps, refusalDrafts(deps, peer, [line]));
    await raiseAlarm(tx, peer, code, `${row.ref}: ${why}`, { notes: [], blob: { ref: row.ref, sha256, served } }, now);
  });
  deps.logger.error('blob-refused', { peer, ref: row.ref, code });
}
