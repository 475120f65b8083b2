import fc from 'fast-check';
import { expect, test } from 'vitest';
import { leafHashes, path, subproof, treeHash } from '../test/naive-tree.ts';
import { expectRejection } from '../test/refusals.ts';
import { buildLog } from '../test/tile-store.ts';
import { createProver, emptyRoot, verifyConsistency, verifyInclusion } from './index.ts';

const all = leafHashes(700);
const log = await buildLog(all);

test('every inclusion proof is that of the definition, in every size of the log', async () => {
  const sizeAndIndex = fc.integer({ min: 1, max: 700 }).chain((n) => fc.tuple(fc.constant(n), fc.nat({ max: n - 1 })));
  await fc.assert(
    fc.asyncProperty(sizeAndIndex, async ([size, index]) => {
      const proof = await createProver(size, log.readTile).inclusion(index);
      expect(proof).toEqual(path(index, all.slice(0, size)));
    }),
  );
});

test('every consistency proof is that of the definition', async () => {
  const sizes = fc.tuple(fc.integer({ min: 1, max: 700 }), fc.integer({ min: 1, max: 700 }));
  await fc.assert(
    fc.asyncProperty(sizes, async ([m, n]) => {
      const [from, size] = [Math.min(m, n), Math.max(m, n)];
      const proof = await createProver(size, log.readTile).consistency(from);
      expect(proof).toEqual(subproof(from, all.slice(0, size), true));
    }),
  );
});

test('all proofs of a log verify against its root', async () => {
  for (const size of [1, 2, 255, 256, 257, 512, 700]) {
    const prover = createProver(size, log.readTile);
    const root = await prover.root();
    expect(root).toEqual(treeHash(all.slice(0, size)));
    const proofs = await prover.inclusionMany(all.slice(0, size).map((_, i) => i));
    for (const [index, proof] of proofs.entries()) verifyInclusion({ index, size, leafHash: all[index]!, root, proof });
    const from = Math.ceil(size / 3);
    const claim = { size1: from, root1: treeHash(all.slice(0, from)), size2: size, root2: root };
    verifyConsistency({ ...claim, proof: await prover.consistency(from) });
  }
});

test('proofs above level 1 verify', async () => {
  const leaves = Array.from({ length: 66_000 }, (_, i) => all[i % 700]!);
  const large = await buildLog(leaves);
  const prover = createProver(66_000, large.readTile);
  const root = await prover.root();
  expect(root).toEqual(large.root);
  const indexes = [0, 255, 256, 65_535, 65_536, 65_999];
  for (const [i, proof] of (await prover.inclusionMany(indexes)).entries()) {
    const index = indexes[i]!;
    verifyInclusion({ index, size: 66_000, leafHash: leaves[index]!, root, proof });
  }
  for (const from of [65_535, 65_536, 65_537]) {
    const root1 = treeHash(leaves.slice(0, from));
    verifyConsistency({ size1: from, root1, size2: 66_000, root2: root, proof: await prover.consistency(from) });
  }
});

test('each tile is read once, also when many proofs are asked for at the same time', async () => {
  log.reads.length = 0;
  const prover = createProver(700, log.readTile);
  await Promise.all([...all.map((_, i) => prover.inclusion(i)), prover.root(), prover.consistency(99)]);
  expect(log.reads.toSorted()).toEqual(['0/0', '0/1', '0/2', '1/0']);
});

test('a proof is the caller’s own: changing it harms no later one', async () => {
  const prover = createProver(700, log.readTile);
  const first = await prover.inclusion(699);
  for (const hash of first) hash.fill(0);
  (await prover.root()).fill(0);
  expect(await prover.inclusion(699)).toEqual(path(699, all));
  expect(await prover.root()).toEqual(treeHash(all));
});

test('tiles may come as Buffers that are used again', async () => {
  const prover = createProver(700, async (level, index, width) => Buffer.from(await log.readTile(level, index, width)));
  const root = await prover.root();
  const proof = await prover.inclusion(300);
  const copies = [root, ...proof].map((hash) => new Uint8Array(hash));
  for (const hash of [root, ...proof]) hash.fill(0);
  expect(copies).toEqual([treeHash(all), ...path(300, all)]);
  expect(await prover.inclusion(300)).toEqual(path(300, all));
});

test('a full tile that is not the one in the tile above is refused, and read again the next time', async () => {
  let isRotten = true;
  const prover = createProver(700, async (level, index, width) => {
    const bytes = (await log.readTile(level, index, width)).slice();
    if (isRotten && level === 0 && index === 1) bytes[77]! ^= 4;
    return bytes;
  });
  await expectRejection(prover.inclusion(300), 'bad-tile');
  expect(await prover.inclusion(3)).toEqual(path(3, all));
  isRotten = false;
  expect(await prover.inclusion(300)).toEqual(path(300, all));
});

test('a reader that failed is asked again', async () => {
  let failures = 3;
  const prover = createProver(700, (level, index, width) => {
    if (failures-- > 0) throw new Error('disk');
    return log.readTile(level, index, width);
  });
  await expect(prover.root()).rejects.toThrow('disk');
  await expect.poll(() => prover.root()).toEqual(treeHash(all));
});

test('what lies outside the tree is refused', async () => {
  const prover = createProver(700, log.readTile);
  for (const index of [700, -1, 0.5, 2 ** 53]) await expectRejection(prover.inclusion(index), 'bad-size');
  for (const from of [0, 701, -1, 1.5]) await expectRejection(prover.consistency(from), 'bad-size');
  expect(() => createProver(2 ** 53, log.readTile)).toThrow(expect.objectContaining({ code: 'bad-size' }));
  await expectRejection(createProver(0, log.readTile).inclusion(0), 'bad-size');
  expect(await createProver(0, log.readTile).root()).toEqual(emptyRoot());
});
