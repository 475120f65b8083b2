import fc from 'fast-check';
import { expect, test } from 'vitest';
import { leafHashes, treeHash } from '../test/naive-tree.ts';
import { expectRejection } from '../test/refusals.ts';
import { buildLog, tileStore } from '../test/tile-store.ts';
import { appendToTiles, emptyRoot, rootOfTiles, tileWidth } from './index.ts';

const all = leafHashes(700);

test('however the leaves were split, the tiles are those of the definition', async () => {
  const splits = fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 700 }), splits, async (size, batches) => {
      const leaves = all.slice(0, size);
      const log = await buildLog(leaves, batches);
      expect(log.size).toBe(size);
      expect(log.root).toEqual(treeHash(leaves));
      const hashes = [
        leaves,
        Array.from({ length: Math.floor(size / 256) }, (_, i) => treeHash(leaves.slice(i * 256, (i + 1) * 256))),
      ];
      const expected = hashes.flatMap((level, l) =>
        Array.from(
          { length: Math.ceil(level.length / 256) },
          (_, i) => [`${l}/${i}`, level.slice(i * 256, (i + 1) * 256)] as const,
        ),
      );
      expect(new Set(log.tiles.keys())).toEqual(new Set(expected.map(([name]) => name)));
      for (const [name, tile] of expected) {
        expect(log.tiles.get(name)?.width).toBe(tile.length);
        expect(log.tiles.get(name)?.bytes).toEqual(Uint8Array.from(tile.flatMap((hash) => [...hash])));
      }
    }),
    { numRuns: 60 },
  );
});

test('the root of every earlier size can still be read', async () => {
  const log = await buildLog(all.slice(0, 600));
  for (const size of [1, 2, 3, 255, 256, 257, 511, 512, 513, 599, 600]) {
    expect(await rootOfTiles(size, log.readTile)).toEqual(treeHash(all.slice(0, size)));
  }
  expect(await rootOfTiles(0, log.readTile)).toEqual(emptyRoot());
});

test('each changed tile is given once, in its newest width', async () => {
  const store = tileStore();
  const { tiles } = await appendToTiles(0, all.slice(0, 520), store.readTile);
  expect(tiles.map(({ level, index, width }) => [level, index, width])).toEqual([
    [0, 0, 256],
    [0, 1, 256],
    [0, 2, 8],
    [1, 0, 2],
  ]);
  expect(tiles.every(({ bytes, width }) => bytes.length === width * 32 && bytes.buffer.byteLength === width * 32)).toBe(
    true,
  );
  store.write(tiles);
  const next = await appendToTiles(520, all.slice(520, 523), store.readTile);
  expect(next.tiles.map(({ level, index, width }) => [level, index, width])).toEqual([[0, 2, 11]]);
});

test('a tree of 70,000 has the tiles that tlog-tiles names, and an append there reads its right edge only', async () => {
  const leaves = Array.from({ length: 70_000 }, (_, i) => all[i % 700]!);
  const log = await buildLog(leaves, [65_535, 1, 1]);
  const widths = (level: number): number[] =>
    [...log.tiles.values()].filter((tile) => tile.level === level).map(({ width }) => width);
  expect(widths(0)).toEqual([...Array<number>(273).fill(256), 112]);
  expect(widths(1)).toEqual([256, 17]);
  expect(widths(2)).toEqual([1]);
  expect(log.root).toEqual(treeHash(leaves));
  log.reads.length = 0;
  const { tiles } = await appendToTiles(70_000, [all[0]!], log.readTile, { root: log.root });
  expect(log.reads).toEqual(['0/273', '1/1', '2/0']);
  expect(tiles).toHaveLength(1);
});

test('appending nothing changes nothing', async () => {
  const log = await buildLog(all.slice(0, 300));
  expect(await appendToTiles(300, [], log.readTile)).toEqual({ size: 300, root: log.root, tiles: [] });
  expect(await appendToTiles(0, [], log.readTile)).toEqual({ size: 0, root: emptyRoot(), tiles: [] });
});

test('rotten tiles are refused before anything is appended to them', async () => {
  const log = await buildLog(all.slice(0, 300));
  await appendToTiles(300, [all[0]!], log.readTile, { root: log.root });
  for (const name of ['0/1', '1/0']) {
    const tile = log.tiles.get(name)!;
    tile.bytes[3]! ^= 1;
    await expectRejection(appendToTiles(300, [all[0]!], log.readTile, { root: log.root }), 'bad-tile');
    tile.bytes[3]! ^= 1;
  }
});

test('a tile of another length than asked for is refused', async () => {
  const read = () => new Uint8Array(32);
  await expectRejection(rootOfTiles(2, read), 'bad-tile');
  await expectRejection(appendToTiles(2, [all[0]!], read), 'bad-tile');
});

test('what the reader throws comes through', async () => {
  const read = () => Promise.reject(new Error('disk'));
  await expect(appendToTiles(1, [all[0]!], read)).rejects.toThrow('disk');
});

test('bad sizes and bad leaf hashes are refused', async () => {
  const { readTile } = tileStore();
  await expectRejection(appendToTiles(-1, [], readTile), 'bad-size');
  await expectRejection(appendToTiles(Number.MAX_SAFE_INTEGER, [all[0]!], readTile), 'bad-size');
  await expectRejection(appendToTiles(0, [new Uint8Array(31)], readTile), 'bad-hash');
  await expectRejection(rootOfTiles(2 ** 53, readTile), 'bad-size');
});

test('the width of a tile follows from the size', () => {
  expect(tileWidth(0, 273, 70_000)).toBe(112);
  expect(tileWidth(0, 272, 70_000)).toBe(256);
  expect(tileWidth(0, 274, 70_000)).toBe(0);
  expect(tileWidth(2, 0, 70_000)).toBe(1);
  expect(tileWidth(3, 0, 70_000)).toBe(0);
  expect(tileWidth(1, 0, 256)).toBe(1);
  expect(tileWidth(0, 0, 0)).toBe(0);
  expect(tileWidth(6, 0, Number.MAX_SAFE_INTEGER)).toBe(31);
});
