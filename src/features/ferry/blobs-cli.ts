import { existsSync, mkdirSync, openAsBlob } from 'node:fs';
import { join } from 'node:path';
import type { Client } from '#api-client.ts';
import { allOf, streamOf } from '#client.ts';
import { counted } from '#platform/cli/counted.ts';
import { writeNew } from '#platform/cli/write-new.ts';
import { TamgaError } from '#platform/errors.ts';
import type { FerriedBlob } from './model.ts';

// Blobs go beside a ferry file, each as a file of its own under a name that tells only its recipient which it is.

const fileOf = (folder: string, name: string): string => join(folder, `${name}.age`);

/** Writes the blobs of a ferry file's records into a folder; what lies there already is left. Without a folder: which there are. */
export async function blobsOut(
  client: Client,
  to: string,
  { after, last }: { after: number; last: number },
  folder: string | undefined,
): Promise<FerriedBlob[]> {
  const blobs = await allOf((page) => client.listFerriedBlobs({ params: { to }, query: { ...page, after, last } }));
  if (folder === undefined) return blobs;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const { name, sha256 } of blobs) {
    const file = fileOf(folder, name);
    if (existsSync(file)) continue;
    await writeNew(file, async (sink) => {
      const answer = await client.ferryBlobOut({ params: { to, sha256 } });
      for await (const chunk of streamOf(answer)) await sink.writeFile(chunk);
    });
  }
  return blobs;
}

export function describeOut(blobs: readonly FerriedBlob[], folder: string | undefined): string {
  if (blobs.length === 0) return '';
  const bytes = blobs.reduce((sum, blob) => sum + blob.bytes, 0);
  const what = `${counted(blobs.length, 'blob')} of its records (${bytes} bytes)`;
  return folder === undefined
    ? `; ${what} ${blobs.length === 1 ? 'is' : 'are'} not in it: run again with --blobs <folder>`
    : `; ${what} in ${folder}`;
}

export type BlobsTaken = { taken: number; refused: string[]; missing: number };

/** Takes in what is due from a peer and lies in the folder. What does not fit is refused, and named. */
export async function blobsIn(client: Client, from: string, folder: string | undefined): Promise<BlobsTaken> {
  const due = await allOf((query) => client.listDueBlobs({ params: { from }, query }));
  const result: BlobsTaken = { taken: 0, refused: [], missing: 0 };
  for (const name of new Set(due.map((blob) => blob.name))) {
    if (folder === undefined || !existsSync(fileOf(folder, name))) {
      result.missing += 1;
      continue;
    }
    const body = await openAsBlob(fileOf(folder, name));
    const { taken } = await client.ferryBlobIn({ params: { from, name }, body }).catch((error: unknown) => {
      throw error instanceof TamgaError
        ? new TamgaError(error.code, `${name}.age: ${error.message}`, { detail: error.detail })
        : error;
    });
    if (taken) result.taken += 1;
    else result.refused.push(name);
  }
  return result;
}

export function describeIn({ taken, refused, missing }: BlobsTaken, folder: string | undefined): string {
  const where = folder === undefined ? ' (run again with --blobs <folder>)' : `, not in ${folder}`;
  const parts = [
    ...(taken > 0 ? [`${counted(taken, 'blob')} taken`] : []),
    ...(refused.length > 0 ? [`REFUSED: ${refused.join(', ')}`] : []),
    ...(missing > 0 ? [`${counted(missing, 'blob')} still due${where}`] : []),
  ];
  return parts.length === 0 ? '' : `; ${parts.join('; ')}`;
}
