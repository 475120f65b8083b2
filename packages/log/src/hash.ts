import { _SHA256, sha256 } from '@noble/hashes/sha2.js';
import { LogError } from './errors.ts';

/** Bytes of a hash. */
export const HASH_BYTES = 32;

/**
 * SHA-256 of 0x01 ‖ left ‖ right, the only message a tree hashes in bulk. Its 65 bytes always fill the same two blocks, so
 * padding and buffers are laid out once. Measured against `sha256(bytes)`: 1.2 to 1.4 times as fast, level with node:crypto.
 */
class PairHasher extends _SHA256 {
  readonly #start = this.get();
  readonly #blocks = new Uint8Array(128);
  readonly #blocksView = new DataView(this.#blocks.buffer);
  readonly #digest = new Uint8Array(HASH_BYTES);
  readonly #digestView = new DataView(this.#digest.buffer);

  constructor() {
    super();
    this.#blocks[0] = 1; // RFC 9162 §2.1.1: the prefix that keeps nodes and leaves apart
    this.#blocks[65] = 0x80;
    this.#blocksView.setUint32(124, 65 * 8);
  }

  /** The bytes returned are overwritten by the next call. */
  hash(left: Uint8Array, right: Uint8Array): Uint8Array {
    this.#blocks.set(left, 1);
    this.#blocks.set(right, 33);
    return this.#compress();
  }

  /** The same for 64 bytes that already lie side by side. */
  hashPair(pair: Uint8Array): Uint8Array {
    this.#blocks.set(pair, 1);
    return this.#compress();
  }

  #compress(): Uint8Array {
    this.set(...this.#start);
    this.process(this.#blocksView, 0);
    this.process(this.#blocksView, 64);
    const view = this.#digestView;
    view.setUint32(0, this.A);
    view.setUint32(4, this.B);
    view.setUint32(8, this.C);
    view.setUint32(12, this.D);
    view.setUint32(16, this.E);
    view.setUint32(20, this.F);
    view.setUint32(24, this.G);
    view.setUint32(28, this.H);
    return this.#digest;
  }
}

const pairs = new PairHasher();

/** Hash of a leaf: SHA-256(0x00 ‖ data). Source: RFC 9162 §2.1.1. */
export function hashLeaf(data: Uint8Array): Uint8Array {
  const message = new Uint8Array(data.length + 1);
  message.set(data, 1);
  return sha256(message);
}

/**
 * Hash of an inner node: SHA-256(0x01 ‖ left ‖ right). Source: RFC 9162 §2.1.1.
 * @throws LogError `bad-hash` when a child is not 32 bytes: other lengths would let two pairs share a hash.
 */
export function hashNode(left: Uint8Array, right: Uint8Array): Uint8Array {
  checkHash(left);
  checkHash(right);
  return pairs.hash(left, right).slice();
}

/** Root of the empty tree: SHA-256 of nothing. Source: RFC 9162 §2.1.1. */
export function emptyRoot(): Uint8Array {
  return sha256(new Uint8Array(0));
}

/** The next layer up: one hash for every two of `layer`; an odd one at the end is left out. */
export function hashPairs(layer: Uint8Array): Uint8Array {
  const count = Math.floor(layer.length / (2 * HASH_BYTES));
  const parents = new Uint8Array(count * HASH_BYTES);
  for (let i = 0; i < count; i++) {
    const pair = layer.subarray(i * 2 * HASH_BYTES, (i + 1) * 2 * HASH_BYTES);
    parents.set(pairs.hashPair(pair), i * HASH_BYTES);
  }
  return parents;
}

export function checkHash(hash: Uint8Array): void {
  if (hash.length !== HASH_BYTES) throw new LogError('bad-hash', `a hash is 32 bytes, this one ${hash.length}`);
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
