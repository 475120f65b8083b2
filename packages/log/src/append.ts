import { checkHash, HASH_BYTES } from './hash.ts';
import { checkSize } from './size.ts';
import { checkRoot, foldEdge, hashAt, hashesAt, hashTile, readEdge, readLayers, TILE_WIDTH } from './tile.ts';
import type { Edge, ReadTile, Tile } from './tile.ts';

const TILE_BYTES = TILE_WIDTH * HASH_BYTES;
const NOTHING = new Uint8Array(0);

/** The tree after an append: its size and root, and every tile that is new or wider than before, once, lowest level first. */
export type Appended = { size: number; root: Uint8Array; tiles: Tile[] };

/**
 * Appends leaf hashes to a tree of `size`. Reads the right edge only (one partial tile per level), so the cost is the new
 * leaves and at most 255 hashes for each of the log256(size) levels. Writes nothing: storing `tiles` is the caller's.
 *
 * Give `expected.root`, the root last published, to have rotten tiles refused before a wrong root is signed.
 * @throws LogError `bad-size`, `bad-hash`, `bad-tile`; whatever `readTile` throws
 */
export async function appendToTiles(
  size: number,
  leafHashes: readonly Uint8Array[],
  readTile: ReadTile,
  expected?: { root: Uint8Array },
): Promise<Appended> {
  checkSize(size);
  checkSize(size + leafHashes.length, 'new size');
  const before = await readEdge(size, (level, index, width) => readLayers(readTile, level, index, width));
  if (expected) checkRoot(foldEdge(before).root, expected.root);

  const tiles: Tile[] = [];
  const after: Edge = [];
  let added = joinHashes(leafHashes);
  for (let level = 0; level < before.length || added.length > 0; level++) {
    const old = before[level] ?? [];
    if (added.length === 0) {
      after.push(old);
      continue;
    }
    const hashes = join(old[0] ?? NOTHING, added);
    const first = Math.floor(hashesAt(size, level) / TILE_WIDTH);
    const roots: Uint8Array[] = [];
    after.push([]);
    for (let i = 0; i * TILE_BYTES < hashes.length; i++) {
      const bytes = hashes.slice(i * TILE_BYTES, (i + 1) * TILE_BYTES);
      const layers = hashTile(bytes);
      tiles.push({ level, index: first + i, width: bytes.length / HASH_BYTES, bytes });
      if (bytes.length === TILE_BYTES) roots.push(hashAt(layers, 8, 0));
      else after[level] = layers;
    }
    added = joinHashes(roots);
  }
  return { size: size + leafHashes.length, root: foldEdge(after).root, tiles };
}

function joinHashes(hashes: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(hashes.length * HASH_BYTES);
  for (const [i, hash] of hashes.entries()) {
    checkHash(hash);
    joined.set(hash, i * HASH_BYTES);
  }
  return joined;
}

function join(a: Uint8Array, b: Uint8Array): Uint8Array {
  const joined = new Uint8Array(a.length + b.length);
  joined.set(a);
  joined.set(b, a.length);
  return joined;
}
