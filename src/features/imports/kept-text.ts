import { dirname, join } from 'node:path';
import { newBlobName, unwrapForSelf, wrapForSelf } from '#features/records/actions.ts';
import type { Deps } from '#features/records/model.ts';
import { blobBytes, listBlobs, readBlob, removeBlob, writeBlob } from '#platform/blobs/folder.ts';
import { holdRoom } from '#platform/blobs/room.ts';
import { TamgaError } from '#platform/errors.ts';
import { decryptBound, encryptInParts, nonceBytes, sealedBytes } from '#platform/keys/aead.ts';
import { findKeptNames } from './run-store.ts';

// The text of a run that has not ended lies beside the blobs, encrypted under a key of its own: the bodies in it are not on the disk in
// the clear. Its key encrypts nothing else, so that the nonce may be fixed (NIST SP 800-38D §8.2).

export type KeptText = { name: string; key: Buffer; bytes: number };
type KeepDeps = Pick<Deps, 'self' | 'randomBytes' | 'blobFolder'>;

const onlyNonce = Buffer.alloc(nonceBytes);
const label = (name: string): Buffer => Buffer.from(`tamga import text 1 ${name}`);
export const keptFolder = ({ blobFolder }: Pick<Deps, 'blobFolder'>): string => join(dirname(blobFolder), 'imports');
/** A file that is younger may be one of a run that is just being accepted. */
const strayMs = 24 * 3600_000;

/** Keeps a text on the disk, durably. Errors: disk-full, keys. */
export async function keepText(deps: KeepDeps, text: Uint8Array): Promise<KeptText> {
  const name = newBlobName(deps);
  const key = deps.randomBytes(32);
  using room = await holdRoom(keptFolder(deps), sealedBytes(text.length));
  await writeBlob(keptFolder(deps), name, encryptInParts(key, onlyNonce, text, label(name)), room);
  return { name, key: wrapForSelf(label(name), key, deps), bytes: text.length };
}

/** The text as it came; undefined where its file is not here, as after a restore. Errors: keys, where it does not open. */
export async function readKept(
  deps: Pick<KeepDeps, 'self' | 'blobFolder'>,
  { name, key }: Pick<KeptText, 'name' | 'key'>,
): Promise<Uint8Array | undefined> {
  if ((await blobBytes(keptFolder(deps), name)) === undefined) return undefined;
  const sealed = await new Response(readBlob(keptFolder(deps), name)).bytes();
  const by = unwrapForSelf(label(name), key, deps.self);
  const text = by && decryptBound(by, onlyNonce, sealed, label(name));
  if (!text) throw new TamgaError('keys', 'the text of this import does not open with the keys of this node');
  return text;
}

export const removeKept = (deps: Pick<Deps, 'blobFolder'>, name: string): Promise<void> =>
  removeBlob(keptFolder(deps), name);

/** At the start of a node: removes the texts of runs that have ended, as a crash or a restored database leaves them. Gives how many. */
export async function removeStrayTexts(deps: Pick<Deps, 'db' | 'blobFolder'>): Promise<number> {
  const named = await findKeptNames(deps.db);
  let count = 0;
  // The disk's own clock, not the node's: it is what the files' times are by.
  for await (const name of listBlobs(keptFolder(deps), new Date(Date.now() - strayMs))) {
    if (named.has(name)) continue;
    await removeKept(deps, name);
    count += 1;
  }
  return count;
}
