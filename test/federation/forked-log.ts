import { createHash } from 'node:crypto';
import {
  appendToTiles,
  createProver,
  ed25519Signer,
  emptyRoot,
  encodeBase64,
  formatCheckpoint,
  formatWitnessRequest,
  hashLeaf,
  rootOfTiles,
  signNote,
} from '@tamga/log';
import { homeFiles } from '#features/alliance/actions.ts';
import { logOrigin } from '#features/alliance/model.ts';
import { signingKeyFrom } from '#platform/keys/ed25519.ts';
import { readSecret } from '#platform/keys/key-file.ts';
import type { Net } from './nodes.ts';

export type ForkedLog = {
  /** A leaf's hash in base64, for a proof that is none. */
  hash: string;
  note(size: number): Promise<string>;
  root(size: number): Promise<Uint8Array>;
  tile(level: number, index: number, width: number): Uint8Array;
  consistency(from: number, to: number): Promise<Uint8Array[]>;
  /** What its owner asks of a witness. */
  request(oldSize: number, size: number): Promise<string>;
};

/** A log that a participant's own key signs at any size: two with different `forkAt` share what is before it. */
export async function forkedLog(
  net: Net,
  code: string,
  size: number,
  options: { forkAt?: number; fork?: string; keyName?: string; directory?: string | undefined } = {},
): Promise<ForkedLog> {
  const { forkAt = size, fork = 'other', keyName = 'log' } = options;
  const { alliance } = net.node(net.codes[0]!).deps.self;
  const { directory, digest } = alliance.directories.get(code)!;
  const honest = `tamga-directory ${directory.number} ${digest}`;
  const line = 'directory' in options ? options.directory : honest;
  const key = signingKeyFrom(readSecret(homeFiles(`${net.home}/${code}`).key(keyName)));
  const origin = logOrigin(alliance.id, code);
  const signer = ed25519Signer(origin, Buffer.from(key.publicKey, 'base64url'), (message) => key.sign(message));
  const leaves = Array.from({ length: size }, (_, i) =>
    hashLeaf(
      createHash('sha256')
        .update(`${i < forkAt ? code : fork}:${i}`)
        .digest(),
    ),
  );
  const tiles = new Map<string, Uint8Array>();
  const { tiles: made } = await appendToTiles(0, leaves, () => new Uint8Array());
  for (const { level, index, bytes } of made) tiles.set(`${level}/${index}`, bytes);
  const tile = (level: number, index: number, width: number): Uint8Array =>
    (tiles.get(`${level}/${index}`) ?? new Uint8Array()).subarray(0, width * 32);
  const root = async (at: number): Promise<Uint8Array> => (at === 0 ? emptyRoot() : rootOfTiles(at, tile));
  const consistency = (from: number, to: number): Promise<Uint8Array[]> => createProver(to, tile).consistency(from);
  const note = async (at: number): Promise<string> =>
    signNote(
      formatCheckpoint({ origin, size: at, root: await root(at), extensions: line === undefined ? [] : [line] }),
      [signer],
    );
  return {
    hash: encodeBase64(leaves[0]!),
    note,
    root,
    tile,
    consistency,
    request: async (oldSize, at) =>
      formatWitnessRequest({
        oldSize,
        proof: oldSize === 0 || oldSize >= at ? [] : await consistency(oldSize, at),
        checkpoint: await note(at),
      }),
  };
}
