import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { TamgaError } from '#platform/errors.ts';
import { readSecret } from '#platform/keys/key-file.ts';
import { wrapKeyFrom } from '#platform/keys/wrap-key.ts';
import type { WrapKey } from '#platform/keys/wrap-key.ts';
import type { Directory } from './directory.ts';
import { readerOf } from './model.ts';
import type { OwnKeys } from './model.ts';

/**
 * The wrap keys in a node's folder, `keys/wrap*.key`. The node needs the one for the whole participant; that of an
 * authority may be kept elsewhere, and then this node cannot read what is that authority's alone. A file that the
 * directory does not name is a former key: it opens what it wrapped and wraps nothing more. Errors: keys.
 */
export function readWrapKeys(folder: string, directory: Directory): Pick<OwnKeys, 'wrap' | 'wrapKeys'> {
  const names = readdirSync(folder)
    .filter((name) => /^wrap([-@].+)?\.key$/.test(name))
    .toSorted();
  const wrapKeys = names.map((name) => readWrapKey(join(folder, name), directory));
  const held = new Map(wrapKeys.map((key) => [key.publicKey, key]));
  const live = directory.keys.filter((key) => key.use === 'wrap' && key.realm === 'live' && key.to === undefined);
  const wrap = new Map<string, WrapKey>();
  for (const named of live) {
    const key = held.get(named.publicKey);
    if (key) wrap.set(readerOf(directory.participant, named), key);
  }
  if (!wrap.has(directory.participant))
    throw new TamgaError('keys', `${folder} holds no wrap key of ${directory.participant}'s node`);
  return { wrap, wrapKeys };
}

/** One key, one use (design 5). */
function readWrapKey(path: string, directory: Directory): WrapKey {
  const key = wrapKeyFrom(readSecret(path));
  const named = directory.keys.find((known) => known.publicKey === key.publicKey);
  if (named && named.use !== 'wrap') throw new TamgaError('keys', `${path} is the key for ${named.use}`);
  return key;
}
