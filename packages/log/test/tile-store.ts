import { appendToTiles } from '../src/index.ts';
import type { ReadTile, Tile } from '../src/index.ts';

/** Tiles in memory, the widest of each, with a count of the reads. */
export function tileStore() {
  const tiles = new Map<string, Tile>();
  const reads: string[] = [];
  const readTile: ReadTile = (level, index, width) => {
    reads.push(`${level}/${index}`);
    const tile = tiles.get(`${level}/${index}`);
    if (!tile) throw new Error(`no tile ${level}/${index}`);
    return tile.bytes.subarray(0, width * 32);
  };
  const write = (changed: readonly Tile[]): void => {
    for (const tile of changed) tiles.set(`${tile.level}/${tile.index}`, tile);
  };
  return { tiles, reads, readTile, write };
}

/** A log of these leaves, appended in batches of the given sizes and the rest at once. */
export async function buildLog(leaves: readonly Uint8Array[], batches: readonly number[] = []) {
  const store = tileStore();
  let size = 0;
  let root = new Uint8Array();
  for (const count of [...batches, leaves.length]) {
    const appended = await appendToTiles(size, leaves.slice(size, size + count), store.readTile);
    store.write(appended.tiles);
    size = appended.size;
    root = new Uint8Array(appended.root);
  }
  return { ...store, size, root };
}
