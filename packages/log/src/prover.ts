import { LogError } from './errors.ts';
import { equalBytes } from './hash.ts';
import { checkSize } from './size.ts';
import { foldEdge, hashAt, readEdge, readLayers, TILE_WIDTH, tileWidth } from './tile.ts';
import type { Layers, ReadTile } from './tile.ts';

/**
 * Makes proofs in the tree of one size. Every tile is read at most once and kept, hashed upwards (16 KiB for a full tile), for as
 * long as the prover lives: make one per checkpoint and let it go. A full tile is held against its hash in the tile above,
 * so a prover whose `root()` is the checkpoint's never gives a proof that does not lead there.
 *
 * All reject with LogError `bad-size` (index or size outside the tree), `bad-tile`, or what `readTile` throws.
 */
export type Prover = {
  readonly size: number;
  root(): Promise<Uint8Array>;
  /** Proof for leaf `index`, from the leaf upwards. Source: RFC 9162 §2.1.3.1. */
  inclusion(index: number): Promise<Uint8Array[]>;
  /** Proofs in the order of `indexes`; all tiles that are missing are asked for at once. */
  inclusionMany(indexes: readonly number[]): Promise<Uint8Array[][]>;
  /** Proof that this tree continues the one of size `from` (1 … size). Source: RFC 9162 §2.1.4.1. */
  consistency(from: number): Promise<Uint8Array[]>;
};

/** The root of leaves [position × 2^height, (position + 1) × 2^height), as far as the tree reaches. */
type Node = { height: number; position: number };

/** @throws LogError `bad-size` */
export function createProver(size: number, readTile: ReadTile): Prover {
  checkSize(size);
  const tiles = new Map<number, Layers | Promise<Layers>>();
  const key = (level: number, index: number): number => index * 8 + level; // sizes below 2^53 have 7 levels

  function load(level: number, index: number): Layers | Promise<Layers> {
    const known = tiles.get(key(level, index));
    if (known) return known;
    const loading = loadChecked(level, index);
    tiles.set(key(level, index), loading);
    loading.then(
      (layers) => tiles.set(key(level, index), layers),
      () => tiles.delete(key(level, index)), // a read that failed may be tried again
    );
    return loading;
  }

  async function loadChecked(level: number, index: number): Promise<Layers> {
    const width = tileWidth(level, index, size);
    const layers = await readLayers(readTile, level, index, width);
    if (width === TILE_WIDTH) {
      const above = await load(level + 1, Math.floor(index / TILE_WIDTH));
      if (!equalBytes(hashAt(layers, 8, 0), hashAt(above, 0, index % TILE_WIDTH))) {
        throw new LogError('bad-tile', `tile ${level}/${index} is not the one hashed into the tile above`);
      }
    }
    return layers;
  }

  let folded: Promise<ReturnType<typeof foldEdge>> | undefined;
  function loadEdge(): Promise<ReturnType<typeof foldEdge>> {
    if (!folded) {
      folded = readEdge(size, async (level, index) => load(level, index)).then(foldEdge);
      folded.catch(() => (folded = undefined));
    }
    return folded;
  }

  async function hashesOf(proofs: readonly Node[][]): Promise<Uint8Array[][]> {
    const { tails } = await loadEdge();
    const missing = new Set<Promise<Layers>>();
    for (const nodes of proofs) {
      for (const node of nodes) {
        if (!isWhole(node, size)) continue;
        const { level, index } = placeOf(node);
        const layers = load(level, index);
        if (layers instanceof Promise) missing.add(layers);
      }
    }
    await Promise.all(missing);
    return proofs.map((nodes) =>
      nodes.map((node) => (isWhole(node, size) ? wholeHash(node) : tails[node.height]!.slice())),
    );
  }

  function wholeHash(node: Node): Uint8Array {
    const { level, index, layer, offset } = placeOf(node);
    return hashAt(tiles.get(key(level, index)) as Layers, layer, offset);
  }

  async function inclusionMany(indexes: readonly number[]): Promise<Uint8Array[][]> {
    for (const index of indexes) {
      checkSize(index, 'index');
      if (index >= size) throw new LogError('bad-size', `leaf ${index} is not in a tree of ${size}`);
    }
    return hashesOf(indexes.map((index) => siblings({ height: 0, position: index }, size)));
  }

  async function consistency(from: number): Promise<Uint8Array[]> {
    checkSize(from, 'from');
    if (from === 0 || from > size) throw new LogError('bad-size', `no proof from size ${from} to ${size}`);
    if (from === size) return [];
    // The smallest whole subtree that ends where the old tree ends: both roots are reached from it.
    let last = { height: 0, position: from - 1 };
    while (last.position % 2 === 1) last = parentOf(last);
    const path = siblings(last, size);
    const [hashes = []] = await hashesOf([last.position === 0 ? path : [last, ...path]]);
    return hashes;
  }

  return {
    size,
    root: async () => (await loadEdge()).root.slice(),
    inclusion: async (index) => (await inclusionMany([index]))[0] ?? [],
    inclusionMany,
    consistency,
  };
}

const isWhole = ({ height, position }: Node, size: number): boolean => (position + 1) * 2 ** height <= size;

const parentOf = ({ height, position }: Node): Node => ({ height: height + 1, position: Math.floor(position / 2) });

/** The siblings met on the way from a node to the root. The last node of a layer may have none and then moves up alone. */
function siblings(from: Node, size: number): Node[] {
  const nodes: Node[] = [];
  let last = Math.floor((size - 1) / 2 ** from.height);
  for (let node = from; last > 0; node = parentOf(node), last = Math.floor(last / 2)) {
    const { height, position } = node;
    if (position % 2 === 1) nodes.push({ height, position: position - 1 });
    else if (position < last) nodes.push({ height, position: position + 1 });
  }
  return nodes;
}

/** Which tile holds a whole node, and where in it: the layer, counted from the tile's hashes, and the offset there. */
function placeOf({ height, position }: Node): { level: number; index: number; layer: number; offset: number } {
  const layer = height % 8;
  const span = 2 ** (8 - layer);
  return { level: Math.floor(height / 8), index: Math.floor(position / span), layer, offset: position % span };
}
