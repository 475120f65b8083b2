import { open, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { TamgaError, messageOf } from '../errors.ts';

/**
 * Writes a file of mode 0600, never over one that is there. It is opened before anything is asked for: what a node gives out
 * counts as exported, also where it could not be written. Where `fill` fails nothing of it stays. Errors: conflict.
 */
export async function writeNew<T>(path: string, fill: (file: FileHandle) => Promise<T>): Promise<T> {
  const file = await open(path, 'wx', 0o600).catch((cause: unknown) => {
    throw new TamgaError('conflict', `${path}: ${messageOf(cause)}`, { cause });
  });
  try {
    return await fill(file);
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await file.close();
  }
}
