import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { addBlob } from '#features/blobs/actions.ts';
import { exchangeWithPeer } from '#features/federation/actions.ts';
import { submitRecords } from '#features/records/actions.ts';
import type { BlobFacts } from '#features/records/model.ts';
import { releaseRecords } from '#features/releases/actions.ts';
import { incident } from './drafts.ts';
import type { Net, TestNode } from './nodes.ts';

export const officerOf = (code: string) => ({ authority: `${code}/cyber`, officer: `${code}/cyber/o-1` });

/** Bytes that are found again wherever they lie in the clear. */
export const contentOf = (size: number, word = 'Quillfeather'): Buffer => {
  const bytes = randomBytes(size);
  for (let at = 0; at + word.length <= size; at += 4096) bytes.write(word, at);
  return bytes;
};

export const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('base64url');

export async function handIn(node: TestNode, bytes: Buffer, type = 'application/pdf'): Promise<BlobFacts> {
  const source = new Blob([Buffer.from(bytes)]).stream();
  return { ...(await addBlob(node.deps, officerOf(node.code), source, bytes.length)), type };
}

/** An incident with these files, and nobody to have it yet. */
export async function report(node: TestNode, ...blobs: BlobFacts[]): Promise<string> {
  const [record] = await submitRecords(node.deps, [incident(node.code, blobs.length > 0 ? { blobs } : {})]);
  return record!.ref;
}

export const release = (node: TestNode, refs: string[], ...to: string[]) =>
  releaseRecords(node.deps, officerOf(node.code), refs, to);

/** What one node gets when it asks another for a blob. */
export async function askBlob(net: Net, asker: string, target: string, sha256: string, range?: string) {
  const deps = { ...net.node(asker).deps, network: net.networkOf(asker) };
  const path = `/federation/v1/blobs/${sha256}`;
  const ask = { method: 'GET' as const, path, ...(range === undefined ? {} : { range }) };
  return exchangeWithPeer(deps, target, ask, { maxBytes: 1e9, timeoutMs: 1e4 });
}

/** Every file under a node's blobs, with its bytes. */
export function filesOf(net: Net, code: string): Map<string, Buffer> {
  const folder = join(net.home, code, 'blobs');
  try {
    const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    return new Map(names.map(({ name, parentPath }) => [name, readFileSync(join(parentPath, name))]));
  } catch {
    return new Map();
  }
}

export const keysLeft = async (node: TestNode): Promise<number> => {
  const { rows } = await sql<{
    n: number;
  }>`select (select count(*) from record_blob)::int + (select count(*) from blob_upload)::int as n`.execute(
    node.deps.db,
  );
  return rows[0]!.n;
};
