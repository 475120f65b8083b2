import { createHash } from 'node:crypto';
import {
  findLostBlobs,
  findOwnBlobs,
  findUploads,
  newBlobName,
  openBeside,
  setFound,
  unwrapForSelf,
  wrapForSelf,
} from '#features/records/actions.ts';
import { maxBlobBytes } from '#features/records/model.ts';
import type { Deps } from '#features/records/model.ts';
import { blobBytes, readBlob, removeBlob, writeBlob } from '#platform/blobs/folder.ts';
import { holdRoom } from '#platform/blobs/room.ts';
import { toBase64url } from '#platform/bytes.ts';
import { isLost, transaction } from '#platform/db/db.ts';
import type { Db, Tx } from '#platform/db/db.ts';
import { TamgaError } from '#platform/errors.ts';
import { ageFileBytes, ageHeaderBytes, encryptBlob, readdress } from '#platform/keys/age-blob.ts';
import { maxWaiting, maxWaitingBytes } from './model.ts';
import type { AddedBlob } from './model.ts';
import * as store from './store.ts';

export { findLost, sweepBlobs } from './sweep.ts';

export type BlobDeps = Pick<Deps, 'db' | 'self' | 'now' | 'randomBytes' | 'blobFolder'>;
export type Adder = { authority: string; officer: string };

/**
 * Takes in a file for a record of the authority's to name: encrypted as it comes, so that nothing of it lies on the disk in the clear, and
 * durable before this returns. `announced` is the length that was said. Errors: too-large, malformed, disk-full, conflict.
 */
export async function addBlob(
  deps: BlobDeps,
  { authority, officer }: Adder,
  source: ReadableStream<Uint8Array>,
  announced: number,
): Promise<AddedBlob> {
  if (announced > maxBlobBytes) throw tooLarge();
  await requireUploadRoom(deps.db, authority, announced);
  using room = await holdRoom(deps.blobFolder, ageFileBytes(announced));
  const name = newBlobName(deps);
  const secret = Buffer.from(deps.randomBytes(32));
  const measured = measure(source);
  await writeBlob(deps.blobFolder, name, await encryptBlob(secret, measured.stream), room);
  const { size, sha256 } = measured.result();
  try {
    if (size !== announced) throw new TamgaError('malformed', `${size} bytes came where ${announced} were announced`);
    const kept = await transaction(deps.db, async (tx) => {
      await store.lockUploads(tx, authority);
      await requireUploadRoom(tx, authority, size); // others may have come meanwhile
      await store.lockContent(tx, sha256);
      const file = (await findSame(tx, deps, sha256, size)) ??
        (await putBack(tx, deps, { authority, sha256, size, name, secret })) ?? { name, secret };
      const wrapped = wrapForSelf(sha256, file.secret, deps);
      const row = { name: file.name, sha256, size, authority, officer, secret: wrapped, at: deps.now() };
      await store.insertUpload(tx, row);
      return file.name;
    });
    if (kept !== name) await removeBlob(deps.blobFolder, name);
  } catch (error) {
    // Where the database did not say whether it has the row, the file stays: a later start finds out.
    if (!isLost(error)) await removeBlob(deps.blobFolder, name);
    throw error;
  }
  return { sha256: toBase64url(sha256), size };
}

/** Errors: conflict, where an authority has too many files waiting, or too many bytes of them. */
async function requireUploadRoom(db: Db | Tx, authority: string, bytes: number): Promise<void> {
  const waiting = await store.countUploads(db, authority);
  if (waiting.files >= maxWaiting || waiting.bytes + bytes > maxWaitingBytes)
    throw new TamgaError(
      'conflict',
      `${authority} has ${waiting.files} files with ${waiting.bytes} bytes waiting that no record names`,
    );
}

const tooLarge = (): TamgaError => new TamgaError('too-large', `a blob has at most ${maxBlobBytes} bytes`);

/** Hash and length of what flows by. */
function measure(source: ReadableStream<Uint8Array>) {
  const hash = createHash('sha256');
  let size = 0;
  const counting = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      size += chunk.length;
      if (size > maxBlobBytes) throw tooLarge();
      hash.update(chunk);
      controller.enqueue(chunk);
    },
  });
  return { stream: source.pipeThrough(counting), result: () => ({ size, sha256: hash.digest() }) };
}

type Incoming = { authority: string; sha256: Buffer; size: number; name: string; secret: Buffer };

/**
 * The authority's own records whose file was lost have it again: addressed to the identity that they know, so that what recipients
 * were told still opens it.
 */
async function putBack(
  tx: Tx,
  deps: BlobDeps,
  { authority, sha256, size, name, secret }: Incoming,
): Promise<{ name: string; secret: Buffer } | undefined> {
  const lost = await findLostBlobs(tx, sha256, size, authority);
  const [known] = lost.flatMap((one) => openBeside(one, sha256, one.secret, deps.self) ?? []);
  if (!known) return undefined;
  const again = newBlobName(deps);
  using room = await holdRoom(deps.blobFolder, ageFileBytes(size));
  await writeBlob(deps.blobFolder, again, addressed(deps, name, secret, known), room);
  const same = lost.filter((one) => openBeside(one, sha256, one.secret, deps.self)?.equals(known));
  await setFound(tx, same, again, deps.now());
  return { name: again, secret: known };
}

/** The same file with a header for another identity. */
async function* addressed(
  { blobFolder, randomBytes }: BlobDeps,
  name: string,
  secret: Buffer,
  to: Buffer,
): AsyncGenerator<Uint8Array, void> {
  const header: Uint8Array[] = [];
  for await (const part of readBlob(blobFolder, name, 0, ageHeaderBytes)) header.push(part);
  yield await readdress(Buffer.concat(header), secret, to, randomBytes(32));
  yield* readBlob(blobFolder, name, ageHeaderBytes);
}

/** The file that this participant has of this content already: each content has one, so that a recipient always gets the same. */
async function findSame(
  tx: Tx,
  { self, blobFolder }: BlobDeps,
  sha256: Buffer,
  size: number,
): Promise<{ name: string; secret: Buffer } | undefined> {
  const opened = [
    ...(await findOwnBlobs(tx, sha256, null)).map((one) => ({
      ...one,
      opened: openBeside(one, sha256, one.secret, self),
    })),
    ...(await findUploads(tx, sha256, null)).map((one) => ({
      ...one,
      opened: unwrapForSelf(sha256, one.secret, self),
    })),
  ];
  for (const { name, opened: secret } of opened)
    if (secret && (await blobBytes(blobFolder, name)) === ageFileBytes(size)) return { name, secret };
  return undefined;
}
