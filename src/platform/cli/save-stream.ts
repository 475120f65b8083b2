import type { FileHandle } from 'node:fs/promises';
import { TamgaError, messageOf } from '../errors.ts';

/** Writes what comes to a file; gives the number of bytes. Errors: not-running, where it broke off. */
export async function saveStream(file: FileHandle, path: string, source: AsyncIterable<Uint8Array>): Promise<number> {
  let bytes = 0;
  try {
    for await (const chunk of source) {
      await file.writeFile(chunk);
      bytes += chunk.length;
    }
    return bytes;
  } catch (cause) {
    throw new TamgaError('not-running', `${path}: the node broke off: ${messageOf(cause)}`, { cause });
  }
}
