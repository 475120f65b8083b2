import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { TamgaError, messageOf } from '../errors.ts';
import type { Room } from './room.ts';

// Files under random names, whole or not there: what is being written stands under another name until it is on the disk.
// What is in them is encrypted before it comes here.

const unfinished = '.part';
const namePattern = /^[0-9a-f]{32}$/;

const pathOf = (dir: string, name: string): string => {
  if (!namePattern.test(name)) throw new Error('this is no name of a blob file');
  return join(dir, name.slice(0, 2), name);
};
const partOf = (dir: string, name: string): string => `${pathOf(dir, name)}${unfinished}`;

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined);
const isAbsent = (error: unknown): boolean => codeOf(error) === 'ENOENT';

/** What writing failed with: a full disk is said as such. */
export function toDiskError(error: unknown): unknown {
  if (!['ENOSPC', 'EDQUOT', 'EFBIG'].includes(String(codeOf(error)))) return error;
  return new TamgaError('disk-full', `there is no room on the node's disk: ${messageOf(error)}`, { cause: error });
}

/** Writes all of a source durably under `path`, then gives it its name: whoever sees the name sees the whole file. `room` was kept for it. */
export async function writeBlob(
  dir: string,
  name: string,
  source: AsyncIterable<Uint8Array>,
  room?: Room,
): Promise<void> {
  await mkdir(join(dir, name.slice(0, 2)), { recursive: true, mode: 0o700 });
  await writeAll(partOf(dir, name), source, room);
  await finishPart(dir, name);
}

/** Leaves nothing behind where it fails. Errors: disk-full, and whatever the source throws. */
export async function writeAll(path: string, source: AsyncIterable<Uint8Array>, room?: Room): Promise<void> {
  const file = await open(path, 'w', 0o600);
  try {
    for await (const chunk of source) {
      await file.writeFile(chunk);
      await room?.fill(chunk.length);
    }
    await file.sync();
  } catch (error) {
    if (path.endsWith(unfinished)) await rm(path, { force: true });
    throw toDiskError(error);
  } finally {
    await file.close();
  }
}

/** How much of an unfinished file is there; after a break it goes on from here. */
export async function partBytes(dir: string, name: string): Promise<number> {
  return (await sizeOf(partOf(dir, name))) ?? 0;
}

/** How long a whole file is; undefined where there is none. */
export const blobBytes = (dir: string, name: string): Promise<number | undefined> => sizeOf(pathOf(dir, name));

async function sizeOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}

/** Puts more behind what is there of an unfinished file. Errors: disk-full; then only whole pieces are left. */
export async function appendPart(dir: string, name: string, at: number, bytes: Uint8Array): Promise<void> {
  await mkdir(join(dir, name.slice(0, 2)), { recursive: true, mode: 0o700 });
  const file = await open(partOf(dir, name), 'a', 0o600);
  try {
    await file.truncate(at); // what a crash left of a piece
    await file.writeFile(bytes);
    await file.sync();
  } catch (error) {
    await file.truncate(at).catch(() => {});
    throw toDiskError(error);
  } finally {
    await file.close();
  }
}

/** An unfinished file is whole: on the disk under its name before this returns. */
export async function finishPart(dir: string, name: string): Promise<void> {
  await rename(partOf(dir, name), pathOf(dir, name));
  const folder = await open(join(dir, name.slice(0, 2)), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** The bytes from `start` on, up to `end` (exclusive) where it is given. */
export const readBlob = (dir: string, name: string, start = 0, end = Infinity): ReadableStream<Uint8Array> =>
  streamOf(pathOf(dir, name), start, end);
export const readPart = (dir: string, name: string): ReadableStream<Uint8Array> =>
  streamOf(partOf(dir, name), 0, Infinity);

const streamOf = (path: string, start: number, end: number): ReadableStream<Uint8Array> =>
  Readable.toWeb(
    createReadStream(path, { start, end: end - 1, highWaterMark: 256 * 1024 }),
  ) as ReadableStream<Uint8Array>;

/** Nothing is left of it, whole or not. Removing what is not there is no error. */
export async function removeBlob(dir: string, name: string): Promise<void> {
  await rm(partOf(dir, name), { force: true });
  await rm(pathOf(dir, name), { force: true });
}

/** Names of all files, whole or not, that were last written before `before`. */
export async function* listBlobs(dir: string, before: Date): AsyncGenerator<string, void> {
  const folders = await readdir(dir).catch((error: unknown) => {
    if (isAbsent(error)) return [];
    throw error;
  });
  for (const folder of folders.filter((one) => /^[0-9a-f]{2}$/.test(one)))
    for (const file of await readdir(join(dir, folder))) {
      const name = file.endsWith(unfinished) ? file.slice(0, -unfinished.length) : file;
      if (!namePattern.test(name)) continue;
      const found = await stat(join(dir, folder, file)).catch(() => undefined);
      if (found && found.mtime < before) yield name;
    }
}
