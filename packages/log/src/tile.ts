import { LogError } from './errors.ts';
import { emptyRoot, equalBytes, HASH_BYTES, hashNode, hashPairs } from './hash.ts';
import { checkSize } from './size.ts';

/** Hashes in a full tile; a tile is a piece of the tree 8 levels high. Source: C2SP tlog-tiles. */
export const TILE_WIDTH = 256;
const TILE_HEIGHT = 8;

/**
 * `width` hashes (1 … 256) of `level`: level 0 holds leaf hashes, each hash above stands for one full tile below.
 * `bytes` is `width` × 32 long. A partial tile of a larger width replaces the narrower one.
 */
export type Tile = { level: number; index: number; width: number; bytes: Uint8Array };

/** Gives the bytes of a tile, exactly `width` × 32; for a narrower `width` than stored, the first hashes of it. */
export type ReadTile = (level: number, index: number, width: number) => Uint8Array | Promise<Uint8Array>;

/** A tile hashed upwards: layer r holds floor(width / 2^r) hashes, layer 8 of a full tile its root. */
export type Layers = readonly Uint8Array[];

/** How many hashes a tree of `size` has at `level`. Dividing by a power of two is exact, so this is too. */
export function hashesAt(size: number, level: number): number {
  return Math.floor(size / TILE_WIDTH ** level);
}

/**
 * Width of a tile in a tree of `size`: 256 full, 1 … 255 partial, 0 when the tree has no such tile.
 * @throws LogError `bad-size`
 */
export function tileWidth(level: number, index: number, size: number): number {
  checkSize(level, 'level');
  checkSize(index, 'index');
  checkSize(size);
  return Math.min(TILE_WIDTH, Math.max(0, hashesAt(size, level) - index * TILE_WIDTH));
}

/** Reads one tile and holds the reader to the length it was asked for. */
export async function readLayers(readTile: ReadTile, level: number, index: number, width: number): Promise<Layers> {
  const bytes = await readTile(level, index, width);
  if (bytes.length !== width * HASH_BYTES) {
    throw new LogError('bad-tile', `tile ${level}/${index}: ${bytes.length} bytes for ${width} hashes`);
  }
  // A copy: slice() of a Node Buffer is a view, and what was read may lie in the reader's cache.
  return hashTile(new Uint8Array(bytes));
}

export function hashTile(bytes: Uint8Array): Layers {
  const layers = [bytes];
  for (let layer = bytes; layer.length > HASH_BYTES;) {
    layer = hashPairs(layer);
    layers.push(layer);
  }
  return layers;
}

/** Hash `offset` of layer r, as a copy that the caller may keep and change. */
export function hashAt(layers: Layers, r: number, offset: number): Uint8Array {
  const hash = layers[r]?.slice(offset * HASH_BYTES, (offset + 1) * HASH_BYTES);
  if (hash?.length !== HASH_BYTES) throw new LogError('bad-tile', `a tile has no hash ${offset} in layer ${r}`);
  return hash;
}

/** The partial tiles on the right edge, by level; no layers where the level ends on a tile border. */
export type Edge = Layers[];

export async function readEdge(
  size: number,
  load: (level: number, index: number, width: number) => Promise<Layers>,
): Promise<Edge> {
  const reads: Promise<Layers>[] = [];
  for (let level = 0; hashesAt(size, level) > 0; level++) {
    const width = hashesAt(size, level) % TILE_WIDTH;
    const index = Math.floor(hashesAt(size, level) / TILE_WIDTH);
    reads.push(width === 0 ? Promise.resolve([]) : load(level, index, width));
  }
  return Promise.all(reads);
}

/**
 * Folds the right edge into the root (RFC 9162 §2.1.1). `tails[h]` is the root of the last (size mod 2^h) leaves: the
 * ragged subtree that stands where a whole one of height h would.
 */
export function foldEdge(edge: Edge): { root: Uint8Array; tails: (Uint8Array | undefined)[] } {
  const tails: (Uint8Array | undefined)[] = [];
  let tail: Uint8Array | undefined;
  for (const layers of edge) {
    for (let r = 0; r < TILE_HEIGHT; r++) {
      tails.push(tail);
      const count = (layers[r]?.length ?? 0) / HASH_BYTES;
      if (count % 2 === 0) continue;
      const peak = hashAt(layers, r, count - 1);
      tail = tail ? hashNode(peak, tail) : peak;
    }
  }
  return { root: tail ?? emptyRoot(), tails };
}

/**
 * Root of the tree of `size`, from its right edge alone: one partial tile per level.
 * @throws LogError `bad-size`, `bad-tile`; whatever `readTile` throws
 */
export async function rootOfTiles(size: number, readTile: ReadTile): Promise<Uint8Array> {
  checkSize(size);
  const edge = await readEdge(size, (level, index, width) => readLayers(readTile, level, index, width));
  return foldEdge(edge).root;
}

/** @throws LogError `bad-tile` when the tiles give another root than the one that was published */
export function checkRoot(root: Uint8Array, expected: Uint8Array): void {
  if (!equalBytes(root, expected)) throw new LogError('bad-tile', 'the tiles give another root than expected');
}
