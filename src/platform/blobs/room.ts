import { mkdir, statfs } from 'node:fs/promises';
import { TamgaError } from '../errors.ts';

/** What is left for the database and the log, which may lie on the same disk. */
const reservedBytes = 256 * 1024 * 1024;
/** The disk fills from elsewhere too: so often it is asked again while a file is written. */
const askedEvery = 4 * 1024 * 1024;

/** What was promised to files that are being written, by folder: what each of them would find free is free once only. */
const promised = new Map<string, number>();

export type FreeBytes = (dir: string) => Promise<number>;
const freeBytes: FreeBytes = async (dir) => {
  const { bavail, bsize } = await statfs(dir);
  return bavail * bsize;
};

/** Room for a file that is being written, until it is disposed of. */
export type Room = Disposable & {
  /** So much of it lies on the disk. Errors: disk-full. */
  fill(bytes: number): Promise<void>;
};

/**
 * Keeps room for `bytes` on the disk of a folder, beside what is kept for other files of this process. Errors: disk-full, where they
 * would leave less than the node itself needs.
 */
export async function holdRoom(dir: string, bytes: number, free = freeBytes): Promise<Room> {
  const promise = (more: number): void => void promised.set(dir, (promised.get(dir) ?? 0) + more);
  let left = bytes;
  let unasked = 0;
  promise(bytes);
  const dispose = (): void => {
    promise(-left);
    left = 0;
  };
  const requireRoom = async (needed: () => number): Promise<void> => {
    const there = await free(dir);
    if (there >= needed() + reservedBytes) return;
    throw new TamgaError('disk-full', `there is no room on the node's disk for ${bytes} bytes more`);
  };
  try {
    await mkdir(dir, { recursive: true, mode: 0o700 });
    await requireRoom(() => promised.get(dir) ?? 0);
  } catch (error) {
    dispose();
    throw error;
  }
  return {
    async fill(more) {
      const taken = Math.min(more, left);
      left -= taken;
      promise(-taken);
      unasked += more;
      if (unasked < askedEvery) return;
      unasked = 0;
      await requireRoom(() => Math.min(left, askedEvery));
    },
    [Symbol.dispose]: dispose,
  };
}
