import {
  findBlobName,
  listPlacedBlobs,
  requirePeerRoom,
  serveBlob,
  takeDueBlobs,
  takeFile,
} from '#features/federation/actions.ts';
import type { Deps } from '#features/records/model.ts';
import { writeBlob } from '#platform/blobs/folder.ts';
import { holdRoom } from '#platform/blobs/room.ts';
import { toBase64url } from '#platform/bytes.ts';
import { TamgaError } from '#platform/errors.ts';
import { ageFileBytes, nameOfIdentity } from '#platform/keys/age-blob.ts';
import type { FerriedBlob } from './model.ts';

// A ferry file holds records, and up to 64 MiB of them. Their blobs go beside it, each as the age file that a pull would have got: that is
// encrypted for its recipient already, and what the sealed envelope says of it needs no further seal.

/** The blobs of the records at these places of the feed, by the names under which their files travel. */
export async function listFerried(deps: Deps, to: string, after: number, last: number): Promise<FerriedBlob[]> {
  const found: FerriedBlob[] = [];
  for (const { sha256, size } of await listPlacedBlobs(deps.db, to, after, last)) {
    const hash = toBase64url(sha256);
    const name = await findBlobName(deps, to, hash);
    if (name !== undefined) found.push({ name, sha256: hash, bytes: ageFileBytes(size) });
  }
  return found;
}

/** One of those files. Errors: not-found. */
export const ferryBlobOut = (deps: Deps, to: string, sha256: string) =>
  serveBlob(deps, to, sha256, { range: undefined, ifRange: undefined });

/** What is due from a peer and may have come by hand. */
export async function listDue(deps: Deps, from: string): Promise<Pick<FerriedBlob, 'name' | 'bytes'>[]> {
  const due = await takeDueBlobs(deps, from);
  return due.map(({ secret, row }) => ({ name: nameOfIdentity(secret), bytes: ageFileBytes(row.size) }));
}

/**
 * Takes in a file that came beside a ferry file: checked as one that was fetched, refused with the same evidence. Gives whether it
 * was taken. Errors: not-found where nothing of that name is due, malformed for another length, disk-full.
 */
export async function ferryBlobIn(
  deps: Deps,
  from: string,
  name: string,
  source: ReadableStream<Uint8Array>,
  announced: number,
): Promise<boolean> {
  const due = (await takeDueBlobs(deps, from)).find(({ secret }) => nameOfIdentity(secret) === name);
  if (!due) throw new TamgaError('not-found', `no blob of ${from} under this name is due here`);
  const expected = ageFileBytes(due.row.size);
  if (announced !== expected) throw new TamgaError('malformed', `the file has ${announced} bytes; ${expected} are due`);
  await requirePeerRoom(deps, from, due.row);
  using room = await holdRoom(deps.blobFolder, expected);
  const held = await due.hold();
  if (!held) throw new TamgaError('not-found', `it was taken back meanwhile`);
  await writeBlob(deps.blobFolder, held.name, limited(source, expected), room);
  return await takeFile(deps, from, held, due.secret);
}

/** No more than was announced reaches the disk. */
async function* limited(source: ReadableStream<Uint8Array>, most: number): AsyncGenerator<Uint8Array, void> {
  let bytes = 0;
  for await (const chunk of source) {
    bytes += chunk.length;
    if (bytes > most) throw new TamgaError('malformed', `more than ${most} bytes came`);
    yield chunk;
  }
  if (bytes !== most) throw new TamgaError('malformed', `${bytes} bytes came where ${most} are due`);
}
