import type { z } from 'zod';
import type pg from 'pg';
import { blobBytes, readBlob, writeBlob } from '#platform/blobs/folder.ts';
import { TamgaError } from '#platform/errors.ts';
import { readFrames } from './frames.ts';
import type { Frame } from './frames.ts';
import { blobSchema } from './model.ts';
import { readBlobNames } from './store.ts';

/** How many files of blobs went in, and which should have lain there and did not. */
export type BlobsSaved = { count: number; missing: string[] };

/** A piece of a file in one part. */
const pieceBytes = 1024 * 1024;

/**
 * The files of the blobs that the snapshot's rows name, as they lie: encrypted, under keys that are in the rows. What is missing is
 * noted: it was destroyed since the snapshot, or the disk lost it.
 */
export async function* blobFrames(
  client: pg.ClientBase,
  folder: string,
  saved: BlobsSaved,
): AsyncGenerator<Frame, void> {
  for (const name of await readBlobNames(client)) {
    const size = await blobBytes(folder, name);
    if (size === undefined) {
      saved.missing.push(name);
      continue;
    }
    yield { type: 'B', bytes: Buffer.from(JSON.stringify({ name, size })) };
    let left = size;
    for await (const piece of readBlob(folder, name))
      for (let at = 0; at < piece.length; at += pieceBytes) {
        const bytes = Buffer.from(piece.subarray(at, at + pieceBytes));
        left -= bytes.length;
        yield { type: 'C', bytes };
      }
    if (left !== 0) throw new TamgaError('conflict', `a blob's file changed while it was read: ${name}`);
    saved.count += 1;
  }
}

/** Writes the files of blobs of a backup into a folder. Gives how many. Errors: malformed, disk-full. */
export async function writeBlobs(file: string, folder: string): Promise<number> {
  const frames = readFrames(file);
  let count = 0;
  try {
    for (let next = await frames.next(); !next.done; next = await frames.next()) {
      if (next.value.type !== 'B') continue;
      const { name, size } = readFacts(next.value, file);
      await writeBlob(folder, name, piecesOf(frames, size, file));
      count += 1;
    }
  } finally {
    await frames.return();
  }
  return count;
}

function readFacts(frame: Frame, file: string): z.infer<typeof blobSchema> {
  try {
    return blobSchema.parse(JSON.parse(frame.bytes.toString()));
  } catch (cause) {
    throw new TamgaError('malformed', `${file} is damaged or no backup: part B`, { cause });
  }
}

async function* piecesOf(
  frames: AsyncGenerator<Frame, void>,
  size: number,
  file: string,
): AsyncGenerator<Uint8Array, void> {
  for (let left = size; left > 0;) {
    const next = await frames.next();
    if (next.done || next.value.type !== 'C' || next.value.bytes.length > left || next.value.bytes.length === 0)
      throw new TamgaError('malformed', `${file} is damaged or no backup: a blob breaks off`);
    left -= next.value.bytes.length;
    yield next.value.bytes;
  }
}
