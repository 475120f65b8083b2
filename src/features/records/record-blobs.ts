import { findCover } from '#features/guards/actions/find-cover.ts';
import type { Viewer } from '#features/guards/model.ts';
import type { Tx } from '#platform/db/db.ts';
import { blobBytes } from '#platform/blobs/folder.ts';
import { fromBase64url } from '#platform/bytes.ts';
import { ageFileBytes } from '#platform/keys/age-blob.ts';
import { TamgaError } from '#platform/errors.ts';
import { openBeside, sealBeside, unwrapForSelf } from './at-rest.ts';
import type { BodyRow, StoredBody } from './at-rest.ts';
import * as store from './blob-store.ts';
import type { BlobFacts, Deps, SealedRecord } from './model.ts';
import { openEnvelope } from './seal.ts';
import { readRows } from './store.ts';

export type StoredRecord = { id: number; record: SealedRecord; stored: StoredBody | null };
type LinkDeps = Pick<Deps, 'self' | 'randomBytes' | 'now' | 'blobFolder' | 'officers'>;

export const newBlobName = (deps: Pick<Deps, 'randomBytes'>): string =>
  Buffer.from(deps.randomBytes(16)).toString('hex');

const rowOf = ({ record, stored }: StoredRecord): BodyRow => ({
  digest: record.digest,
  body: stored?.body ?? null,
  wrappedKeys: stored?.wrappedKeys ?? null,
  readers: stored?.readers ?? null,
});

const hashOf = ({ sha256 }: Pick<BlobFacts, 'sha256'>): Buffer => fromBase64url(sha256, 'sha256', 32);

/**
 * Binds the blobs that own records name to the files that lie here: what their author's authority handed in, or has in an earlier record
 * of its own that the officer may read. Errors: refused with blob-absent, blob-size.
 */
export async function linkOwnBlobs(tx: Tx, deps: LinkDeps, records: readonly StoredRecord[]): Promise<void> {
  for (const one of records) {
    for (const [position, blob] of (one.record.envelope.blobs ?? []).entries()) {
      const sha256 = hashOf(blob);
      const { name, secret } = await findOwn(tx, deps, one.record, blob, sha256);
      const sealed = sealBeside(rowOf(one), sha256, secret, deps);
      if (!sealed) throw new TamgaError('keys', 'the body that was just stored does not open');
      const row = { recordId: one.id, position, ...blob, sha256, name, secret: sealed, hereAt: deps.now() };
      await store.insertBlobs(tx, [row], deps.now());
    }
  }
}

/** As whom an officer reads who writes a record. */
async function viewerOf(
  tx: Tx,
  { now, officers = [] }: LinkDeps,
  { author: authority, officers: [officer = ''] }: SealedRecord['envelope'],
): Promise<Viewer> {
  const cover = await findCover({ db: tx, now, officers }, { id: officer, authority });
  return { content: true, authority, officer, cover };
}

/** The hash alone opens nothing, which every envelope tells: a file that the officer may not read is as if it were not there. */
async function findOwn(
  tx: Tx,
  deps: LinkDeps,
  { envelope }: SealedRecord,
  blob: BlobFacts,
  sha256: Buffer,
): Promise<{ name: string; secret: Buffer }> {
  const { self, blobFolder } = deps;
  const refused = (code: string, why: string): TamgaError =>
    new TamgaError('refused', why, { detail: { code, draft: { kind: envelope.kind, officers: envelope.officers } } });
  const checkSize = (size: number): void => {
    if (size !== blob.size) throw refused('blob-size', `the blob ${blob.sha256} has ${size} bytes, not ${blob.size}`);
  };
  const isThere = async ({ name, size }: { name: string; size: number }): Promise<boolean> =>
    (await blobBytes(blobFolder, name)) === ageFileBytes(size);
  for (const found of await store.findUploads(tx, sha256, envelope.author)) {
    const secret = unwrapForSelf(sha256, found.secret, self);
    if (!secret || !(await isThere(found))) continue;
    checkSize(found.size);
    await store.deleteUpload(tx, found.name, envelope.author);
    return { name: found.name, secret };
  }
  for (const found of await store.findOwnBlobs(tx, sha256, await viewerOf(tx, deps, envelope))) {
    const secret = openBeside(found, sha256, found.secret, self);
    if (!secret || !(await isThere(found))) continue;
    checkSize(found.size);
    return { name: found.name, secret };
  }
  throw refused('blob-absent', `the blob ${blob.sha256} is not here: hand it in first (tamga blob add)`);
}

/** Remembers which blobs of a record that came, with its content, are to be fetched, and what opens them. */
export async function expectBlobs(tx: Tx, deps: LinkDeps, records: readonly StoredRecord[]): Promise<void> {
  for (const one of records) {
    const { envelope, blobSecrets = [] } = one.record;
    for (const [position, blob] of (envelope.blobs ?? []).entries()) {
      const secret = blobSecrets[position];
      const sha256 = hashOf(blob);
      const sealed = secret && sealBeside(rowOf(one), sha256, secret, deps);
      if (!sealed) continue;
      const row = {
        recordId: one.id,
        position,
        ...blob,
        sha256,
        name: newBlobName(deps),
        secret: sealed,
        hereAt: null,
      };
      await store.insertBlobs(tx, [row], deps.now());
    }
  }
}

/**
 * The blobs of own records that came back without them, as after a restore: linked where another record still has the file, and
 * else said to be lost, until their author hands the file in again.
 */
export async function expectOwnBlobs(tx: Tx, deps: LinkDeps, ids: readonly number[]): Promise<void> {
  for (const row of await readRows(tx, ids)) {
    for (const [position, blob] of (openEnvelope(row.jws).blobs ?? []).entries()) {
      const sha256 = hashOf(blob);
      const [known] = await store.findSecrets(tx, sha256);
      const secret = (known && openBeside(known, sha256, known.secret, deps.self)) ?? deps.randomBytes(32);
      const sealed = sealBeside(row, sha256, secret, deps);
      if (!sealed) continue;
      const isHere = known?.hereAt != null;
      const name = isHere ? known.name : newBlobName(deps);
      const facts = { recordId: row.id, position, ...blob, sha256, name, secret: sealed };
      await store.insertBlobs(tx, [{ ...facts, hereAt: isHere ? deps.now() : null }], deps.now());
      const refused = { code: 'blob-lost', at: deps.now() };
      if (!isHere) await store.noteBlob(tx, facts, { why: lost, refused, nextTryAt: null });
    }
  }
}

const lost = 'its file is not on this node: hand it in again';

/** How many blobs of each record its holder has not got yet; of content that is not opened here, all. */
export async function countBlobsDue(
  tx: Tx,
  records: readonly { id: number; record: SealedRecord }[],
): Promise<Map<number, number>> {
  const named = records.filter(({ record }) => record.envelope.blobs);
  const due = await store.countDue(
    tx,
    named.map(({ id }) => id),
  );
  return new Map(named.map(({ id, record }) => [id, due.get(id) ?? record.envelope.blobs?.length ?? 0]));
}
