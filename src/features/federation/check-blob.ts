import { createHash } from 'node:crypto';
import { blobBytes, finishPart, readBlob, readPart } from '#platform/blobs/folder.ts';
import { TamgaError } from '#platform/errors.ts';
import { ageFileBytes, decryptBlob, isOneStanza, notOpened } from '#platform/keys/age-blob.ts';
import type { DueRow } from './blob-store.ts';

/** `served`: SHA-256 of what was in the file, where it opened. */
export type CheckedFile =
  | { ok: true }
  | { ok: false; code: 'blob-hash' | 'blob-sealed'; why: string; served: string | null };

/**
 * Opens a file without writing a byte of it down, and holds what is in it against the envelope. Where it is what was sealed, it stands under
 * its name, durably, when this returns. Codes: blob-sealed, blob-hash.
 */
export async function checkFile(
  dir: string,
  row: Pick<DueRow, 'name' | 'size' | 'sha256'>,
  secret: Buffer,
): Promise<CheckedFile> {
  const isFinished = (await blobBytes(dir, row.name)) === ageFileBytes(row.size);
  const hash = createHash('sha256');
  let size = 0;
  const open = (): ReadableStream<Uint8Array> => (isFinished ? readBlob(dir, row.name) : readPart(dir, row.name));
  if (!(await hasPlainHeader(open())))
    return { ok: false, code: 'blob-sealed', why: 'it does not begin as an age file to one recipient', served: null };
  try {
    const plain = await decryptBlob(secret, open());
    for await (const chunk of plain) {
      hash.update(chunk);
      size += chunk.length;
    }
  } catch (error) {
    if (isOfDisk(error)) throw error;
    const why = (error instanceof TamgaError ? error : notOpened(error)).message;
    return { ok: false, code: 'blob-sealed', why, served: null };
  }
  const found = hash.digest();
  if (!found.equals(row.sha256) || size !== row.size)
    return {
      ok: false,
      code: 'blob-hash',
      why: 'the blob is not the one that was sealed',
      served: found.toString('base64url'),
    };
  if (!isFinished) await finishPart(dir, row.name);
  return { ok: true };
}

/** The library would read a header for as long as it goes on. */
async function hasPlainHeader(file: ReadableStream<Uint8Array>): Promise<boolean> {
  for await (const first of file) return isOneStanza(first);
  return false;
}

/** The file system's own errors say nothing about what was served. */
const isOfDisk = (error: unknown): boolean => error instanceof Error && 'syscall' in error;
