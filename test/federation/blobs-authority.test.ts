import { renameSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { serveFeed } from '#features/federation/feed.ts';
import { createProofs } from '#features/log/actions.ts';
import { openBlob } from '#features/records/open-blob.ts';
import { openSealedBodies } from '#features/records/actions.ts';
import type { RecordDetail } from '#features/records/view.ts';
import { recallRecords } from '#features/releases/actions.ts';
import { decryptWith } from '#platform/keys/age.ts';
import { dumpTables, holds } from './attack-checks.ts';
import { askAs, fetchAs, fiuKey, startAuthorities } from './authorities.ts';
import { contentOf, filesOf, handIn, officerOf, release, report } from './blob-acts.ts';
import type { Net, TestNode } from './nodes.ts';
import { readerOf } from '../viewer.ts';

const [cyber, fiu, police] = ['xb/cyber/o-1', 'xb/fiu/o-11', 'xb/police/o-12'];
let net: Net;
afterEach(() => net[Symbol.asyncDispose]());

const bytes = contentOf(200_000, 'Zwvault');
const download = (node: TestNode, officer: string, ref: string, sha256: string): Promise<Response> =>
  fetchAs(node, officer, `/api/records/${ref}/blobs/${sha256}`);
const stateFor = async (officer: string, ref: string) =>
  (await askAs<RecordDetail>(net.node('xb'), officer, `/api/records/${ref}`)).blobs[0]?.state;

async function releaseToFiu(): Promise<{ ref: string; sha256: string }> {
  const xa = net.node('xa');
  const blob = await handIn(xa, bytes);
  const ref = await report(xa, blob);
  await release(xa, [ref], 'xb/fiu');
  await net.settle();
  return { ref, sha256: blob.sha256 };
}

test('a blob for one authority is read by its officers alone, and by nobody from dump and disk without its key', async () => {
  net = await startAuthorities();
  const [xa, xb] = [net.node('xa'), net.node('xb')];
  const { ref, sha256 } = await releaseToFiu();
  const mine = await download(xb, fiu, ref, sha256);
  expect(Buffer.from(await mine.arrayBuffer()).equals(bytes)).toBe(true);
  for (const officer of [cyber, police]) {
    expect((await download(xb, officer, ref, sha256)).status, officer).toBe(403);
    expect(await stateFor(officer, ref), officer).toBe('unknown');
  }
  for (const role of ['auditor', 'node-admin'] as const)
    await expect(xb.download(`/api/records/${ref}/blobs/${sha256}`, { role })).rejects.toMatchObject({
      detail: { code: 'forbidden' },
    });

  const page = await serveFeed({ ...xa.deps, proofs: createProofs(xa.deps.db) }, 'xb', { log: 1, seq: 0 }, 0);
  expect(page).not.toContain('AGE-SECRET-KEY');
  const dump = await dumpTables(xb);
  for (const word of ['Zwvault', 'AGE-SECRET-KEY']) expect(holds(dump, word), word).toBe(false);
  const [file] = [...filesOf(net, 'xb').values()];
  expect(file!.includes('Zwvault')).toBe(false);
  // All of the node's other keys together open neither the file nor what stands for it in the database.
  const { self } = xb.deps;
  const fiuId = self.keys.wrap.get('xb/fiu')!.id;
  const rest = self.keys.wrapKeys.filter(({ id }) => !id.equals(fiuId));
  expect(rest.length).toBeGreaterThan(1);
  await expect(
    decryptWith(
      rest.map(({ privateKey }) => privateKey),
      file!,
    ),
  ).rejects.toMatchObject({
    detail: { code: 'recipient' },
  });
  const robbed = { ...self, keys: { ...self.keys, wrapKeys: rest } };
  const viewer = readerOf('xb/fiu');
  await expect(openBlob({ ...xb.deps, self: robbed }, ref, sha256, viewer)).rejects.toMatchObject({ code: 'keys' });
});

test('a further release lets others in without fetching again, and a recall takes it from all', async () => {
  net = await startAuthorities();
  const [xa, xb] = [net.node('xa'), net.node('xb')];
  const { ref, sha256 } = await releaseToFiu();
  const before = [...filesOf(net, 'xb').keys()];
  await release(xa, [ref], 'xb');
  await net.settle();
  expect([...filesOf(net, 'xb').keys()]).toEqual(before);
  expect((await download(xb, cyber, ref, sha256)).status).toBe(200);
  await recallRecords(xa.deps, officerOf('xa'), [ref], ['xb'], 'a reason');
  await net.settle();
  for (const officer of [cyber, fiu]) expect((await download(xb, officer, ref, sha256)).status).not.toBe(200);
  expect(filesOf(net, 'xb').size).toBe(0);
});

test('where the authority’s key is not at the node, nothing is fetched until it is, and then all', async () => {
  net = await startAuthorities(true);
  const { ref, sha256 } = await releaseToFiu();
  expect(filesOf(net, 'xb').size).toBe(0);
  expect(await stateFor(fiu, ref)).toBe('due');
  const receipts = async () =>
    (await net.node('xa').ask<RecordDetail>(`/api/records/${ref}`)).releases[0]!.receipts.map((r) => r.blobsDue);
  expect(await receipts()).toEqual([1]);
  renameSync(fiuKey(net.home).apart, fiuKey(net.home).here);
  net.restart('xb');
  expect(await openSealedBodies(net.node('xb').deps)).toBe(1);
  await net.settle();
  const mine = await download(net.node('xb'), fiu, ref, sha256);
  expect(Buffer.from(await mine.arrayBuffer()).equals(bytes)).toBe(true);
  expect((await download(net.node('xb'), cyber, ref, sha256)).status).toBe(403);
  expect(await receipts()).toEqual([1, null]);
});
