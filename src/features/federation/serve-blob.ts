import { refreshSelf } from '#features/alliance/actions.ts';
import { readOwnLog } from '#features/log/actions.ts';
import { openBeside } from '#features/records/actions.ts';
import type { Deps } from '#features/records/model.ts';
import { judgeAuthority, mayReceive } from '#features/releases/actions.ts';
import { blobBytes, readBlob } from '#platform/blobs/folder.ts';
import { fromBase64url, sha256, toBase64url } from '#platform/bytes.ts';
import { dayOf } from '#platform/clock.ts';
import { TamgaError } from '#platform/errors.ts';
import { readRange } from '#platform/http/byte-range.ts';
import { ageFileBytes, ageHeaderBytes, nameOfIdentity, readdress } from '#platform/keys/age-blob.ts';
import { secretsFor } from './blob-identities.ts';
import { readOffered } from './blob-store.ts';
import type { OfferedRow } from './blob-store.ts';
import { isKeyValid } from './feed.ts';
import { isGivenBack } from './give-back-store.ts';
import { fitsRelease, readReleases } from './sealed-release.ts';

type ServeDeps = Pick<Deps, 'db' | 'self' | 'now' | 'kinds' | 'blobFolder' | 'logger'>;
export type BlobAnswer = {
  status: 200 | 206 | 416;
  headers: Record<string, string>;
  body: ReadableStream<Uint8Array> | null;
};

const type = 'application/octet-stream';
/** After so much of an answer it is asked again whether the recipient may still have it. */
const askedAgainBytes = 1024 * 1024;

/**
 * A blob that a standing release lets this recipient have, as an age file to the identity that its feed line names: the same
 * bytes at every asking, so that ranges fit together (RFC 9110 §14). What is not released to it, not there, another's or
 * taken back is not found, in the same words (I4); what is taken back while it goes out breaks off. Errors: not-found.
 */
export async function serveBlob(
  deps: ServeDeps,
  recipient: string,
  hash: string,
  asked: { range: string | undefined; ifRange: string | undefined },
): Promise<BlobAnswer> {
  const found = await findOffered(deps, recipient, hash);
  if (!found) throw notFound();
  const { row, secret } = found;
  const size = ageFileBytes(row.size);
  if ((await blobBytes(deps.blobFolder, row.name)) !== size) {
    deps.logger.error('blob-lost', { ref: row.ref });
    throw notFound();
  }
  const header = await headerFor(deps, row.name, secret, recipient);
  const etag = `"${toBase64url(sha256(header)).slice(0, 22)}"`;
  const headers = { 'content-type': type, 'cache-control': 'no-store', 'accept-ranges': 'bytes', etag };
  const isOther = asked.ifRange !== undefined && asked.ifRange !== etag;
  const range = isOther ? undefined : readRange(asked.range, size);
  if (range === 'none') return { status: 416, headers: { ...headers, 'content-range': `bytes */${size}` }, body: null };
  const { start, end } = range ?? { start: 0, end: size };
  const mayGoOn = async (): Promise<boolean> => {
    await refreshSelf(deps);
    return (await findOffered(deps, recipient, hash))?.row.name === row.name;
  };
  const body = cut(deps.blobFolder, row.name, header, start, end, mayGoOn);
  const length = { ...headers, 'content-length': String(end - start) };
  if (!range) return { status: 200, headers: length, body };
  return { status: 206, headers: { ...length, 'content-range': `bytes ${start}-${end - 1}/${size}` }, body };
}

/** The name under which a blob's file travels to a recipient by hand; undefined where it may not have it. */
export async function findBlobName(deps: ServeDeps, recipient: string, hash: string): Promise<string | undefined> {
  const found = await findOffered(deps, recipient, hash);
  return found && nameOfIdentity(secretsFor(found.secret, recipient).identity);
}

async function findOffered(
  deps: ServeDeps,
  recipient: string,
  hash: string,
): Promise<{ row: OfferedRow; secret: Buffer } | undefined> {
  const digest = hashOf(hash);
  // To whom may hold recalls that are not back yet nothing is served, as in its feed.
  const isOpen = await isGivenBack(deps.db, recipient);
  const rows = digest && isOpen ? await readOffered(deps.db, recipient, digest, dayOf(deps.now())) : [];
  const own = await readOwnLog(deps.db);
  const valid = rows.filter((one) => isOffered(one, recipient, deps) && isKeyValid(one, own, deps));
  const row = await firstOf(valid, (one) => isLetGo(one, recipient, deps));
  const secret = row && digest && openBeside(row, digest, row.secret, deps.self);
  return row && secret ? { row, secret } : undefined;
}

/** The rows are what the database says: the release's own sealed bytes have to say so too. */
const isLetGo = async (row: OfferedRow, recipient: string, { db, self }: ServeDeps): Promise<boolean> =>
  fitsRelease(row, recipient, await readReleases(db, self, [row.releaseId]));

async function firstOf<T>(all: readonly T[], fits: (one: T) => Promise<boolean>): Promise<T | undefined> {
  for (const one of all) if (await fits(one)) return one;
  return undefined;
}

/** The words of every address that does not exist. */
const notFound = (): TamgaError => new TamgaError('not-found', 'no such route');

function hashOf(text: string): Buffer | undefined {
  try {
    return fromBase64url(text, 'sha256', 32);
  } catch {
    return undefined;
  }
}

/** The rules of the feed's line for the record, as of now (I1). */
function isOffered(row: OfferedRow, recipient: string, { self, now, kinds }: ServeDeps): boolean {
  const { alliance, code } = self;
  if (row.authority !== null && !judgeAuthority(row.authority, recipient, alliance, dayOf(now())).ok) return false;
  const control = kinds.get(row.kind)?.control ?? true;
  return mayReceive({ ...row, destroyed: false, control }, recipient, code, alliance, now()).ok;
}

async function headerFor({ blobFolder }: ServeDeps, name: string, secret: Buffer, recipient: string): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of readBlob(blobFolder, name, 0, ageHeaderBytes)) parts.push(part);
  const { identity, ephemeral } = secretsFor(secret, recipient);
  return readdress(Buffer.concat(parts), secret, identity, ephemeral);
}

/**
 * A part of the file as it is with this header in place of its own, which is as long. It fails in the middle once it may not go
 * on: whoever holds an answer open must not have the rest of what was recalled meanwhile.
 */
function cut(
  dir: string,
  name: string,
  header: Buffer,
  start: number,
  end: number,
  mayGoOn: () => Promise<boolean>,
): ReadableStream<Uint8Array> {
  const first = header.subarray(start, Math.min(end, header.length));
  async function* parts(): AsyncGenerator<Uint8Array, void> {
    if (first.length > 0) yield first;
    if (end <= header.length) return;
    let sinceAsked = 0;
    for await (const part of readBlob(dir, name, Math.max(start, header.length), end)) {
      if (sinceAsked + part.length > askedAgainBytes) {
        if (!(await mayGoOn())) throw notFound();
        sinceAsked = 0;
      }
      sinceAsked += part.length;
      yield part;
    }
  }
  return ReadableStream.from(parts());
}
