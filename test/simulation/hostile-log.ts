import { appendToTiles, createProver, ed25519Signer, formatCheckpoint, hashLeaf, signNote } from '@tamga/log';
import type { Prover } from '@tamga/log';
import { logOrigin } from '#features/alliance/model.ts';
import type { Self } from '#features/alliance/model.ts';
import { toBase64url } from '#platform/bytes.ts';
import type { SigningKey } from '#platform/keys/ed25519.ts';

type SyncTile = (level: number, index: number, width: number) => Uint8Array;
export type View = 'one' | 'other';

/** A log that shows one tree to some and, once it has forked, another to the rest. */
export type HostileLog = {
  append(digest: Uint8Array): number;
  /** From the next leaf on there are two trees of the same size. */
  fork(leaves: [Uint8Array, Uint8Array]): void;
  hasForked(): boolean;
  forkedAt(): number;
  size(): number;
  /** The tree as it was at a size, so that it may be shown to shrink. */
  show(view: View, size?: number): Promise<{ prover: Prover; note: string; readTile: SyncTile }>;
};

export function createHostileLog(self: Self, key: SigningKey, first: Uint8Array): HostileLog {
  const views: Record<View, Uint8Array[]> = { one: [first], other: [first] };
  let forkedAt = Infinity;

  const show: HostileLog['show'] = async (view, size = views.one.length) => {
    const hashes = views[view].slice(0, size).map((leaf) => hashLeaf(leaf));
    const { root, tiles } = await appendToTiles(0, hashes, () => new Uint8Array());
    const bytes = new Map(tiles.map((tile) => [`${tile.level}/${tile.index}`, tile.bytes]));
    const readTile = (level: number, index: number, width: number): Uint8Array =>
      (bytes.get(`${level}/${index}`) ?? new Uint8Array()).subarray(0, width * 32);
    const origin = logOrigin(self.alliance.id, self.code);
    const { directory, digest } = self.alliance.directories.get(self.code)!;
    const extensions = [`tamga-directory ${directory.number} ${digest}`];
    const signer = ed25519Signer(origin, Buffer.from(key.publicKey, 'base64url'), (message) => key.sign(message));
    const note = await signNote(formatCheckpoint({ origin, size, root, extensions }), [signer]);
    return { prover: createProver(size, readTile), note, readTile };
  };

  return {
    append(digest) {
      views.other.push(digest);
      return views.one.push(digest) - 1;
    },
    fork([one, other]) {
      forkedAt = Math.min(forkedAt, views.one.length);
      views.one.push(one);
      views.other.push(other);
    },
    hasForked: () => forkedAt < Infinity,
    forkedAt: () => forkedAt,
    size: () => views.one.length,
    show,
  };
}

export const joinHashes = (hashes: readonly Uint8Array[]): string => toBase64url(Buffer.concat(hashes));
