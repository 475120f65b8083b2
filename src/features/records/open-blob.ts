import type { Viewer } from '#features/officers/model.ts';
import { blobBytes, readBlob } from '#platform/blobs/folder.ts';
import { toBase64url } from '#platform/bytes.ts';
import { TamgaError } from '#platform/errors.ts';
import { ageFileBytes, decryptBlob } from '#platform/keys/age-blob.ts';
import { openBeside } from './at-rest.ts';
import { readBlobs } from './blob-store.ts';
import type { Deps } from './model.ts';
import { readDetails } from './read-store.ts';
import { mayRead } from './rules.ts';

type OpenDeps = Pick<Deps, 'db' | 'self' | 'blobFolder'>;

/**
 * A blob in the clear, for whoever may read the record that names it. A stream that breaks off was changed on the disk: the library
 * checks each 64 KiB before it gives them. Errors: not-found, forbidden, keys, conflict while it is not here.
 */
export async function openBlob(
  { db, self, blobFolder }: OpenDeps,
  ref: string,
  sha256: string,
  viewer: Viewer,
): Promise<{ stream: ReadableStream<Uint8Array>; size: number; type: string }> {
  const [row] = await readDetails(db, ref, viewer);
  if (!row) throw new TamgaError('not-found', `no record ${ref} here`);
  if (row.unassigned !== null)
    throw new TamgaError('forbidden', `${viewer.officer} has no assignment to ${ref}`, {
      detail: { code: 'unassigned' },
    });
  if (!mayRead(viewer, row.readers)) throw new TamgaError('forbidden', `the content of ${ref} is not for this officer`);
  const blob = (await readBlobs(db, [row.id])).find((one) => toBase64url(one.sha256) === sha256);
  if (!blob || row.body === null || row.withheld) throw new TamgaError('not-found', `no such blob of ${ref} here`);
  if (!blob.hereAt) throw new TamgaError('conflict', sayAbsent(ref, blob));
  const secret = openBeside(row, blob.sha256, blob.secret, self);
  if (!secret) throw new TamgaError('keys', 'the key that it is wrapped for is not at this node, or it was changed');
  if ((await blobBytes(blobFolder, blob.name)) !== ageFileBytes(blob.size))
    throw new TamgaError('keys', 'its file is not on this node’s disk as it was stored');
  return { stream: await decryptBlob(secret, readBlob(blobFolder, blob.name)), size: blob.size, type: blob.type };
}

/** A file that is refused never comes; any other is asked for again by itself. */
const sayAbsent = (ref: string, { refusedCode, why }: { refusedCode: string | null; why: string | null }): string =>
  refusedCode === null
    ? `this blob of ${ref} is not here yet; ${why === null ? 'it is being fetched' : `it is asked for again, the last failure was: ${why}`}`
    : `this blob of ${ref} was refused, ${refusedCode}${why === null ? '' : `: ${why}`}`;

/** Another's file is saved and never shown: no browser guesses what it is, runs it, or keeps it. */
export const attachmentHeaders = (name: string, size: number): Record<string, string> => ({
  'content-type': 'application/octet-stream',
  'content-length': String(size),
  'content-disposition': `attachment; filename="${name.replaceAll(/[^A-Za-z0-9_-]/g, '')}.bin"`,
  'content-security-policy': "sandbox; default-src 'none'",
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
});
