import { appendPart, blobBytes, partBytes, removeBlob } from '#platform/blobs/folder.ts';
import type { Room } from '#platform/blobs/room.ts';
import { TamgaError } from '#platform/errors.ts';
import { ageFileBytes } from '#platform/keys/age-blob.ts';
import type { DueRow } from './blob-store.ts';
import { exchangeWithPeer } from './client.ts';
import type { ClientDeps } from './client.ts';

/** Each piece has a deadline of its own: who drips has to begin again and again, and holds nobody else up. */
const pieceBytes = 4 * 1024 * 1024;
const pieceMs = 60_000;

/**
 * Gets the rest of a file piece by piece, each durable before the next is asked for. How long the file is follows from the sealed
 * envelope: a peer that names another length, or sends more or less, gets nothing written. `goesOn` is asked after each piece, with what is here by then;
 * false leaves nothing behind. Errors: peer-unreachable, peer-answer, disk-full.
 */
export async function downloadBlob(
  deps: ClientDeps & { blobFolder: string },
  peer: string,
  { name, sha256, size }: Pick<DueRow, 'name' | 'sha256' | 'size'>,
  room: Room,
  goesOn: (at: number) => Promise<boolean>,
): Promise<boolean> {
  const { blobFolder: dir } = deps;
  const total = ageFileBytes(size);
  if ((await blobBytes(dir, name)) === total) return true;
  const path = `/federation/v1/blobs/${sha256.toString('base64url')}`;
  for (let at = await partBytes(dir, name); at < total;) {
    const end = Math.min(total, at + pieceBytes);
    const ask = { method: 'GET', path, range: `bytes=${at}-${end - 1}` } as const;
    const { status, headers, body } = await exchangeWithPeer(deps, peer, ask, {
      maxBytes: Math.max(end - at, 64 * 1024),
      timeoutMs: pieceMs,
    });
    if (status === 404) throw new TamgaError('peer-answer', `${peer} does not give it: not found`);
    if (status !== 206) throw new TamgaError('peer-answer', `${peer} answered ${status}`);
    const told = headers['content-range'] ?? '';
    if (told !== `bytes ${at}-${end - 1}/${total}` || body.length !== end - at)
      throw new TamgaError('peer-answer', `${peer} sent ${body.length} bytes as "${told.slice(0, 60)}" of ${total}`);
    await appendPart(dir, name, at, body);
    at = end;
    await room.fill(body.length);
    if (!(await goesOn(at))) {
      await removeBlob(dir, name);
      return false;
    }
  }
  return true;
}
